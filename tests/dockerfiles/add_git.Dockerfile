FROM alpine:3.22
ADD --keep-git-dir=true https://git.example.org/team/project.git#v1.2.0 /src
ADD --keep-git-dir --link --chown=1000:1000 --exclude=docs --exclude=*.md https://git.example.org/team/other.git /other
