FROM alpine
# the first line has a byte order mark before it
RUN true
