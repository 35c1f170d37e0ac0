FROM alpine
ENV HOME_PAGE https://example.org/a?b=c
ENV GREETING hello   there  "with quotes"
ENV	TABBED	value
LABEL maintainer "Somebody <somebody@example.org>"
LABEL one two=three
