FROM alpine
RUN echo a \   
    b \	
    c
ENV A=1 \ 
 B=2
