FROM python:3.13-slim
RUN <<EOF
#!/usr/bin/env python3
print("hello")
EOF
COPY --chmod=755 <<"entrypoint.sh" /usr/local/bin/
#!/bin/sh
exec "$@"
entrypoint.sh
ENTRYPOINT ["entrypoint.sh"]
