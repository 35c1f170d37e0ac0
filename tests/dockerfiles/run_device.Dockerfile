# syntax=docker/dockerfile:1-labs
FROM alpine
RUN --device=vendor.example.org/gpu=all,required nvidia-smi
RUN --device=name=example.org/thing ls /dev
