FROM scratch
COPY --chmod=0555 tool /
ENTRYPOINT ["/tool"]
