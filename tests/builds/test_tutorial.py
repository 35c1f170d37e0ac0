"""The tutorial, followed to the letter in a clean container that has Python and the docker command alone.

The page becomes a script for one shell: its files are written, its commands are typed one after the other, from the
empty directory on. Two things differ from what a reader does: the package comes from a folder instead of PyPI, and a
command that waits for the container to answer is tried again.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from conftest import Base, Engine, run
from real_tools import ROOT, Tools, tools
from snippets import Page, commands

__all__ = ["tools"]

PAGE = ROOT / "docs" / "tutorial.md"

IMAGE = Base("3.13", "trixie").image

MARK = "=== command {} ==="


def script(page: Page) -> tuple[str, list[tuple[str, str]]]:
    """The page as a script that marks where the output of each command begins; and each command with what it prints."""
    lines, typed = ["set -eu"], list[tuple[str, str]]()
    for block in page.blocks():
        if block.title:
            lines.append(f"printf %s {shlex.quote(block.text)} > {shlex.quote(block.title)}")
        elif block.language == "console":
            for command, expected in commands(block.text):
                lines.append(f"echo {shlex.quote(MARK.format(len(typed)))}")
                if "wait" in block.comment:
                    lines.append(f"for try in $(seq 50); do if {command}; then break; fi; sleep 0.2; done")
                else:
                    lines.append(command)
                typed.append((command, expected))
    return "\n".join(lines) + "\n", typed


def client() -> list[str]:
    """What hands the docker command of this machine, and the engine that it talks to, into a container."""
    host = run("docker", "context", "inspect", "--format={{.Endpoints.docker.Host}}").stdout.strip()
    socket = host.removeprefix("unix://")
    assert socket != host, f"the engine is reached by {host}, which a container can't be given"
    command = shutil.which("docker")
    assert command is not None
    plugins = json.loads(run("docker", "info", "--format={{json .ClientInfo.Plugins}}").stdout)
    (buildx,) = (Path(plugin["Path"]).resolve() for plugin in plugins if plugin["Name"] == "buildx")
    places = {
        socket: "/var/run/docker.sock",
        str(Path(command).resolve()): "/usr/local/bin/docker",
        str(buildx): "/usr/local/lib/docker/cli-plugins/docker-buildx",
    }
    return [f"--volume={source}:{target}" for source, target in places.items()]


def test_every_command_does_what_the_page_says(engine: Engine, tools: Tools, tmp_path: Path) -> None:
    if not engine.has_image(IMAGE):
        pytest.skip(f"{IMAGE} can't be had")
    page = Page(PAGE)
    text, typed = script(page)
    assert typed[0][0].startswith("mkdir "), "it begins with an empty directory"
    assert any("pip install pydockstage" in command for command, _ in typed)
    engine.images.update(re.findall(r"--tag=(\S+)", page.text))
    (tmp_path / "follow").write_text(text, encoding="utf-8")
    volumes = [*client(), f"--volume={tmp_path}:/tutorial:ro", f"--volume={tools.wheels}:/wheels:ro"]
    # The container that the page starts answers on the port of the machine.
    options = ["--rm", "--network=host", "--workdir=/root", "--env=PIP_FIND_LINKS=/wheels", *volumes]
    said = run("docker", "run", *options, IMAGE, "bash", "/tutorial/follow").stdout
    outputs = re.split(r"^=== command \d+ ===\n", said, flags=re.MULTILINE)[1:]
    assert len(outputs) == len(typed)
    for (command, expected), output in zip(typed, outputs, strict=True):
        if expected:
            pattern = re.escape(expected.strip()).replace("…", ".*")
            assert re.fullmatch(pattern, output.strip(), re.DOTALL), f"{command}\n{output}"
