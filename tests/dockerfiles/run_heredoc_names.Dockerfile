FROM alpine
RUN cat <<E"O F" <<\X 3<<Y <<a.txt
body
EO F
x
X
y
Y
t
a.txt
RUN cat <<EOF; echo
the name has a sign at its end
EOF;
RUN cat <<EOF>/out
so has this
EOF>/out
