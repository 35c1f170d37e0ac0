ARG IMAGE=python
ARG TAG=3.13-slim
FROM $IMAGE:$TAG
FROM ${IMAGE}:${TAG%-slim} AS full
