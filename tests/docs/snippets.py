"""Runs the snippets of a page, in order, in a folder of their own.

A block is by its language:

- with ``title="NAME"``: a file, written into the folder; a spec (pydockstage.toml) is also read
- ``console``: commands, each behind ``$ ``, and what each prints; ``…`` stands for anything. A comment before the block
  says when it runs: ``<!-- run: yes -->``, ``<!-- run: engine -->``, ``<!-- run: no, WHY -->``
- ``python``: a program
- ``dockerfile``: read by the package's own reader
- anything else is only shown
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import pydockstage

BLOCK = re.compile(
    r"^(?:<!-- (?P<comment>(?:run|project): [^\n]*?) -->\n)?"
    r"^```(?P<language>[a-z]+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A block of a page."""

    line: int
    comment: str
    language: str
    title: str | None
    text: str


class Page:
    """A page of Markdown."""

    def __init__(self, path: Path, has_sound_specs: bool = True) -> None:
        """Read it; its specs are read by pydockstage, too, unless they need files that the page doesn't show."""
        self.path = path
        self.has_sound_specs = has_sound_specs
        self.text = path.read_text(encoding="utf-8")

    def blocks(self) -> Iterator[Block]:
        """Its blocks, in order."""
        for found in BLOCK.finditer(self.text):
            line = self.text[: found.start()].count("\n") + 1
            yield Block(line, found["comment"] or "", found["language"], found["title"], found["text"])

    def run(self, folder: Path) -> None:
        """Do what the page says, in the folder."""
        for block in self.blocks():
            where = f"{self.path.name}:{block.line}"
            if block.comment.startswith("project: "):
                project = self.path.parent / block.comment.removeprefix("project: ")
                shutil.copytree(project, folder, dirs_exist_ok=True)
            if block.title:
                write(folder, block, where, self.has_sound_specs)
            elif block.language == "console":
                console(folder, block, where)
            elif block.language == "python":
                run(folder, [sys.executable, "-"], block.text, where)
            elif block.language == "dockerfile":
                pydockstage.Dockerfile(block.text)


def write(folder: Path, block: Block, where: str, is_read: bool) -> None:
    """Write a file; a spec is read in a project of its own."""
    assert block.title
    (folder / block.title).write_text(block.text, encoding="utf-8")
    if is_read and block.title == "pydockstage.toml" and not (folder / "pyproject.toml").exists():
        own = folder / f"spec-{block.line}"
        own.mkdir()
        (own / "requirements.txt").write_text("", encoding="utf-8")
        text = block.text if "command" in block.text else f'command = ["true"]\n{block.text}'
        (own / "pydockstage.toml").write_text(text, encoding="utf-8")
        run(own, [sys.executable, "-m", "pydockstage", "generate", "--stdout"], "", where)


def console(folder: Path, block: Block, where: str) -> None:
    """Run each command and compare what it prints, where the page shows that."""
    when = block.comment.removeprefix("run: ") if block.comment.startswith("run: ") else "yes"
    if when.startswith("no"):
        assert len(when) > len("no, "), f"{where}: say why it isn't run"
        return
    if when.startswith("engine") and not has_engine():
        return
    for command, expected in commands(block.text):
        command = re.sub(r"\bdocker run --rm -it\b", "docker run --rm", command)
        tries = 50 if "wait" in when else 1
        for left in range(tries, 0, -1):
            done = subprocess.run(
                ["bash", "-euc", command], cwd=folder, text=True, capture_output=True, env=environment()
            )
            if done.returncode == 0 or left == 1:
                break
            time.sleep(0.2)
        assert done.returncode == 0, f"{where}: {command}\n{done.stdout}{done.stderr}"
        if expected:
            pattern = re.escape(expected.strip()).replace("…", ".*")
            assert re.fullmatch(pattern, done.stdout.strip(), re.DOTALL), f"{where}: {command}\n{done.stdout}"


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(folder: Path, program: list[str], text: str, where: str) -> None:
    """Run a program that must succeed."""
    done = subprocess.run(program, cwd=folder, input=text, text=True, capture_output=True, env=environment())
    assert done.returncode == 0, f"{where}\n{done.stdout}{done.stderr}"


def environment() -> dict[str, str]:
    """The environment, with this Python's programs first."""
    programs = Path(sys.executable).parent
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def has_engine() -> bool:
    """Whether there is an engine; without one where one is required, the test fails."""
    there = shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0
    if not there and os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1":
        pytest.fail("there is no Docker engine, and PYDOCKSTAGE_REQUIRE_ENGINE=1 asks for one")
    return bool(there)
