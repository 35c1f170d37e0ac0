FROM alpine
COPY ["with blank.txt", "two  blanks.txt", "/target folder/"]
COPY --chown=1000 [ "plain.txt" , "/plain/" ]
ADD ["a b", "/c"]
VOLUME ["/data with blank", "/more"]
