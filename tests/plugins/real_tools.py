"""The real tools from PyPI, in one environment beside a wheel of pydockstage, both made once a session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOOLS = [
    "build==1.6.1",
    "hatchling==1.33.0",
    "nox==2026.10.20",
    "pre-commit==4.7.0",
    "setuptools==84.2.1",
    "tox==4.67.15",
]


@dataclass(frozen=True)
class Tools:
    """An environment with the tools and pydockstage."""

    folder: Path
    wheels: Path

    def run(
        self, *command: str, cwd: Path, status: int | None = 0, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Types a command; its exit status must be the one that is expected."""
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "PIP_FIND_LINKS": str(self.wheels), **(env or {})}
        environment.pop("FORCE_COLOR", None)
        done = subprocess.run(command, cwd=cwd, env=environment, text=True, capture_output=True, check=False)
        said = f"{' '.join(command)}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert status is None or done.returncode == status, said
        return done


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    """The tools; PYDOCKSTAGE_WHEELS names a folder with a wheel that was built already."""
    if not MADE:
        MADE.append(made(tmp_path_factory.mktemp("tools")))
    return MADE[0]


MADE: list[Tools] = []
"""The tools, once for all folders of tests that ask for them."""


def made(place: Path) -> Tools:
    """Installs the tools, and builds the wheel where none was given."""
    given = os.environ.get("PYDOCKSTAGE_WHEELS")
    wheels = Path(given) if given else place / "wheels"
    if not given:
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", f"--wheel-dir={wheels}", str(ROOT)]
        subprocess.run(pip, check=True)
    (wheel,) = wheels.glob("pydockstage-*.whl")
    folder = place / "environment"
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *TOOLS, str(wheel)], check=True)
    return Tools(folder, wheels)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    ignored = shutil.ignore_patterns("Dockerfile", ".dockerignore", "__pycache__")
    return Path(shutil.copytree(ROOT / "examples" / "flask-ldap", tmp_path / "project", ignore=ignored))


def append(project: Path, name: str, text: str) -> None:
    """Adds to a file of the project."""
    with (project / name).open("a", encoding="utf-8") as file:
        file.write(text)
