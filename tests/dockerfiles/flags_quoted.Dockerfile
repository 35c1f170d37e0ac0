# syntax=docker/dockerfile:1
FROM alpine
RUN --mount="type=bind,source=a folder,target=/src" ls /src
RUN --mount=type=bind,\"source=a,b\",target=/src --network="none" ls
RUN --mount='type=tmpfs,target=/x y' ls
RUN --mount=type=tmpfs,target=/x\ y ls
COPY --chown="1000:1000" a /b
