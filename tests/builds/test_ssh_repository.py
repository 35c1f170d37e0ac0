"""A requirement in a repository that is reached by SSH alone: the key and the known hosts are there for one command."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Engine, generate, run

PORT = 18022
ADDRESS = f"git+ssh://root@127.0.0.1:{PORT}/srv/thing@main"
SERVER = r"""
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install --yes --no-install-recommends openssh-server git \
    && mkdir -p /run/sshd /root/.ssh && ssh-keygen -q -t ed25519 -N '' -f /root/key \
    && cp /root/key.pub /root/.ssh/authorized_keys && chmod 600 /root/.ssh/authorized_keys
RUN git init -q -b main /srv/thing && cd /srv/thing \
    && printf '[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n' > pyproject.toml \
    && printf '[project]\nname = "thing"\nversion = "1.0"\ndescription = "A thing"\n' >> pyproject.toml \
    && printf 'WORD = "from the repository"\n' > thing.py \
    && git add . && git -c user.name=a -c user.email=a@example.org commit -q -m thing
"""


@dataclass(frozen=True)
class Host:
    """What one who builds has: the key for the repository, and the key by which its host is known."""

    key: Path
    known_hosts: Path


@pytest.fixture(scope="module")
def host(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with a repository, where the network of the builds' host finds it."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "Dockerfile").write_text(SERVER)
    image = engine.build(folder, "ssh-host")
    serve = ("/usr/sbin/sshd", "-D", "-e", "-p", str(PORT), "-o", "ListenAddress=127.0.0.1")
    container = run("docker", "run", "--detach", "--network=host", image, *serve).stdout.strip()
    try:
        key, known = folder / "key", folder / "known_hosts"
        for _ in range(100):
            scan = ("docker", "exec", container, "ssh-keyscan", "-p", str(PORT), "127.0.0.1")
            if text := run(*scan, check=False).stdout:
                break
            time.sleep(0.1)
        known.write_text(text)
        key.write_text(run("docker", "exec", container, "cat", "/root/key").stdout)
        os.chmod(key, 0o600)
        yield Host(key, known)
    finally:
        run("docker", "rm", "--force", container, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the requirement."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "requirements.txt").write_text(f"thing @ {ADDRESS}\n")
    (folder / "app.py").write_text("import thing\n\nprint(thing.WORD)\n")
    (folder / "pydockstage.toml").write_text('command = ["python", "app.py"]\npython = "3.13"\n')
    generate(folder)
    return folder


def test_the_repository_is_read_with_the_builders_key(project: Path, host: Host, engine: Engine) -> None:
    options = (f"--ssh=default={host.key}", f"--secret=id=known_hosts,src={host.known_hosts}")
    image = engine.build(project, "ssh", "--network=host", *options)
    assert engine.run(image).stdout == "from the repository\n"
    tools = "command -v git || command -v ssh || ls /root/.ssh || echo neither"
    assert engine.shell(image, tools).endswith("neither\n")


def test_a_host_that_nobody_knows_is_refused(project: Path, host: Host, engine: Engine, tmp_path: Path) -> None:
    unknown = tmp_path / "unknown_hosts"
    unknown.write_text("")
    options = (f"--ssh=default={host.key}", f"--secret=id=known_hosts,src={unknown}", "--no-cache-filter=dependencies")
    assert "Host key verification failed" in engine.build_fails(project, "--network=host", *options)


def test_without_key_or_known_hosts_the_build_says_what_is_missing(project: Path, host: Host, engine: Engine) -> None:
    options = ("--network=host", "--no-cache-filter=dependencies")
    said = engine.build_fails(project, f"--ssh=default={host.key}", *options)
    assert "secret known_hosts: not found" in said
