FROM alpine
ENTRYPOINT exec /usr/bin/project $OPTIONS
CMD echo "no exec form" | cat
