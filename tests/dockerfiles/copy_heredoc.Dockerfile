# syntax=docker/dockerfile:1
FROM alpine
COPY <<EOF /etc/project.conf
# not a comment of the Dockerfile
home = $HOME
path = \
    /usr/bin
EOF
COPY --chown=1000 <<robots.txt <<humans.txt plain.txt /usr/share/www/
User-agent: *
robots.txt
Team: nobody

humans.txt
COPY <<"EOF" /literal
$HOME stays
EOF
COPY <<-'EOF' /tabs
	moved in
		twice
	EOF
RUN true
