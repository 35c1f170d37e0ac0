from myproject.app import app


def test_the_page_names_the_library():
    answer = app.test_client().get("/")
    assert answer.status_code == 200
    assert answer.get_json()["ldap"]


def test_a_name_is_taken_apart():
    answer = app.test_client().get("/dn/cn=anna,dc=example,dc=org")
    assert answer.get_json() == ["cn=anna", "dc=example", "dc=org"]
