FROM alpine
ARG UID=1000
COPY --chown=10001:10001 --chmod=u=rwX,go=rX . /project
COPY --chmod=0644 --chown=${UID}:${GID:-$UID} a b c/ /etc/project/
