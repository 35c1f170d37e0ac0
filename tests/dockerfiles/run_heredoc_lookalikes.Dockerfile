FROM alpine
RUN cat <<<here && echo "<<EOF" '<<EOF' $((1<<2)) a<<EOF
CMD cat <<EOF
LABEL a="<<EOF"
ENV B=<<EOF
