FROM alpine AS one
FROM scratch
COPY --from=one /etc/passwd /etc/passwd
COPY --from=0 /etc/group /etc/group
COPY --link --from=registry.example.org/tools/uv:0.9@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d /uv /uvx /bin/
