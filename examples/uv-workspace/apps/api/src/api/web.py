"""The application: ``gunicorn api.web:app``."""

import flask
from models import Order

app = flask.Flask(__name__)


@app.get("/")
def index() -> str:
    """Show an order."""
    return f"{Order('apples', 3)}\n"
