"""The colors of messages: on a terminal alone, as NO_COLOR and ``--color`` say, and never the only sign of anything."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "pydockstage"]
# Without what has a say in colors: CI too, since a log in CI shows them whatever its terminal calls itself.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM", "CI"}
}


def on_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """What the command shows on a terminal, as its standard output and its standard error."""
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm-256color", **environment}
    with subprocess.Popen([*COMMAND, *arguments], cwd=cwd, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                read = os.read(ours, 4096)
            except OSError:  # Linux's word for: the other end is closed.
                break
            if not read:
                break
            shown += read
        os.close(ours)
    assert process.returncode == 2
    return shown.decode().replace("\r\n", "\n")


def piped(*arguments: str, cwd: Path, **environment: str) -> str:
    """What the command writes to its standard error, where that is a pipe."""
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env={**ENVIRONMENT, **environment}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a mistake in a known place."""
    (tmp_path / "pydockstage.toml").write_text('base = "debain:trixie"\n', encoding="utf-8")
    return tmp_path


def test_a_terminal_shows_the_same_text_with_colors(project: Path) -> None:
    shown, plain = on_terminal("generate", cwd=project), piped("generate", cwd=project)
    assert "\x1b" not in plain
    assert plain.startswith("error[bad-value]")
    assert '\n1 | base = "debain:trixie"\n  |        ^^^^^^^^^^^^^^^\n' in plain
    assert shown.startswith("\x1b[1m\x1b[31merror[bad-value]\x1b[0m")
    assert re.sub(r"\x1b\[\d*m", "", shown) == plain


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"CLICOLOR": "0"}])
def test_the_environment_turns_them_off(project: Path, environment: dict[str, str]) -> None:
    assert "\x1b" not in on_terminal("generate", cwd=project, **environment)


def test_a_log_in_ci_shows_them_by_whatever_name_its_terminal_goes(project: Path) -> None:
    assert "\x1b" in on_terminal("generate", cwd=project, TERM="dumb", CI="true")
    assert "\x1b" not in on_terminal("generate", cwd=project, TERM="dumb", CI="true", NO_COLOR="1")


def test_an_argument_goes_before_all(project: Path) -> None:
    plain = piped("generate", cwd=project)
    assert on_terminal("generate", "--color=never", cwd=project) == plain
    assert on_terminal("--color", "never", "generate", cwd=project) == plain
    colored = piped("generate", "--color=always", cwd=project, NO_COLOR="1")
    assert colored.startswith("\x1b[1m\x1b[31merror")


def test_a_mistake_in_the_arguments_follows_the_same_rules(project: Path) -> None:
    plain = piped("generate", "--colour", cwd=project)
    shown = on_terminal("generate", "--colour", cwd=project)
    assert "\x1b" not in plain and "\x1b" in shown
    assert re.sub(r"\x1b\[\d*m", "", shown) == plain
    assert on_terminal("generate", "--colour", "--color=never", cwd=project) == plain
    assert on_terminal("generate", "--colour", cwd=project, NO_COLOR="1") == plain
