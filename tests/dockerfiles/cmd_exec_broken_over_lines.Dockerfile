FROM python:3.13-slim
ENTRYPOINT [ \
    "gunicorn", \
    # one worker for each core
    "--workers", "4", \
    "project.wsgi" \
]
CMD [   "--bind"  ,	"0.0.0.0:8000"   ]
