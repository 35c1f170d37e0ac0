"""PDM: the recipe of the page, with the real tool."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from real_tools import ROOT, Tools, tools

__all__ = ["tools"]

PAGE = ROOT / "docs" / "how-to" / "project-tools.md"

PROJECT = """
[project]
name = "small"
version = "1.0"
requires-python = ">=3.10"
dependencies = []

[tool.pydockstage]
command = ["python", "-V"]
"""


@pytest.fixture(scope="module")
def pdm(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The command, in an environment of its own, as its users have it."""
    folder = tmp_path_factory.mktemp("pdm")
    venv.create(folder, with_pip=True)
    # As tests/installers/make.py installs it.
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "pdm==2.29.4", "hishel[httpx2]==1.4.0"]
    subprocess.run(pip, check=True)
    return str(folder / "bin" / "pdm")


@pytest.mark.parametrize("command", [("run", "dockerfile"), ("lock",)], ids=" ".join)
def test_a_script_and_a_lock_write_the_files(tools: Tools, pdm: str, command: tuple[str, ...], tmp_path: Path) -> None:
    (recipe,) = re.findall(r"^```toml\n(\[tool\.pdm\.scripts\]\n.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    (tmp_path / "pyproject.toml").write_text(PROJECT + recipe)
    settings = {"PDM_CHECK_UPDATE": "0", "PDM_USE_VENV": "0", "PDM_PYTHON": sys.executable}
    tools.run(pdm, *command, cwd=tmp_path, env=settings)
    tools.run("pydockstage", "check", cwd=tmp_path)
