"""A project of which every requirement has a wheel, on a base without apt, with a real engine.

By default a sample is tried; `nox -s installers` tries all.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Engine, generate, run
from test_installers import ALL, module, prepare

NAMES = ALL if os.environ.get("PYDOCKSTAGE_INSTALLERS") == "all" else ("uv", "pip")

BASE = "python:3.13-slim-trixie"

WITHOUT_APT = f"FROM {BASE}\nRUN rm /usr/bin/apt* /usr/bin/dpkg* && rm -r /etc/apt\n"


def without_compiled(project: Path) -> None:
    """Takes out the requirement that compiles; the program uses one that has a wheel with compiled code instead."""
    for path in [project / "pyproject.toml", project / "Pipfile", *(project / "requirements").glob("*")]:
        if path.exists():
            text = path.read_text()
            for written in (', "python-ldap"', 'python-ldap = "*"\n', "python-ldap\n"):
                text = text.replace(written, "")
            path.write_text(text)
    app = project / "myproject" / "app.py"
    text = app.read_text().replace("import ldap.dn\n", "from markupsafe._speedups import _escape_inner\n")
    app.write_text(text.replace("ldap.dn.explode_dn(dn)", '_escape_inner(dn).split(",")'))


@pytest.fixture(scope="module", params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in the form of each installer in turn, locked anew."""
    project = prepare(request.param, tmp_path_factory.mktemp("wheels"))
    without_compiled(project)
    module("make").lock(project, project.name)
    generate(project)
    return project


@pytest.fixture(scope="module")
def without_apt(engine: Engine) -> str:
    """The base without its package manager."""
    tag = engine.tag("without-apt")
    run("sh", "-c", f"printf %s '{WITHOUT_APT}' | docker build --quiet --tag={tag} -")
    return tag


def test_nothing_of_it_is_compiled(project: Path) -> None:
    text = (project / "Dockerfile").read_text()
    assert "AS toolchain" not in text
    assert "apt-get" not in text


def test_it_builds_without_apt_and_its_tests_run(engine: Engine, project: Path, without_apt: str) -> None:
    base = f"--build-context={BASE}=docker-image://{without_apt}"
    image = engine.build(project, f"wheels-{project.name}", base)
    assert "no apt" in engine.shell(image, "command -v apt-get || echo no apt")
    dev = engine.build(project, f"wheels-{project.name}-dev", base, "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(dev, "/venv/bin/python", "-m", "pytest", "tests").stdout
