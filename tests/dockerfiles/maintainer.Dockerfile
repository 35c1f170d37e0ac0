FROM alpine
MAINTAINER Somebody <somebody@example.org>
MAINTAINER "In Quotes"
