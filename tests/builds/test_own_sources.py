"""What comes from elsewhere, with a real engine: packages of a repository, of Node, a download, a certificate."""

from __future__ import annotations

import functools
import hashlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Engine, copy_example, generate, run

NODE_IMAGE = "node:20-slim"

# A repository with one package, signed by a key of its own, and a certificate: made where the tools are.
REPOSITORY = r"""
command -v gpg || { apt-get update && apt-get install --yes --no-install-recommends gpg gpg-agent; }
cd /repository
mkdir -p tool/DEBIAN tool/usr/bin pool dists/stable/main/binary-$(dpkg --print-architecture)
printf 'Package: example-tool\nVersion: 1.0\nArchitecture: all\nMaintainer: Example <x@example.org>\nDescription: x\n' \
    > tool/DEBIAN/control
printf '#!/bin/sh\necho "the tool"\n' > tool/usr/bin/example-tool
chmod 755 tool/usr/bin/example-tool
dpkg-deb --root-owner-group --build tool pool/example-tool_1.0_all.deb
dpkg-scanpackages pool > dists/stable/main/binary-$(dpkg --print-architecture)/Packages
cd dists/stable
{
    printf 'Suite: stable\nCodename: stable\nComponents: main\nArchitectures: %s\n' "$(dpkg --print-architecture)"
    date --utc '+Date: %a, %d %b %Y %H:%M:%S UTC'
    echo SHA256:
    for file in main/*/Packages; do
        echo " $(sha256sum < "$file" | cut -d' ' -f1) $(wc -c < "$file") $file"
    done
} > Release
export GNUPGHOME=/tmp/keys
install -d -m 700 "$GNUPGHOME"
gpg --batch --quiet --passphrase '' --quick-gen-key 'Example <x@example.org>' rsa3072 sign never
gpg --batch --quiet --clearsign --output InRelease Release
gpg --batch --armor --export > /repository/example.asc
openssl req -x509 -newkey rsa:2048 -nodes -keyout /tmp/key -out /repository/example.crt -subj /CN=Example 2>/dev/null
chmod -R a+rX /repository
"""

SETTINGS = """
init = true
bytecode = "all"
metadata-labels = true
certificates = ["certificates/example.crt"]

[repositories.example]
address = "ADDRESS"
key = "keys/example.asc"
suites = ["stable"]
runtime = ["example-tool"]

[assets]
image = "NODE"
directory = "frontend"

[[hooks.production-root]]
download = "ADDRESS/pool/example-tool_1.0_all.deb"
checksum = "sha256:DIGEST"
to = "/srv/tool.deb"
mode = "0644"
"""

PACKAGE = """{
  "name": "frontend",
  "version": "1.0.0",
  "private": true,
  "scripts": { "build": "mkdir -p dist && node -p \\"require('is-number')(5)\\" > dist/answer.txt" },
  "dependencies": { "is-number": "7.0.0" }
}
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def repository(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the repository."""
    folder = tmp_path_factory.mktemp("repository")
    if not engine.has_image("python:3.13-trixie"):
        pytest.skip("python:3.13-trixie, which has the tools, can't be had")
    volume = f"--volume={folder}:/repository"
    run("docker", "run", "--rm", volume, "python:3.13-trixie", "sh", "-euc", REPOSITORY)
    return folder


@pytest.fixture(scope="module")
def address(repository: Path) -> Iterator[str]:
    """The repository on the loopback."""
    handler = functools.partial(Quiet, directory=str(repository))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def node(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An image with Node under its official name."""
    engine.bring_node(NODE_IMAGE, tmp_path_factory.mktemp("node"))
    return NODE_IMAGE


@pytest.fixture(scope="module")
def project(address: str, repository: Path, node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that takes from all of them."""
    project = copy_example("pyproject-groups", tmp_path_factory.mktemp("sources"))
    for folder, name in (("keys", "example.asc"), ("certificates", "example.crt")):
        (project / folder).mkdir()
        (project / folder / name).write_bytes((repository / name).read_bytes())
    (project / "frontend").mkdir()
    (project / "frontend" / "package.json").write_text(PACKAGE)
    volume = f"--volume={project / 'frontend'}:/frontend"
    lock = ("npm", "install", "--package-lock-only", "--prefix=/frontend")
    run("docker", "run", "--rm", "--network=host", volume, node, *lock)
    digest = hashlib.sha256((repository / "pool" / "example-tool_1.0_all.deb").read_bytes()).hexdigest()
    settings = SETTINGS.replace("ADDRESS", address).replace("DIGEST", digest).replace("NODE", node)
    (project / "pydockstage.toml").write_text(settings)
    generate(project)
    return project


@pytest.fixture(scope="module")
def image(engine: Engine, project: Path) -> str:
    """The image that ships, built where the loopback is this machine's."""
    return engine.build(project, "sources", "--network=host", "--build-arg=REVISION=abc")


def test_a_package_of_the_repository_is_installed(engine: Engine, image: str) -> None:
    assert engine.run(image, "example-tool").stdout == "the tool\n"


def test_what_node_built_is_there_and_node_is_not(engine: Engine, image: str) -> None:
    assert engine.run(image, "cat", "/srv/assets/answer.txt").stdout == "true\n"
    assert engine.shell(image, "command -v node npm || true; ls / | grep assets || true") == ""


def test_a_download_of_another_content_fails(engine: Engine, project: Path, image: str) -> None:
    dockerfile = project / "Dockerfile"
    before = dockerfile.read_text()
    at = before.index("sha256:", before.index("--checksum=")) + len("sha256:")
    dockerfile.write_text(before[:at] + "0" * 64 + before[at + 64 :])
    said = engine.build_fails(project, "--network=host")
    dockerfile.write_text(before)
    assert "digest mismatch" in said


def test_the_first_process_is_tini(engine: Engine, image: str) -> None:
    name = engine.run(image, "python", "-c", "print(open('/proc/1/comm').read().strip())").stdout
    assert name == "tini\n"
    assert engine.run(image).stdout == "Hello, world!\n"


def test_the_standard_library_is_compiled_and_checked_by_hash(engine: Engine, image: str) -> None:
    program = "import json; print(open(json.__cached__, 'rb').read(8)[4:] == (3).to_bytes(4, 'little'))"
    assert engine.run(image, "python", "-c", program).stdout == "True\n"


def test_the_certificate_is_trusted(engine: Engine, image: str, project: Path) -> None:
    program = (
        "import ssl; print(any('Example' in str(c['subject']) for c in ssl.create_default_context().get_ca_certs()))"
    )
    assert engine.run(image, "python", "-c", program).stdout == "True\n"


def test_the_labels_tell_what_the_project_says(engine: Engine, image: str) -> None:
    labels = engine.config(image)["Labels"]
    assert isinstance(labels, dict)
    assert labels["org.opencontainers.image.title"] == "greeter"
    assert labels["org.opencontainers.image.revision"] == "abc"
