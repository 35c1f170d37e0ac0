FROM alpine
CMD ['python', '-m', 'project']
ENTRYPOINT [ -f /etc/project.conf ] && exec project
RUN ["unclosed", "array"
