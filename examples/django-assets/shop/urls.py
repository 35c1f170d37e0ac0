"""One page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def index(request: HttpRequest) -> HttpResponse:
    """Show the shop's window."""
    return render(request, "index.html", {"goods": ["apples", "pears"]})


urlpatterns = [path("", index)]
