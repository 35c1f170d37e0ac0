FROM alpine
VOLUME /data
VOLUME /a /b $C
VOLUME ["/json"]
VOLUME ["/one", "/two"]
