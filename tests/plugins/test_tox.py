"""The plug-in for tox: what a user types, in a real project."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_tools import Tools, append, project, tools

__all__ = ["project", "tools"]

TOX = """
[tool.tox]
env_list = ["image"]

[tool.tox.env.other]
skip_install = true
commands = [["python", "-c", "print('hello')"]]

[tool.tox.env.image]
runner = "pydockstage"
image_set = "dev"
image_mounts = { reports = "/reports" }
pass_env = ["MINE_*"]
set_env = { LEVEL = "5" }
commands = [
    ["pytest", "-q", "--junitxml=/reports/junit.xml", { replace = "posargs", extend = true }],
    ["python", "-c", "import os; print(sorted(set(os.environ) & {'LEVEL', 'MINE_A', 'TOX_ENV_DIR', 'DOCKER_HOST'}))"],
]
"""


@pytest.fixture
def tox(project: Path) -> Path:
    """The article's project with a configuration for tox."""
    append(project, "pyproject.toml", TOX)
    return project


def test_tox_shows_the_command(tools: Tools, tox: Path) -> None:
    assert "write the Dockerfile of the project" in tools.run("tox", "--help", cwd=tox).stdout


def test_an_unrelated_environment_runs_as_ever(tools: Tools, tox: Path) -> None:
    assert "hello" in tools.run("tox", "run", "-e", "other", cwd=tox).stdout


def test_tox_config_shows_what_can_be_said(tools: Tools, tox: Path) -> None:
    assert "dockerfile_output = Dockerfile" in tools.run("tox", "config", "--core", cwd=tox).stdout
    shown = tools.run("tox", "config", "-e", "image", cwd=tox).stdout
    assert "runner = pydockstage" in shown
    assert "image_set = dev" in shown
    assert "image_target = build" in shown


def test_it_writes_and_checks(tools: Tools, tox: Path) -> None:
    missing = tools.run("tox", "dockerfile", "--check", cwd=tox, status=1)
    assert missing.stdout.startswith("--- /dev/null\n+++ b/.dockerignore\n")
    assert tools.run("tox", "dockerfile", cwd=tox).stdout == ".dockerignore: written\nDockerfile: written\n"
    assert tools.run("tox", "dockerfile", "--check", cwd=tox).stdout.endswith("Dockerfile: up to date\n")


def test_the_dockerfile_goes_where_the_configuration_says(tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", '\n[tool.tox]\ndockerfile_output = "docker/Dockerfile"\n')
    (project / "docker").mkdir()
    tools.run("tox", "dockerfile", cwd=project)
    assert (project / "docker" / "Dockerfile").exists()


def test_a_project_that_makes_no_plan_is_told_as_the_command_tells_it(tools: Tools, tox: Path) -> None:
    text = (tox / "pyproject.toml").read_text()
    (tox / "pyproject.toml").write_text(text.replace("debian:trixie", "debian:trixy"))
    done = tools.run("tox", "dockerfile", cwd=tox, status=2)
    assert done.stderr.startswith("error[unknown-release]: ")


def test_a_set_that_is_not_there_fails_the_environment(tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", TOX.replace('image_set = "dev"', 'image_set = "test"'))
    done = tools.run("tox", "run", "-e", "image", cwd=project, status=1)
    assert "there is no requirement set 'test'; the sets are: base, dev" in done.stdout
