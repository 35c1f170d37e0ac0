# syntax=docker/dockerfile:1
FROM alpine
RUN --network=none true
RUN --network=host --security=insecure mount
RUN --security=sandbox --network=default true
