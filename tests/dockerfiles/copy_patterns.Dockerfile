FROM alpine
COPY *.txt ?.md [a-c]*.cfg /target/
COPY "quoted.txt" 'single.txt' /target/
COPY $SOURCE/${NAME:-default}.txt /target/
