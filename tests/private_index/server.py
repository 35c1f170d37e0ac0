"""A package index that asks for a name and a password, and has one distribution: secret-thing.

It listens where a build with the network of its host finds it. The port is fixed, because lock files name it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = 18765
USER = "reader"
PASSWORD = "Zq7-private-index-password"
NAME, VERSION = "secret_thing", "1.2.0"
WHEEL = f"{NAME}-{VERSION}-py3-none-any.whl"


def wheel() -> bytes:
    """The wheel, always the same bytes: the digests in the lock files are of these."""
    info = f"{NAME}-{VERSION}.dist-info"
    files = {
        f"{NAME}.py": 'WORD = "from the private index"\n',
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: secret-thing\nVersion: {VERSION}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as written:
        for name, text in files.items():
            written.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return archive.getvalue()


class Handler(BaseHTTPRequestHandler):
    """Answers only those who know the password."""

    protocol_version = "HTTP/1.1"
    wheel = wheel()

    def do_GET(self) -> None:
        """The page of the distribution (PEP 503), or its wheel."""
        known = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {known}":
            self.answer(401, b"who are you?")
        elif self.path.rstrip("/") == "/simple/secret-thing":
            link = f"/files/{WHEEL}#sha256={hashlib.sha256(self.wheel).hexdigest()}"
            self.answer(200, f'<!DOCTYPE html><a href="{link}">{WHEEL}</a>'.encode())
        elif self.path == f"/files/{WHEEL}":
            self.answer(200, self.wheel)
        else:
            self.answer(404, b"there is no such thing")

    do_HEAD = do_GET

    def answer(self, status: int, body: bytes) -> None:
        """Sends a page, or the wheel."""
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="index"')
        is_wheel = body is self.wheel
        self.send_header("Content-Type", "application/octet-stream" if is_wheel else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving() -> Iterator[None]:
    """The index, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
