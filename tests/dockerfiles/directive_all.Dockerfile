# escape=\
# syntax=docker/dockerfile:1.20
# check=skip=JSONArgsRecommended;error=true
FROM alpine
CMD echo hi \
    there
