"""What the real builds share: a Docker engine, and copies of the example projects to build and change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# Debian's Node in the place of the official image, where no registry hands that out.
NODE = """
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install --yes --no-install-recommends nodejs npm
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
"""

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(
    *command: str | os.PathLike[str], cwd: Path | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Runs a command and shows all it said when it fails."""
    done = subprocess.run(command, cwd=cwd, text=True, capture_output=True, check=False)
    if check and done.returncode != 0:
        words = " ".join(str(word) for word in command)
        pytest.fail(f"{words}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done


def generate(project: Path, *arguments: str) -> None:
    """Generates as a user would, with the installed package."""
    run(sys.executable, "-m", "pydockstage", "generate", *arguments, cwd=project)


@dataclass(frozen=True)
class Layer:
    """A layer of an image: the digest of its content, and the size of its compressed blob in bytes."""

    digest: str
    size: int


class Engine:
    """A Docker engine, used by its command; what it made is removed at the end."""

    def __init__(self) -> None:
        """An engine of which nothing was used yet."""
        self.prefix = f"pydockstage-test-{uuid.uuid4().hex[:8]}"
        self.images: set[str] = set()

    def has_image(self, reference: str) -> bool:
        """Whether the base image can be had."""
        if run("docker", "image", "inspect", reference, check=False).returncode == 0:
            return True
        return run("docker", "pull", "--quiet", reference, check=False).returncode == 0

    def bring_node(self, reference: str, folder: Path) -> None:
        """Makes Debian's Node the image of that name where the official one can't be had."""
        if not self.has_image(reference):
            (folder / "Dockerfile").write_text(NODE)
            run("docker", "build", "--quiet", f"--tag={reference}", folder)
            self.images.add(reference)

    def tag(self, name: str) -> str:
        """A name for an image of this run."""
        tag = f"{self.prefix}-{name}"
        self.images.add(tag)
        return tag

    def build(self, project: Path, name: str, *arguments: str) -> str:
        """`docker build --tag=NAME ARGUMENTS .`, in the project's folder; gives the image's name."""
        tag = self.tag(name)
        run("docker", "build", "--quiet", f"--tag={tag}", *arguments, ".", cwd=project)
        return tag

    def build_fails(self, project: Path, *arguments: str) -> str:
        """A build that must fail; gives what it said."""
        done = run("docker", "build", *arguments, ".", cwd=project, check=False)
        assert done.returncode != 0, "the build succeeded"
        return done.stdout + done.stderr

    def run(self, image: str, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`docker run --rm IMAGE COMMAND`."""
        return run("docker", "run", "--rm", image, *command, check=check)

    def shell(self, image: str, script: str) -> str:
        """What a shell script prints in a container of the image, run as root."""
        return run("docker", "run", "--rm", "--user=0", "--entrypoint=sh", image, "-euc", script).stdout

    def config(self, image: str) -> dict[str, object]:
        """The image's configuration."""
        (inspected,) = json.loads(run("docker", "image", "inspect", image).stdout)
        return dict(inspected["Config"])

    def layers(self, image: str, folder: Path) -> list[Layer]:
        """The layers of an image, the base's first, with the sizes of the blobs that would be pushed."""
        path = folder / "image.tar"
        run("docker", "save", f"--output={path}", image)
        with tarfile.open(path) as archive:

            def read(name: str) -> Any:
                file = archive.extractfile(name)
                assert file is not None
                return json.load(file)

            manifest = read("manifest.json")[0]
            config = read(manifest["Config"])
            sizes = [archive.getmember(name).size for name in manifest["Layers"]]
        path.unlink()
        return [Layer(*pair) for pair in zip(config["rootfs"]["diff_ids"], sizes, strict=True)]

    def serve(self, image: str, port: int) -> Iterator[str]:
        """Runs the image in the background and gives the address of its port once it answers."""
        container = run("docker", "run", "--detach", f"--publish=127.0.0.1::{port}", image).stdout.strip()
        try:
            address = run("docker", "port", container, str(port)).stdout.split()[0]
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://{address}/", timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                pytest.fail(run("docker", "logs", container, check=False).stderr, pytrace=False)
            yield f"http://{address}"
        finally:
            run("docker", "rm", "--force", container, check=False)

    def remove(self) -> None:
        """Removes the images of this run."""
        if self.images:
            run("docker", "image", "rm", "--force", *sorted(self.images), check=False)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The engine; without one the test is skipped, or fails where PYDOCKSTAGE_REQUIRE_ENGINE=1 asks for it."""
    missing = None
    if shutil.which("docker") is None:
        missing = "there is no docker command"
    elif run("docker", "info", check=False).returncode != 0:
        missing = "no Docker engine answers"
    elif run("docker", "buildx", "version", check=False).returncode != 0:
        missing = "the Docker engine has no buildx"
    if missing and os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1":
        pytest.fail(f"PYDOCKSTAGE_REQUIRE_ENGINE=1, and {missing}", pytrace=False)
    if missing:
        pytest.skip(f"{missing}: real builds are not tried")
    engine = Engine()
    yield engine
    engine.remove()


@dataclass(frozen=True)
class Base:
    """A Python version on a release, as the command takes them."""

    python: str
    release: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that choose it."""
        return (f"--python={self.python}", f"--base=debian:{self.release}")

    @property
    def image(self) -> str:
        """The image that production begins with."""
        return f"python:{self.python}-slim-{self.release}"


BASES = (Base("3.11", "bookworm"), Base("3.13", "trixie"))


@pytest.fixture(scope="session", params=BASES, ids=lambda base: base.release)
def base(request: pytest.FixtureRequest, engine: Engine) -> Base:
    """Each base in turn that the engine has."""
    base: Base = request.param
    if not engine.has_image(base.image):
        if os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1":
            pytest.fail(f"PYDOCKSTAGE_REQUIRE_ENGINE=1, and {base.image} can't be had", pytrace=False)
        pytest.skip(f"{base.image} can't be had")
    return base


def copy_example(name: str, folder: Path, *, generated: bool = False) -> Path:
    """A copy of an example to build and change, without what was generated unless that is asked for."""
    target = folder / name
    ignored = shutil.ignore_patterns("__pycache__", *(() if generated else ("Dockerfile", "*.dockerignore")))
    shutil.copytree(EXAMPLES / name, target, ignore=ignored)
    return target
