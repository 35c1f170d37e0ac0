FROM alpine
COPY <<EOF /empty
EOF
RUN true
