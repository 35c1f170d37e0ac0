

FROM alpine


RUN true



CMD ["true"]


