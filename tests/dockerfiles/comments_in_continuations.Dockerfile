FROM debian:trixie-slim
RUN apt-get update \
# at the margin
    && apt-get install --yes \
        # moved in, about the next line
        libpq5 \
	# moved in by a tab
        libxml2 \
    # and about cleaning up
    && rm -rf /var/lib/apt/lists/*
ENV A=1 \
    # about B
    B=2 \
    # about C

    C=3
COPY \
    # what
    a \
    # where
    /b
