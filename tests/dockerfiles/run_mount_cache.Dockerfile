# syntax=docker/dockerfile:1
FROM debian:trixie-slim AS build
FROM debian:trixie-slim
ARG TARGETARCH
RUN --mount=type=cache,id=apt-$TARGETARCH,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=lists-${TARGETARCH},target=/var/lib/apt,sharing=private \
    --mount=target=/root/.cache,type=cache,uid=1000,gid=1000,mode=0755,ro \
    --mount=type=cache,target=/x,from=build,source=/etc,sharing=SHARED \
    apt-get update
