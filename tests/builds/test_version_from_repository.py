"""A project that takes its version from its repository, which never travels to the builder, with a real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Engine, generate

PYPROJECT = """
[build-system]
requires = ["setuptools>=80", "setuptools-scm>=8"]
build-backend = "setuptools.build_meta"

[project]
name = "thing"
dynamic = ["version"]
requires-python = ">=3.13,<3.14"

[tool.setuptools]
packages = ["thing"]

[tool.setuptools_scm]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that prints its own version."""
    project = tmp_path_factory.mktemp("version")
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "thing").mkdir()
    (project / "thing" / "__init__.py").touch()
    (project / "thing" / "__main__.py").write_text(
        "import importlib.metadata\n\nprint(importlib.metadata.version('thing'))\n"
    )
    generate(project)
    return project


def test_the_version_is_told_by_a_build_argument(engine: Engine, project: Path) -> None:
    assert engine.run(engine.build(project, "version", "--build-arg=VERSION=1.2.3")).stdout == "1.2.3\n"


def test_without_one_the_build_still_works(engine: Engine, project: Path) -> None:
    assert engine.run(engine.build(project, "no-version")).stdout == "0.0.0\n"
