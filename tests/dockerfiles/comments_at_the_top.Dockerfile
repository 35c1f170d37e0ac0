# A file for tests.
# syntax=docker/dockerfile:1
# By now it is too late for a directive.
FROM alpine
#no blank behind the sign
#
##  two signs
   # moved in
RUN true
