FROM alpine
RUN echo a \
    b \
    # nothing comes after this
