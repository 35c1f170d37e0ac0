import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

from django.test import Client

from shop.wsgi import application


def test_the_window_shows_the_goods() -> None:
    assert application
    assert "<li>pears</li>" in Client().get("/").content.decode()
