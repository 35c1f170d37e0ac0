FROM alpine
ONBUILD COPY . /project
ONBUILD RUN --mount=type=cache,target=/c make \
    all
ONBUILD ENV A=1 B="x y"
onbuild entrypoint ["python", "-m", "project"]
ONBUILD HEALTHCHECK NONE
ONBUILD ARG V=1
