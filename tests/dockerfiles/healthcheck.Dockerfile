FROM alpine
HEALTHCHECK NONE
FROM alpine
HEALTHCHECK --interval=30s --timeout=4s --start-period=1m30s --start-interval=500ms --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/', timeout=4)"]
FROM alpine
healthcheck cmd curl --fail http://127.0.0.1/ || exit 1
