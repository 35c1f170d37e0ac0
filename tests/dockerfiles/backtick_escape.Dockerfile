# escape=`
FROM mcr.example.org/windows/servercore:ltsc2025
COPY app C:\app\
WORKDIR C:\app
RUN powershell -Command `
    Remove-Item -Recurse logs ; `
    dir C:\
ENV TOOLS=C:\tools TITLE="say `"hi`"" PRICE=`$5
CMD ["app.exe", "--root", "C:\\app"]
