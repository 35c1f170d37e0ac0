"""A web page without a framework and without packaging."""

import waitress


def application(environ, start_response):
    """Answers every request with one word."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello\n"]


if __name__ == "__main__":
    waitress.serve(application, host="0.0.0.0", port=8000)
