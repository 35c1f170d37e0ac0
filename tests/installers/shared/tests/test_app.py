from myproject.app import app


def test_a_name_is_taken_apart():
    answer = app.test_client().get("/dn/cn=anna,dc=example")
    assert answer.json == ["cn=anna", "dc=example"]
