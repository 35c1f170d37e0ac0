from doubles import NAME

from api.app import app


def test_parts():
    assert app.test_client().get(f"/dn/{NAME}").json == ["<cn=anna>", "<dc=example>"]
