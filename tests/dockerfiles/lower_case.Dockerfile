from python:3.13-slim as base
arg Version=1
run echo $Version
workdir /project
copy . .
user nobody
entrypoint ["python"]
cmd ["-V"]
