"""Make the lock files of this folder anew with the tools that own them: `python tests/installers/make.py [NAME ...]`.

Each folder is one project in the form of one installer; what is kept by hand is its sources. The tools are installed
from PyPI, in the versions named here, below `LOCK_TOOLS` or a folder for temporary files. In what is kept, the package
index and its file server are example.org (see `hosts.py`); while a lock is made, and when a test builds, they are those
that pip itself uses.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hosts import to_example, to_index

HERE = Path(__file__).resolve().parent
STORE = Path(os.environ.get("LOCK_TOOLS", Path(tempfile.gettempdir()) / "pydockstage-lock-tools"))

TOOLS = {
    "uv": ["uv==0.13.9"],
    "pip-tools": ["pip-tools==7.6.2", "pip==26.3"],
    "poetry": ["poetry==2.5.1"],
    "pdm": ["pdm==2.29.4", "hishel[httpx2]==1.4.0"],
    "pipenv": ["pipenv==2026.10.3"],
}

COMPILE = ["pip-compile", "--quiet", "--no-annotate", "--generate-hashes", "--strip-extras", "--allow-unsafe"]
LOCKS: dict[str, tuple[str, list[list[str]], list[str]]] = {
    "uv": ("uv", [["uv", "lock"]], ["uv.lock"]),
    "uv_workspace": ("uv", [["uv", "lock"]], ["uv.lock"]),
    "poetry": ("poetry", [["poetry", "lock"]], ["poetry.lock"]),
    "pdm": ("pdm", [["pdm", "lock"]], ["pdm.lock"]),
    "pipenv": ("pipenv", [["pipenv", "lock"]], ["Pipfile.lock"]),
    "pylock": (
        "uv",
        [
            ["uv", "lock"],
            ["uv", "export", "--quiet", "--no-emit-project", "--no-default-groups", "-o", "pylock.toml"],
            ["uv", "export", "--quiet", "--no-emit-project", "--group=dev", "-o", "pylock.dev.toml"],
        ],
        ["pylock.toml", "pylock.dev.toml"],
    ),
    "pip_tools": (
        "pip-tools",
        [
            [*COMPILE, "--output-file=requirements/base.txt", "requirements/base.in"],
            [*COMPILE, "--output-file=requirements/dev.txt", "requirements/dev.in"],
        ],
        ["requirements/base.txt", "requirements/dev.txt"],
    ),
}


def tool(name: str) -> Path:
    """The folder of programs of a tool, which is installed if it isn't there."""
    folder = STORE / name
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", *TOOLS[name]], check=True)
        (folder / "done").touch()
    return folder / "bin"


def lock(folder: Path, name: str) -> None:
    """Lock the project in a folder anew, in the form of one installer; nothing for one without a lock file."""
    program, commands, results = LOCKS.get(name, ("", [], []))
    if not commands:
        return
    for result in results:
        (folder / result).unlink(missing_ok=True)
    before = set(folder.iterdir())
    environment = {
        **os.environ,
        "PATH": f"{tool(program)}:{os.environ['PATH']}",
        "PDM_CHECK_UPDATE": "0",
        "PDM_USE_VENV": "0",
        "POETRY_VIRTUALENVS_CREATE": "false",
        "PIPENV_IGNORE_VIRTUALENVS": "1",
    }
    environment.pop("PIP_FIND_LINKS", None)
    for command in commands:
        subprocess.run(command, cwd=folder, env=environment, check=True)
    # The lock file on the way to another one would be a second lock.
    for made in set(folder.iterdir()) - before:
        if made.is_file() and made.name not in results:
            made.unlink()


def make(name: str) -> None:
    """Lock one project anew."""
    results = LOCKS[name][2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "myproject"
        shutil.copytree(HERE / name, folder)
        for path in folder.rglob("*.*"):
            if path.is_file():
                path.write_text(to_index(path.read_text()))
        for path in folder.glob("Pipfile"):
            path.write_text(to_index(path.read_text()))
        lock(folder, name)
        for result in results:
            (HERE / name / result).write_text(to_example((folder / result).read_text()))


if __name__ == "__main__":
    for wanted in sys.argv[1:] or LOCKS:
        make(wanted)
