"""The application."""

import ldap.dn
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/")
def index() -> str:
    """Whether it is there."""
    return "here"


@app.get("/dn/<dn>")
def parts(dn: str) -> object:
    """The parts of a distinguished name, by what was compiled."""
    return jsonify(ldap.dn.explode_dn(dn))
