# syntax=docker/dockerfile:1
FROM alpine
RUN --mount=type=tmpfs,target=/tmp --mount=type=tmpfs,dst=/scratch,size=64m true
