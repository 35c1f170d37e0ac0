"""A registry of images on this machine, for the tests of `pydockstage lock`: as much of the OCI distribution API as a
client needs that looks up a digest, and what can go wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

INDEX = "application/vnd.oci.image.index.v1+json"


def digest(content: bytes) -> str:
    """The digest of a manifest."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Registry(ThreadingHTTPServer):
    """A registry that has the images which it is given, as `team/node:1`."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on this machine alone."""
        super().__init__(("127.0.0.1", 0), Answer)
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.images: dict[str, bytes] = {}
        self.wants_token = False
        self.fault = ""
        self.failures = 0
        self.asked: list[str] = []
        self.accepted: set[str] = set()

    def put(self, image: str, content: str) -> str:
        """Give an image a manifest; gives its digest."""
        manifest = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": [], "annotations": {"x": content}})
        self.images[image] = manifest.encode()
        return digest(self.images[image])


class Answer(BaseHTTPRequestHandler):
    """One answer."""

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        """Send it."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        """Answer as the registry, or as what gives out its tokens."""
        registry = self.server
        assert isinstance(registry, Registry)
        registry.asked.append(self.path)
        parts = urlsplit(self.path)
        if parts.path == "/token":
            query = parse_qs(parts.query)
            assert query["service"] == ["a registry"], query
            self.answer(200, json.dumps({"token": "for-" + query["scope"][0].replace(":", "-")}).encode())
            return
        name, _, tag = parts.path.removeprefix("/v2/").partition("/manifests/")
        if registry.wants_token and self.headers.get("Authorization") != f"Bearer for-repository-{name}-pull":
            realm = f'Bearer realm="http://{registry.host}/token",service="a registry",scope="repository:{name}:pull"'
            self.answer(401, b"{}", WWW_Authenticate=realm)
            return
        registry.accepted.update(kind.strip() for kind in self.headers.get("Accept", "").split(","))
        if registry.failures:
            registry.failures -= 1
            self.answer(503, b"busy")
            return
        content = registry.images.get(f"{name}:{tag}")
        if registry.fault == "account":
            self.answer(401, b"{}", WWW_Authenticate='Basic realm="x"')
        elif registry.fault == "often":
            self.answer(429, b"{}")
        elif registry.fault == "garbage":
            self.answer(200, b"<html>log in first</html>", Content_Type="text/html")
        elif registry.fault == "huge":
            self.answer(200, b" " * (5 << 20), Content_Type=INDEX)
        elif registry.fault == "silent":
            self.close_connection = True
        elif content is None:
            self.answer(404, b'{"errors": [{"code": "MANIFEST_UNKNOWN"}]}')
        elif registry.fault == "digest":
            self.answer(200, content, Content_Type=INDEX, Docker_Content_Digest=digest(b"another"))
        else:
            self.answer(200, content, Content_Type=INDEX, Docker_Content_Digest=digest(content))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Registry]:
    """A registry, for a while."""
    with Registry() as registry:
        Thread(target=registry.serve_forever, daemon=True).start()
        yield registry
        registry.shutdown()
