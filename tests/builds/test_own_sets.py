"""Requirement sets of the owner's own making, of several files, groups and extras, with a real engine.

By default a sample is tried; `nox -s installers` tries all.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import lock_oracle
import pytest
from changes import replaced
from conftest import Engine, generate
from test_installers import INSTALLED, module, prepare

IS_ALL = os.environ.get("PYDOCKSTAGE_INSTALLERS") == "all"

FILES = """
[requirements.sets]
base = { files = ["requirements/base.txt"] }
checks = { files = ["requirements/dev.txt", "tools/lint.txt"] }
"""
PARTS = """
[requirements.sets]
checks = { groups = ["dev", "lint"], extras = ["compat"] }
"""
DECLARED = """[project.optional-dependencies]
compat = ["six"]

[dependency-groups]
lint = ["idna"]
"""


def of_files(folder: Path) -> Path:
    """Requirements files in two folders."""
    project = prepare("pip", folder)
    (project / "tools").mkdir()
    (project / "tools" / "lint.txt").write_text("six\nidna\n")
    (project / "pydockstage.toml").write_text((project / "pydockstage.toml").read_text() + FILES)
    return project


def of_parts(folder: Path, name: str) -> Path:
    """Two dependency groups and an extra of pyproject.toml."""
    project = prepare(name, folder)
    replaced(project / "pyproject.toml", "[dependency-groups]\n", DECLARED)
    (project / "pydockstage.toml").write_text((project / "pydockstage.toml").read_text() + PARTS)
    module("make").lock(project, name)
    return project


@pytest.fixture(scope="module", params=("uv", "pip", "pyproject") if IS_ALL else ("uv", "pip"))
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in the form of each installer in turn, with the set `checks`."""
    folder = tmp_path_factory.mktemp("sets")
    project = of_files(folder) if request.param == "pip" else of_parts(folder, request.param)
    generate(project)
    return project


def installed(engine: Engine, image: str, python: str) -> dict[str, str]:
    """The distributions of the virtual environment, without the project itself."""
    found: dict[str, str] = json.loads(engine.run(image, python, "-c", INSTALLED).stdout)
    found.pop("myproject", None)
    return found


def exported(project: Path) -> dict[str, str]:
    """What uv itself says that its lock file holds of the parts of the set."""
    parts = ("--group=dev", "--group=lint", "--extra=compat", "--no-default-groups", "--no-emit-project")
    said = subprocess.run(
        [module("make").tool("uv") / "uv", "export", "--quiet", "--locked", "--no-hashes", "--no-annotate", *parts],
        cwd=project,
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    lines = (line.partition(";") for line in said.splitlines() if not line.startswith("#"))
    pairs = (line.strip().split("==") for line, _, marker in lines if lock_oracle.holds(marker.strip()))
    return {name: version for name, version in pairs}


def test_the_set_holds_all_its_parts_and_production_none_of_them(engine: Engine, project: Path) -> None:
    production = installed(engine, engine.build(project, f"sets-{project.name}"), "python")
    image = engine.build(project, f"sets-{project.name}-checks", "--target=build", "--build-arg=REQS=checks")
    checks = installed(engine, image, "/venv/bin/python")
    asked = {"pytest", "six", "idna"}
    assert not asked & production.keys()
    assert {"flask", "gunicorn", "python-ldap"} <= production.keys()
    assert production.items() <= checks.items()
    assert asked <= checks.keys()
    if project.name == "uv":
        assert checks == exported(project)
    assert "1 passed" in engine.run(image, "/venv/bin/python", "-m", "pytest", "tests").stdout


def test_a_wrong_set_is_told_with_the_owners(engine: Engine, project: Path) -> None:
    assert "checks" in engine.build_fails(project, "--build-arg=REQS=check").partition("choose one of ")[2]
