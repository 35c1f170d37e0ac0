"""The command for setuptools, and a build backend in the project's own tree."""

from __future__ import annotations

from pathlib import Path

from real_tools import Tools, append, project, tools

__all__ = ["project", "tools"]

BACKEND = """
from setuptools.build_meta import *
from setuptools.build_meta import build_sdist as build

import pydockstage


def build_sdist(directory, settings=None):
    pydockstage.generate(".").write()
    return build(directory, settings)
"""


def test_setup_py_writes_and_checks(tools: Tools, project: Path) -> None:
    (project / "setup.py").write_text("from setuptools import setup\n\nsetup()\n")
    python = str(tools.folder / "bin" / "python")
    stale = tools.run(python, "setup.py", "-q", "dockerfile", "--check", cwd=project, status=1)
    assert "not up to date; to write what is new: python setup.py dockerfile" in stale.stderr
    tools.run(python, "setup.py", "-q", "dockerfile", cwd=project)
    tools.run(python, "setup.py", "-q", "dockerfile", "--check", cwd=project)
    assert tools.run("pydockstage", "check", cwd=project)


def test_setup_py_knows_all_its_commands(tools: Tools, project: Path) -> None:
    (project / "setup.py").write_text("from setuptools import setup\n\nsetup()\n")
    python = str(tools.folder / "bin" / "python")
    assert "write the Dockerfile of the project" in tools.run(python, "setup.py", "--help-commands", cwd=project).stdout


def test_a_backend_in_the_tree_writes_before_it_builds(tools: Tools, project: Path) -> None:
    text = (project / "pyproject.toml").read_text()
    own = 'build-backend = "backend"\nbackend-path = ["_build"]'
    text = text.replace('build-backend = "setuptools.build_meta"', own)
    (project / "pyproject.toml").write_text(text)
    append(project, "MANIFEST.in", "include Dockerfile\n")
    (project / "_build").mkdir()
    (project / "_build" / "backend.py").write_text(BACKEND)
    tools.run("pyproject-build", "--no-isolation", "--sdist", cwd=project)
    assert (project / "Dockerfile").exists()
