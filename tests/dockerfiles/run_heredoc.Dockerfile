# syntax=docker/dockerfile:1
FROM python:3.13-slim
RUN <<EOF
set -e
apt-get update
# not a comment of the Dockerfile
apt-get install --yes libpq5
EOF

RUN <<'EOF' python3
print("$HOME", 'FROM x')

EOF
RUN python3 - <<-"PY" > /out && cat /out
	import sys
	print(sys.path)
	PY
RUN --mount=type=cache,target=/root/.cache \
    cat <<one <<two \
    > /both
1
one
2
	two
two
RUN true
