FROM alpine
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
ENV A="two words" B='single quotes' C=back\ slash D= E="" F=a"b c"d'e f'
ENV QUOTE="say \"hi\"" DOLLAR=\$HOME LITERAL='$HOME' MIXED="${HOME}/x"
ENV ACCENT=é SNOW="☃ ☃"
