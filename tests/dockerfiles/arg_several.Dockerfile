FROM alpine
ARG HTTP_TIMEOUT=30 RETRIES MIRROR="https://mirror.example.org/debian" \
    EMPTY= ALSO_EMPTY=""
ARG LAST
