FROM alpine:3.22
ADD --chmod=600 <<netrc /root/.netrc
machine packages.example.org
login robot
netrc
