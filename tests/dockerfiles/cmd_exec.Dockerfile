FROM python:3.13-slim
CMD ["python", "-m", "http.server", "8000"]
