from api.app import app
from doubles import NAME


def test_parts():
    assert app.test_client().get(f"/dn/{NAME}").json == ["<cn=anna>", "<dc=example>"]
