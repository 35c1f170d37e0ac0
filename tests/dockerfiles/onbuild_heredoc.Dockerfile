FROM alpine
ONBUILD RUN <<EOF
echo later
EOF
ONBUILD COPY <<A <<B /x/
a
A
b
B
RUN true
