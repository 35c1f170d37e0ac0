FROM alpine
RUN echoab
EXPOSE 8081
COPY ab /c/
