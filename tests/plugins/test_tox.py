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


TARGETS = """
[tool.tox.env.unit]
deps = ["pytest>=8", "-c requirements/constraints.txt"]
set_env = { LEVEL = "5", REPORTS = "{tox_root}/reports" }
commands = [["pytest", "-q", { replace = "posargs", extend = true, default = ["tests"] }]]

[tool.tox.env.several]
deps = ["-r requirements/dev.txt"]
commands = [["python", "-c", "print('a b')"], ["-", "false"], ["pytest"]]

[tool.tox.env.bare]
commands = [["pytest"]]

[tool.tox.env.folder]
deps = ["./other"]
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


def stage(project: Path, name: str) -> str:
    """The lines of a stage."""
    lines = (project / "Dockerfile").read_text().split("\n\n# ")
    return next(lines for lines in lines if f" AS {name}\n" in lines).partition("\n")[2]


def test_the_deps_and_the_command_of_an_environment_become_a_stage(tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", TARGETS)
    said = tools.run("tox", "dockerfile", "-t", "unit", cwd=project).stdout
    assert said == ".dockerignore: written\nDockerfile: written\n"
    assert (
        stage(project, "unit")
        == """FROM build AS unit

RUN --mount=type=cache,target=/root/.cache/pip \\
    --mount=type=bind,source=requirements,target=/project/requirements \\
    ["pip", "--python", "/venv/bin/python", "install", "pytest>=8", "-c", "/project/requirements/constraints.txt"]

ENV LEVEL=5 \\
    REPORTS=/project/reports

CMD ["pytest", "-q", "tests"]"""
    )


def test_several_commands_are_run_until_one_fails(tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", TARGETS)
    tools.run("tox", "dockerfile", "--target=several", cwd=project)
    assert stage(project, "several").endswith(
        r"""CMD ["sh", "-euc", "python -c 'print('\"'\"'a b'\"'\"')'\nfalse || true\npytest"]"""
    )


def test_the_target_of_the_configuration_is_shown_written_and_checked(tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", '\n[tool.tox]\ndockerfile_target = "unit"\n' + TARGETS)
    assert "dockerfile_target = unit" in tools.run("tox", "config", "--core", cwd=project).stdout
    tools.run("tox", "dockerfile", cwd=project)
    assert "AS unit" in (project / "Dockerfile").read_text()
    tools.run("tox", "dockerfile", "--check", cwd=project)
    tools.run("tox", "dockerfile", "--check", "-t", "bare", cwd=project, status=1)


def test_what_an_image_cannot_be_given_is_told(tools: Tools, project: Path) -> None:
    append(project, "pyproject.toml", TARGETS)
    done = tools.run("tox", "dockerfile", "-t", "folder", cwd=project, status=2)
    assert done.stderr == "the environment 'folder' has './other' in deps, which an image can't be given\n"
    done = tools.run("tox", "dockerfile", "-t", "units", cwd=project, status=2)
    assert done.stderr.startswith("there is no environment 'units'; the environments are: ")
    assert not (project / "Dockerfile").exists()
