"""One project in the form of each installer, with a real engine.

By default a sample is tried; `nox -s installers` tries all.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
import urllib.request
from pathlib import Path
from typing import Any

import lock_oracle
import pytest
from conftest import Engine, generate

PROJECTS = Path(__file__).resolve().parents[1] / "installers"
SAMPLE = ("uv", "pip", "poetry")
ALL = (*SAMPLE, "pip_tools", "pdm", "pipenv", "pylock", "pyproject")
NAMES = ALL if os.environ.get("PYDOCKSTAGE_INSTALLERS") == "all" else SAMPLE

INSTALLED = """
import importlib.metadata as metadata, json, re
found = metadata.distributions(path=["/venv/lib/python3.13/site-packages"])
print(json.dumps({re.sub("[-_.]+", "-", one.name).lower(): one.version for one in found}))
"""


def module(name: str) -> Any:
    """A module beside the projects."""
    if str(PROJECTS) not in sys.path:
        sys.path.append(str(PROJECTS))
    return importlib.import_module(name)


def hosts() -> Any:
    """The module that knows the addresses of the package index."""
    return module("hosts")


def prepare(name: str, folder: Path) -> Path:
    """A copy of the project in the form of one installer, with its generated files."""
    project = folder / name
    shutil.copytree(PROJECTS / name, project)
    shutil.copytree(PROJECTS / "shared", project, dirs_exist_ok=True)
    index = hosts()
    for path in project.rglob("*"):
        if path.is_file() and path.suffix in {".toml", ".lock", ".txt", ""}:
            path.write_text(index.to_index(path.read_text()))
    generate(project)
    return project


@pytest.fixture(scope="module", params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in the form of each installer in turn."""
    return prepare(request.param, tmp_path_factory.mktemp("installers"))


@pytest.fixture(scope="module")
def production(engine: Engine, project: Path) -> str:
    """`docker build .`"""
    return engine.build(project, f"{project.name}-production")


def test_production_answers(engine: Engine, production: str) -> None:
    for address in engine.serve(production, 8000):
        with urllib.request.urlopen(f"{address}/dn/cn=anna,dc=example", timeout=5) as answer:
            assert json.load(answer) == ["cn=anna", "dc=example"]


def test_production_has_what_the_lock_says_and_nothing_else(engine: Engine, project: Path, production: str) -> None:
    installed = json.loads(engine.run(production, "python", "-c", INSTALLED).stdout)
    installed.pop("myproject", None)
    expected = lock_oracle.production(project)
    if expected is None:
        assert {"flask", "gunicorn", "python-ldap"} <= installed.keys()
        assert not {"pytest", "pip", "setuptools", "uv", "poetry"} & installed.keys()
    else:
        assert installed == expected


def test_the_dev_group_runs_the_tests(engine: Engine, project: Path) -> None:
    image = engine.build(project, f"{project.name}-dev", "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/python", "-m", "pytest", "tests").stdout


def test_a_wrong_set_is_told_with_the_right_ones(engine: Engine, project: Path) -> None:
    said = engine.build_fails(project, "--build-arg=REQS=test")
    assert "choose one of base, dev" in said
