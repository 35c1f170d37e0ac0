FROM alpine
SHELL ["/bin/sh", "-eux", "-c"]
RUN false || true
SHELL [ "/bin/sh","-c" ]
