# syntax=docker/dockerfile:1
FROM alpine
COPY --parents ./src/./**/*.py tests/ /project/
COPY --exclude=*.pyc --exclude=**/__pycache__ --link --from=alpine:3.22 / /root/
COPY --link=false --parents=true a/b /c/
