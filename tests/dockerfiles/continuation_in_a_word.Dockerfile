FROM alpine
RUN echo foo\
bar 'quoted \
  over lines'
ENV LONG=abc\
def OTHER=x
LABEL text="first \
second"
COPY a\
b /c
