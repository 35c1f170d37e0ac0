"""Beside the peers: a plan and its Dockerfile from a project that was read, and the command as a whole process.

Run it with an interpreter that has the package as users get it, and the peers from PyPI; dofigen is the Cargo
registry's::

    pip install . hpccm==26.5.0 dockerpyze==2.2.0
    cargo install dofigen --locked
    cargo build --release --package=pydockstage-cli
    python benches/peers.py target/release/pydockstage ~/.cargo/bin/dofigen

The calls take turns, and so do the processes, so that what else the machine does meets all of them. Each line has the
median and its ratio to the first. dockerpyze renders only: what it read is not read again, and it plans nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pydockstage

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "flask-ldap"

# Its way to an image, `fromImage`, asks the registry for the digest; a context is taken by its name.
DOFIGEN = """builders:
  build:
    fromContext: python
    run:
      - python3 -m venv /venv
      - apt-get update
      - apt-get install --yes libldap2-dev libsasl2-dev gcc
      - /venv/bin/pip install -r requirements/base.txt
fromContext: python
copy:
  - fromBuilder: build
    paths: /venv
    target: /venv
run:
  - apt-get update
  - apt-get install --yes libldap2 libsasl2-2
cmd: [python, -m, myproject]
expose: [5000]
"""

DOCKERPYZE = """[project]
name = "myproject"
version = "1.0"
requires-python = "3.13"
dependencies = ["flask", "python-ldap"]

[tool.dpy]
entrypoint = ["python", "-m", "myproject"]
ports = [5000]
apt-packages = ["libldap2", "libsasl2-2"]
build-apt-packages = ["gcc", "libldap2-dev", "libsasl2-dev"]
"""


def hpccm_call() -> Callable[[], object] | None:
    """The article's two stages as hpccm writes them; None where it is not installed."""
    try:
        import hpccm
        from hpccm.building_blocks import packages
        from hpccm.primitives import baseimage, copy, runscript, shell
    except ImportError:
        return None

    def call() -> str:
        hpccm.config.set_container_format("docker")
        build = hpccm.Stage(name="build")
        build += baseimage(image="python:3.13-slim-trixie", _as="build", _distro="ubuntu22")
        build += packages(apt=["gcc", "libldap2-dev", "libsasl2-dev"])
        build += shell(commands=["python3 -m venv /venv"])
        build += copy(src="requirements", dest="/project/requirements")
        build += shell(commands=["/venv/bin/pip install -r /project/requirements/base.txt"])
        ship = hpccm.Stage(name="production")
        ship += baseimage(image="python:3.13-slim-trixie", _distro="ubuntu22")
        ship += packages(apt=["libldap2", "libsasl2-2"])
        ship += copy(_from="build", src="/venv", dest="/venv")
        ship += runscript(commands=["python -m myproject"])
        return f"{build}\n{ship}"

    return call


def dockerpyze_call(folder: Path) -> Callable[[], object] | None:
    """The project as dockerpyze writes it, once read; None where it is not installed."""
    try:
        from dockerpyze.builder import generate_docker_file_content, parse_pyproject_toml
    except ImportError:
        return None
    own = folder / "dockerpyze"
    own.mkdir()
    (own / "pyproject.toml").write_text(DOCKERPYZE)
    with contextlib.redirect_stdout(io.StringIO()):
        config = parse_pyproject_toml(str(own))
    return lambda: generate_docker_file_content(config, str(own))


def table(title: str, calls: dict[str, Callable[[], object]], rounds: int) -> None:
    """Prints a line for each call."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    first = next(iter(medians.values()))
    print(f"{title:52} {'median':>11} {'ratio':>7}")
    for name, median in medians.items():
        print(f"{name:52} {median * 1e6:8.1f} µs {median / first:7.2f}")


def process(*command: str, cwd: Path) -> Callable[[], object]:
    """A command as a whole process."""
    return lambda: subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    """Measures on a copy of the example, for which files were generated."""
    parser = argparse.ArgumentParser(description="Hold pydockstage beside its peers.")
    parser.add_argument("binary", help="the command as cargo builds it: target/release/pydockstage")
    parser.add_argument("dofigen", nargs="?", help="the command dofigen")
    parser.add_argument("--rounds", type=int, default=300, help="how often each call is made")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(EXAMPLE, Path(place) / "example"))
        pydockstage.generate(folder).write(force=True)
        project = pydockstage.read(folder)
        calls: dict[str, Callable[[], object]] = {
            "pydockstage: plan and render, once read": lambda: project.plan().dockerfile(),
            "pydockstage: read, plan and render": lambda: pydockstage.generate(folder).dockerfile,
        }
        if (hpccm := hpccm_call()) is not None:
            calls["hpccm: two stages, render"] = hpccm
        if (dockerpyze := dockerpyze_call(Path(place))) is not None:
            calls["dockerpyze: render, once read"] = dockerpyze
        table("a call", calls, arguments.rounds)
        commands = {"pydockstage generate": process(str(Path(arguments.binary).resolve()), "generate", cwd=folder)}
        if arguments.dofigen:
            (folder / "dofigen.yml").write_text(DOFIGEN)
            words = ("gen", "--offline", "--no-labels", "--output", "Dockerfile.dofigen", "--file", "dofigen.yml")
            commands["dofigen gen"] = process(str(Path(arguments.dofigen).resolve()), *words, cwd=folder)
        print()
        table("a process", commands, max(20, arguments.rounds // 6))


if __name__ == "__main__":
    main()
