FROM alpine
# Gruß aus Köln – ☃
RUN echo "é 日本語" && echo '🐍'
LABEL titel="Übung" autor=Ørsted
COPY größe.txt /ziel/
WORKDIR /häuser
CMD ["echo", "naïve", "\u00e9"]
