"""`pydockstage lock` against a registry that others wrote: Debian's package `docker-registry`, on this machine."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Engine, run

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    """The host and port of an empty registry."""
    program = shutil.which("docker-registry")
    if program is None:
        if os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1":
            pytest.fail("there is no docker-registry")
        pytest.skip("there is no docker-registry")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    settings = tmp_path / "registry.yml"
    storage = {"filesystem": {"rootdirectory": str(tmp_path / "registry")}}
    # YAML knows JSON.
    settings.write_text(json.dumps({"version": 0.1, "storage": storage, "http": {"addr": host}}))
    with subprocess.Popen(
        [program, "serve", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as it:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://{host}/v2/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield host
        it.terminate()


def ask(method: str, address: str, content: bytes = b"", kind: str = "application/octet-stream") -> str:
    """Ask the registry; gives where it says that something is."""
    question = urllib.request.Request(address, content or None, {"Content-Type": kind}, method=method)
    with urllib.request.urlopen(question, timeout=30) as answer:
        return str(answer.headers.get("Location", ""))


def described(content: bytes, kind: str) -> dict[str, object]:
    """What a manifest says of a part."""
    return {"mediaType": kind, "digest": f"sha256:{hashlib.sha256(content).hexdigest()}", "size": len(content)}


def push(host: str, image: str, text: str) -> str:
    """Push an image of one file, with an index for one platform; gives the digest of the index."""
    name, _, tag = image.partition(":")
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        entry = tarfile.TarInfo("tools")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text.encode()))
    layer = gzip.compress(raw.getvalue(), mtime=0)
    diff = f"sha256:{hashlib.sha256(raw.getvalue()).hexdigest()}"
    platform = {"architecture": "amd64", "os": "linux"}
    config = json.dumps({**platform, "rootfs": {"type": "layers", "diff_ids": [diff]}}).encode()
    for blob in (layer, config):
        place = ask("POST", f"http://{host}/v2/{name}/blobs/uploads/")
        ask("PUT", f"{place}&digest=sha256:{hashlib.sha256(blob).hexdigest()}", blob)
    parts = {
        "config": described(config, "application/vnd.oci.image.config.v1+json"),
        "layers": [described(layer, "application/vnd.oci.image.layer.v1.tar+gzip")],
    }
    manifest = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, **parts}).encode()
    entry_of = described(manifest, MANIFEST)
    ask("PUT", f"http://{host}/v2/{name}/manifests/{entry_of['digest']}", manifest, MANIFEST)
    manifests = [{**entry_of, "platform": platform}]
    index = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests}).encode()
    ask("PUT", f"http://{host}/v2/{name}/manifests/{tag}", index, INDEX)
    return str(described(index, INDEX)["digest"])


def project(folder: Path, image: str) -> Path:
    """A project with a stage on the image; what the others begin with is locked."""
    (folder / "requirements.txt").touch()
    (folder / "pydockstage.toml").write_text(
        'python = "3.13"\nbase = "debian:trixie"\ncommand = ["python", "-m", "site"]\n\n[stage.tools]\n'
        f'from = "{image}"\n'
    )
    zeros = "0" * 64
    (folder / "pydockstage.lock").write_text(f'version = 1\n\n[images]\n"python:3.13-slim-trixie" = "sha256:{zeros}"\n')
    return folder


def test_the_digest_is_the_one_that_the_registry_has(host: str, tmp_path: Path) -> None:
    digest = push(host, "team/tools:1", "a tool")
    image = f"{host}/team/tools:1"
    folder = tmp_path / "project"
    folder.mkdir()
    done = run(sys.executable, "-m", "pydockstage", "lock", cwd=project(folder, image))
    assert done.stdout == f"{image}: added, {digest}\npydockstage.lock: updated\n"
    # A tag that there is not.
    project(folder, f"{host}/team/tools:2")
    done = run(sys.executable, "-m", "pydockstage", "lock", cwd=folder, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error[no-such-image]: {host} has no image {host}/team/tools:2\n")


def test_a_builder_takes_the_image_that_was_locked(host: str, tmp_path: Path, engine: Engine) -> None:
    push(host, "team/tools:1", "a tool")
    folder = tmp_path / "project"
    folder.mkdir()
    run(sys.executable, "-m", "pydockstage", "lock", cwd=project(folder, f"{host}/team/tools:1"))
    run(sys.executable, "-m", "pydockstage", "generate", "--locked", cwd=folder)
    # The tag moves on; the build doesn't.
    push(host, "team/tools:1", "another tool")
    output = tmp_path / "output"
    run("docker", "build", "--no-cache", "--target=tools", f"--output=type=local,dest={output}", ".", cwd=folder)
    assert (output / "tools").read_text() == "a tool"
