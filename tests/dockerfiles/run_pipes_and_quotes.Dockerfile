FROM alpine
SHELL ["/bin/ash", "-o", "pipefail", "-c"]
RUN printf '%s\n' "a b" | tr ' ' "\t" | grep -E '^(a|b)$' || true; echo \$HOME `uname` # not a comment
RUN if [ -n "${X:-}" ]; then echo "$X"; else \
        for i in 1 2 3; do echo $i; done; \
    fi
RUN echo 'a # b' "#c" \# d
