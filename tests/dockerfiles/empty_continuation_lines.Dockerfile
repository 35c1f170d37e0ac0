FROM alpine
RUN echo a \

    && echo b \
  
    && echo c
ENV A=1 \

    B=2
