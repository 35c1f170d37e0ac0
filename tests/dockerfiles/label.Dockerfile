FROM alpine
LABEL org.opencontainers.image.title="A Project" org.opencontainers.image.version=1.0 \
      "com.example.key with blank"="value" \
      com.example.empty= multi="line one \
line two"
LABEL description='It''s "quoted"'
