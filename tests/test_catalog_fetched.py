"""A catalog from an address: the package asks by Python's own client, the cargo binary by its own, with one outcome."""

from __future__ import annotations

import base64
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_catalog_interrupted import CONTENTS, PACKAGES, RELEASE
from test_command import binary, module

FILES = {"Release": RELEASE, "Packages": PACKAGES, "Contents-amd64": CONTENTS}
LOGIN = "Basic " + base64.b64encode(b"reader:password").decode()


class Answer(BaseHTTPRequestHandler):
    """A mirror, whose first folder says in what manner it answers."""

    def do_GET(self) -> None:
        """Answer in that manner."""
        _, manner, *_, name = self.path.split("/")
        content = FILES.get(name, "").encode()
        if manner == "moved":
            return self.say(302, location=self.path.replace("/moved/", "/plain/"))
        if manner == "elsewhere":
            return self.say(302, location="ftp://127.0.0.1/" + name)
        if manner == "login" and self.headers["Authorization"] != LOGIN:
            return self.say(401)
        if manner == "broken":
            return self.say(500)
        if manner == "hidden" or not content:
            return self.say(403)
        if manner == "short" and name == "Packages":
            return self.say(200, content[:20], length=len(content))
        if manner == "unmeasured":
            return self.say(200, content, length=None)
        if manner == "agent" and self.headers["User-Agent"] != "pydockstage":
            return self.say(400)
        return self.say(200, content, length=len(content))

    def say(self, status: int, content: bytes = b"", *, length: int | None = 0, location: str = "") -> None:
        """Send an answer, after which the connection ends."""
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def mirror() -> Iterator[str]:
    """The mirror's host and port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(params=[module, binary])
def door(request: pytest.FixtureRequest) -> list[str]:
    found = request.param()
    assert isinstance(found, list)
    return found


def add(door: list[str], address: str, cache: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [*door, "catalog", "add", "ubuntu:noble", "--from", address]
    env = {"PYDOCKSTAGE_CACHE_DIR": str(cache), **env}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=env)


@pytest.mark.parametrize("manner", ["plain", "moved", "unmeasured", "agent", "login"])
def test_a_catalog_is_made_from_an_address(door: list[str], mirror: str, tmp_path: Path, manner: str) -> None:
    login = "reader:password@" if manner == "login" else ""
    done = add(door, f"http://{login}{mirror}/{manner}", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "libacme" in (tmp_path / "catalogs" / "ubuntu-noble.txt").read_text()


@pytest.mark.parametrize(
    ("manner", "code", "told"),
    [
        ("broken", "index-unreadable", "/broken/dists/noble/Release: http status: 500"),
        ("login", "index-unreadable", "/login/dists/noble/Release: http status: 401"),
        ("short", "index-unreadable", f"/Packages: (20 of {len(PACKAGES)} bytes came|Peer disconnected)\n"),
        ("hidden", "index-missing", ""),
        ("elsewhere", "index-unreadable", "/elsewhere/dists/noble/Release: "),
    ],
)
def test_what_the_network_says_is_told_and_nothing_is_kept(
    door: list[str], mirror: str, tmp_path: Path, manner: str, code: str, told: str
) -> None:
    done = add(door, f"http://{mirror}/{manner}", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error[{code}]: ")
    assert re.search(told, done.stderr)
    assert not list(tmp_path.rglob("*.txt"))


def test_a_mirror_that_does_not_listen_is_told(door: list[str], tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        done = add(door, f"http://127.0.0.1:{held.getsockname()[1]}", tmp_path)
    assert done.returncode == 2
    assert "/dists/noble/Release: io: Connection refused" in done.stderr


def test_the_proxy_of_the_user_is_asked(mirror: str, tmp_path: Path) -> None:
    """A proxy gets the whole address as its path, so that what the mirror takes for the manner is empty here.

    The binary's client asks a proxy for a tunnel (CONNECT), also where http would do without.
    """
    done = add(module(), "http://mirror.example.org/ubuntu", tmp_path, http_proxy=f"http://{mirror}")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_certificate_that_nobody_vouches_for_is_refused(
    door: list[str], tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"https://localhost:{server.server_address[1]}/plain"
        refused = add(door, address, tmp_path)
        trusted = add(door, address, tmp_path, SSL_CERT_FILE=str(certificate[0]))
        server.shutdown()
    assert refused.returncode == 2
    assert "certificate" in refused.stderr.lower()
    assert (trusted.returncode, trusted.stderr) == (0, "")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that is its own authority, and its key."""
    files = (tmp_path / "certificate.pem", tmp_path / "key.pem")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    command += " -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE"
    subprocess.run([*command.split(), "-out", files[0], "-keyout", files[1]], capture_output=True, check=True)
    return files
