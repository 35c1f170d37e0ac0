from common import parts
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/")
def index() -> str:
    return "here"


@app.get("/dn/<name>")
def split(name: str):
    """The parts of a name of the directory."""
    return jsonify(parts(name))
