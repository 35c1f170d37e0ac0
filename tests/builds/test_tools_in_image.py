"""tox and nox run a project's tests inside the built image, and what fails there fails them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Engine
from real_tools import Tools, append, project, tools

__all__ = ["project", "tools"]

TOX = """
[tool.tox.env.image]
runner = "pydockstage"
image_set = "dev"
image_mounts = { reports = "/reports" }
pass_env = ["MINE_*"]
set_env = { LEVEL = "5" }
commands = [
    ["pytest", "-q", "--junitxml=/reports/junit.xml", { replace = "posargs", extend = true }],
    ["python", "-c", "import os; print(sorted({'LEVEL', 'MINE_A', 'TOX_ENV_DIR', 'DOCKER_HOST'} & {*os.environ}))"],
]
"""

NOXFILE = """
import nox
import pydockstage.nox


@nox.session(python=False)
def tests(session):
    pydockstage.nox.run(session, "pytest", "-q", *session.posargs, set="dev", env={"LEVEL": "5"})
"""

TARGET = """
[tool.tox.env."unit.fast"]
deps = ["-r requirements/dev.txt"]
set_env = { LEVEL = "5" }
commands = [["python", "-c", "import os; print('level', os.environ['LEVEL'])"], ["pytest", "-q"]]
"""

FAILING = """

def test_that_fails():
    assert "the plan" == "the image"
"""


@pytest.fixture
def failing(project: Path) -> Path:
    """The article's project with a test that fails."""
    append(project, "tests/test_app.py", FAILING)
    append(project, "pyproject.toml", TOX)
    (project / "noxfile.py").write_text(NOXFILE)
    return project


def test_tox_passes_words_and_variables_in_and_reports_out(engine: Engine, tools: Tools, failing: Path) -> None:
    environment = {"MINE_A": "a", "DOCKER_HOST": "unix:///var/run/docker.sock"}
    words = ("tox", "run", "-e", "image", "--", "-k", "not fails")
    done = tools.run(*words, cwd=failing, env=environment)
    assert "2 passed, 1 deselected" in done.stdout
    assert "['LEVEL', 'MINE_A']" in done.stdout
    assert 'tests="2"' in (failing / "reports" / "junit.xml").read_text()


def test_a_failing_test_in_the_image_fails_tox(engine: Engine, tools: Tools, failing: Path) -> None:
    done = tools.run("tox", "run", "-e", "image", cwd=failing, status=1)
    assert "1 failed, 2 passed" in done.stdout


def test_a_failing_test_in_the_image_fails_nox(engine: Engine, tools: Tools, failing: Path) -> None:
    done = tools.run("nox", "-s", "tests", cwd=failing, status=1)
    assert "1 failed, 2 passed" in done.stdout


def test_an_environment_becomes_a_stage_that_runs_its_commands(engine: Engine, tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", TARGET)
    tools.run("tox", "dockerfile", "-t", "unit.fast", cwd=project)
    ran = engine.run(engine.build(project, "tox-target", "--target=unit-fast"))
    assert ran.stdout.startswith("level 5\n")
    assert "2 passed" in ran.stdout
    append(project, "tests/test_app.py", FAILING)
    ran = engine.run(engine.build(project, "tox-target-failing", "--target=unit-fast"), check=False)
    assert (ran.returncode, "1 failed, 2 passed" in ran.stdout) == (1, True)
