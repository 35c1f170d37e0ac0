ARG PYTHON=3.13
ARG RELEASE=trixie
FROM python:${PYTHON}-slim-$RELEASE AS base
ARG PYTHON
RUN echo "built for $PYTHON"
