# syntax=docker/dockerfile:1
FROM alpine
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required pip --version
RUN --mount=type=secret,id=token,env=TOKEN --mount=type=secret,src=other,required=true,mode=0440,uid=1000,gid=1000 env
RUN --mount=type=secret,target=/run/secrets/x cat /run/secrets/x
