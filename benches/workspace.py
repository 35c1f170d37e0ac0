"""What a workspace costs: time and memory of one call for all members, against one member and against fewer.

`python benches/workspace.py COMMAND` makes workspaces of 1, 20 and 200 members in a temporary folder and runs
`COMMAND generate --all` in each, in turn; COMMAND is `pydockstage` as it was built for release. Each figure is the
least of several runs; the times are compared within this run, and the memory is the process's largest.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5
PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "member-{number}"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["fastapi", "uvicorn"{dependency}]
{source}"""
MAIN = "from fastapi import FastAPI\n\napp = FastAPI()\n"


def workspace(root: Path, size: int) -> Path:
    """A workspace in which each member depends on the one before."""
    folder = root / str(size)
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[tool.uv.workspace]\nmembers = ["packages/*"]\n', encoding="utf-8")
    for number in range(size):
        package = folder / "packages" / f"member-{number}" / f"member_{number}"
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "main.py").write_text(MAIN, encoding="utf-8")
        before = f"member-{number - 1}" if number % 10 else None
        text = PYPROJECT.format(
            number=number,
            dependency=f', "{before}"' if before else "",
            source=f"\n[tool.uv.sources]\n{before} = {{ workspace = true }}\n" if before else "",
        )
        (package.parent / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def measured(command: str, folder: Path) -> tuple[float, int]:
    """Seconds and KiB of one run."""
    begun = time.perf_counter()
    pid = os.posix_spawn(
        command,
        [command, "generate", "--all", str(folder)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{command} ended with {status}")
    return time.perf_counter() - begun, usage.ru_maxrss


def main() -> None:
    """Measure and print."""
    command = sys.argv[1]
    with tempfile.TemporaryDirectory() as root:
        folders = {size: workspace(Path(root), size) for size in (1, 20, 200)}
        runs: dict[int, list[tuple[float, int]]] = {size: [] for size in folders}
        for _ in range(ROUNDS):
            for size, folder in folders.items():
                runs[size].append(measured(command, folder))
    one = min(seconds for seconds, _ in runs[1])
    for size, figures in runs.items():
        seconds, memory = min(seconds for seconds, _ in figures), min(memory for _, memory in figures)
        print(f"{size:4} members: {seconds * 1000:7.1f} ms, {seconds / one:6.1f} times one, {memory:6} KiB")


if __name__ == "__main__":
    main()
