# syntax=docker/dockerfile:1
# check=error=true

ARG PYTHON_VERSION=3.13
FROM python:${PYTHON_VERSION}-slim-trixie AS base
ENV PYTHONUNBUFFERED=1 \
    PATH=/venv/bin:$PATH

FROM base AS build
ARG REQS=base
WORKDIR /project
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update \
    && apt-get install --yes --no-install-recommends build-essential libldap2-dev libsasl2-dev
RUN python -m venv --without-pip /venv
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements,target=/project/requirements \
    pip --python=/venv/bin/python install -r "requirements/${REQS}.txt"
COPY . .

FROM base AS production
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update \
    && apt-get install --yes --no-install-recommends libldap2 libsasl2-2
COPY --link --from=build /venv /venv
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=30s CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 5000), 4)"]
CMD ["flask", "run", "--host=0.0.0.0"]
