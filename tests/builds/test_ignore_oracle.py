"""Holds our reader of `.dockerignore` against the engine: what a build with that file really sees of a folder."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import Engine

ROOT = Path(__file__).resolve().parents[2]

# Short names, so that patterns made by chance fit some of them.
TREE = (
    "a",
    "ab",
    "abc.py",
    "b.txt",
    "#b",
    "!b",
    "a b",
    "x[1].py",
    "star*",
    "(a)+b",
    ".env",
    "src/d/a",
    "src/ab.py",
    "src/b/x.pyc",
    "src/b/c/x.py",
    "src/b/c/a",
    "src/xa",
    "lib/src/a",
    "lib/b.txt",
    "lib/deep/er/src/b.txt",
    "lib/.env",
    "c/a/b/c",
    "c-d/a",
)

BY_HAND = (
    "",
    "*",
    "**",
    "*\n!src",
    "*\n!src/b",
    "src\n!src/b/c\nsrc/b/c/a",
    "**/a",
    "**a",
    "**/*.py",
    "**.py",
    "src/**",
    "src**",
    "src/**/a",
    "src/**a",
    "lib/**/src\n!lib/**/b.txt",
    "/src/",
    "src/",
    "./src/b/",
    "src/../lib",
    "../src",
    "src/./b//c",
    "# src\n#b\n\\#b",
    "  src  ",
    "\\!b",
    "! src\n*\n!  src",
    "*\n!**/*.py",
    "*/*",
    "*/*/*\n!*/b/c",
    "?",
    "???*",
    "[a-b]*",
    "[^a]*",
    "src[/]a",
    "src?a",
    "x\\[1\\].py",
    "star\\*",
    "(a)+b",
    "a b",
    "src/\\w",
    "\\W\\w*",
    "x\\D1*",
    "\\a",
    "\\(*",
    "!../../src",
    "/../src",
    ".*",
    "**/.*",
    "**/src/**/*.py",
    "c*",
    "c/",
    "**/c/**",
    "***",
    "**/**",
    "a**/b",
    "!a\na",
    "*.py\n!abc.py\nabc*",
    "/",
    ".",
    "\ufeffsrc",
    "src\r\nlib\r\n",
)

PARTS = ("*", "**", "?", "a", "b", "src", "lib", "c", "*.py", "[a-c]", "[^s]*", "b.*", "..", ".", "s*c", "**b", "\\a")


def by_chance(seed: int) -> str:
    """An ignore file of a few rules."""
    chance = random.Random(seed)
    lines = []
    for _ in range(chance.randint(1, 5)):
        rule = "/".join(chance.choices(PARTS, k=chance.randint(1, 4)))
        before = chance.choice(("", "", "", "/", "!", "!", "! ", " "))
        lines.append(before + rule + chance.choice(("", "", "/", " ")))
    return "\n".join(lines)


FILES = (*BY_HAND, *(by_chance(seed) for seed in range(40)))


def seen(folder: Path, text: str) -> set[str] | str:
    """The files of the folder that a build with this ignore file sees; or what the engine has against the file."""
    ignore = folder.with_name(f"{folder.name}.Dockerfile.dockerignore")
    dockerfile = folder.with_name(f"{folder.name}.Dockerfile")
    dockerfile.write_text("FROM scratch\nCOPY . /\n", encoding="utf-8")
    ignore.write_bytes(text.encode())
    command = ["docker", "buildx", "build", "--quiet", f"--file={dockerfile}", "--output=type=tar,dest=-", str(folder)]
    built = subprocess.run(command, capture_output=True, check=False)
    if built.returncode != 0:
        return built.stderr.decode()
    with tarfile.open(fileobj=io.BytesIO(built.stdout)) as archive:
        return {member.name for member in archive if member.isfile()}


def test_the_reader_hides_what_the_engine_hides(engine: Engine, tmp_path: Path) -> None:
    cargo = shutil.which("cargo")
    if cargo is None:
        pytest.skip("cargo is not there")
    folders = []
    for index in range(4):
        folders.append(tmp_path / str(index))
        for path in TREE:
            file = folders[-1] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", encoding="utf-8")
    names = sorted(path.relative_to(folders[0]).as_posix() for path in folders[0].rglob("*") if path.is_file())
    command = [cargo, "run", "--quiet", "--locked", "--package=pydockstage-core", "--example=ignore_json"]
    asked = json.dumps([[text, names] for text in FILES])
    ran = subprocess.run(command, cwd=ROOT, input=asked, text=True, capture_output=True, check=True)
    ours = [set(hidden) for hidden in json.loads(ran.stdout)]

    def part(index: int) -> list[tuple[str, set[str] | str]]:
        return [(text, seen(folders[index], text)) for text in FILES[index::4]]

    with ThreadPoolExecutor(4) as pool:
        theirs = dict(answer for part in pool.map(part, range(4)) for answer in part)
    differences = {}
    for text, hidden in zip(FILES, ours, strict=True):
        answer = theirs[text]
        if isinstance(answer, str):
            differences[text] = answer
        elif set(names) - answer != hidden:
            shown = set(names) - answer
            differences[text] = f"engine alone: {sorted(shown - hidden)}; we alone: {sorted(hidden - shown)}"
    assert not differences, json.dumps(differences, indent=2)
