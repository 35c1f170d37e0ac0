"""The web application."""

import flask
import ldap
import ldap.dn

app = flask.Flask(__name__)


@app.get("/")
def index() -> dict[str, str]:
    """Says which LDAP library answers."""
    return {"ldap": ldap.__version__, "vendor": str(ldap.VENDOR_VERSION)}


@app.get("/dn/<text>")
def distinguished_name(text: str) -> list[str]:
    """Takes a distinguished name apart, which the C library does."""
    return ldap.dn.explode_dn(text)
# x
