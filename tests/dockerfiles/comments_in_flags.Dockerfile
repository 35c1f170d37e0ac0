# syntax=docker/dockerfile:1
FROM python:3.13-slim
RUN --mount=type=cache,target=/root/.cache/pip \
    # the project's own metadata
    --mount=type=bind,source=pyproject.toml,target=/src/pyproject.toml \
    # no cache of our own
    pip install /src
