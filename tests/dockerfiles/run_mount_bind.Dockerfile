# syntax=docker/dockerfile:1
FROM alpine AS build
FROM alpine
RUN --mount=target=/context ls /context
RUN --mount=type=bind,from=build,source=/etc,target=/mnt ls /mnt
RUN --mount=type=bind,src=.,dst=/src,rw touch /src/x
RUN --mount=type=bind,destination=/src,readonly=false,from=registry.example.org/tools:1 ls
RUN --mount=target=/a,ro --mount=target=/b,readwrite=true ls
