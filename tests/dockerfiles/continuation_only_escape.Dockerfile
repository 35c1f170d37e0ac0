FROM alpine
RUN echo a \
    \
    b \
\
    c
RUN \
    echo moved
RUN \

    echo after an empty line
