FROM alpine
COPY --link \
    pyproject.toml \
    README.md \
    LICENSE \
    /project/
