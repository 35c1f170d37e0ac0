"""The build hook of hatchling."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from real_tools import Tools, append, project, tools

__all__ = ["project", "tools"]


@pytest.fixture
def hatched(project: Path) -> Path:
    """The article's project, built by hatchling."""
    text = (project / "pyproject.toml").read_text()
    text = text.replace('requires = ["setuptools>=77"]', 'requires = ["hatchling", "pydockstage"]')
    text = text.replace("setuptools.build_meta", "hatchling.build")
    (project / "pyproject.toml").write_text(text)
    append(project, ".gitignore", "Dockerfile\n")
    append(project, "pyproject.toml", "\n[tool.hatch.build.hooks.pydockstage]\n")
    return project


def test_a_build_writes_the_files_and_takes_them_along(tools: Tools, hatched: Path) -> None:
    tools.run("hatchling", "build", "-t", "sdist", cwd=hatched)
    tools.run("pydockstage", "check", cwd=hatched)
    with tarfile.open(hatched / "dist" / "myproject-1.0.tar.gz") as archive:
        assert "myproject-1.0/Dockerfile" in archive.getnames()


def test_with_check_an_old_file_fails_the_build(tools: Tools, hatched: Path) -> None:
    append(hatched, "pyproject.toml", "check = true\n")
    done = tools.run("hatchling", "build", "-t", "sdist", cwd=hatched, status=1)
    assert "not up to date; to write what is new: pydockstage generate" in done.stdout + done.stderr
    assert not (hatched / "Dockerfile").exists()
