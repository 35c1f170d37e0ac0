FROM alpine
RUN -- --version
CMD -- --help
RUN --network=none -- echo hi
