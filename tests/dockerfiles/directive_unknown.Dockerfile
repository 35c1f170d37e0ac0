# unknown=value
# escape=`
FROM alpine
RUN echo a \
    b
