# syntax=docker/dockerfile:1

FROM alpine
# a comment
RUN echo a \
    # inside
    && echo b

ENV A=1 \
    B=2
RUN <<EOF
echo lines end with both characters
EOF
