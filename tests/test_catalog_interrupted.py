"""A download that is cut short by a signal leaves the catalog as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import pydockstage

RELEASE = "Suite: noble\nComponents: main\nDate: Sat, 21 Nov 2026 09:15:44 UTC\n"
PACKAGES = "Package: libacme-dev\nSection: libdevel\nDepends: libacme3 (= 1)\n\nPackage: libacme3\nSection: libs\n"
CONTENTS = (
    "usr/lib/x86_64-linux-gnu/libacme.so libdevel/libacme-dev\nusr/lib/x86_64-linux-gnu/libacme.so.3 libs/libacme3\n"
)


class Mirror(ThreadingHTTPServer):
    """A mirror that can be told to send half of its index of packages and then nothing."""

    daemon_threads = True
    stalls = False

    def __init__(self) -> None:
        """Listen on this machine alone."""
        super().__init__(("127.0.0.1", 0), Answer)
        self.half_sent = threading.Event()
        self.over = threading.Event()


class Answer(BaseHTTPRequestHandler):
    """The files of a suite."""

    def do_GET(self) -> None:
        """Answer with a file, or with half of it."""
        mirror = self.server
        assert isinstance(mirror, Mirror)
        files = {"Release": RELEASE, "Packages": PACKAGES, "Contents-amd64": CONTENTS}
        content = files.get(self.path.rsplit("/", 1)[-1], "").encode()
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if mirror.stalls and self.path.endswith("/Packages"):
            self.wfile.write(content[: len(content) // 2])
            self.wfile.flush()
            mirror.half_sent.set()
            mirror.over.wait(60)
        else:
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with Mirror() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.over.set()
        server.shutdown()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_download_leaves_the_catalog_that_was_there(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    monkeypatch.setenv("PYDOCKSTAGE_CACHE_DIR", str(tmp_path))
    address = f"http://127.0.0.1:{mirror.server_address[1]}"
    command = [sys.executable, "-m", "pydockstage", "catalog", "add", "ubuntu:noble", "--from", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # The standard error is no terminal, so nothing is told of the steps.
    assert done.stderr == ""
    catalogs = tmp_path / "catalogs"
    before = {path.name: path.read_bytes() for path in catalogs.iterdir()}
    mirror.stalls = True

    def listen() -> None:
        # Whoever runs the tests in the background may have told them to ignore it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=listen) as process:
        assert mirror.half_sent.wait(60)
        os.kill(process.pid, how)
        status = process.wait(60)
    assert status == (130 if how == signal.SIGINT else -signal.SIGKILL)
    assert {path.name: path.read_bytes() for path in catalogs.iterdir()} == before
    assert pydockstage.runtime_packages("libacme-dev", on="ubuntu:noble") == ["libacme3"]
