from api.web import app


def test_the_page_shows_an_order():
    assert app.test_client().get("/").text == "3 apples\n"
