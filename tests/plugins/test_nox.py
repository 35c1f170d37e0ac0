"""The helpers for a noxfile."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_tools import Tools, project, tools

__all__ = ["project", "tools"]

NOXFILE = """
import nox
import pydockstage.nox


@nox.session(python=False)
def write(session):
    pydockstage.nox.write(session)


@nox.session(python=False)
def check(session):
    pydockstage.nox.check(session)


@nox.session(python=False)
def no_such_set(session):
    pydockstage.nox.run(session, "pytest", set="test")
"""


@pytest.fixture
def noxed(project: Path) -> Path:
    """The article's project with a noxfile."""
    (project / "noxfile.py").write_text(NOXFILE)
    return project


def test_a_session_writes_and_another_checks(tools: Tools, noxed: Path) -> None:
    stale = tools.run("nox", "-s", "check", cwd=noxed, status=1)
    assert "not up to date; to write what is new: pydockstage generate" in stale.stderr
    tools.run("nox", "-s", "write", cwd=noxed)
    tools.run("nox", "-s", "check", cwd=noxed)


def test_a_set_that_is_not_there_fails_the_session(tools: Tools, noxed: Path) -> None:
    done = tools.run("nox", "-s", "no_such_set", cwd=noxed, status=1)
    assert "there is no requirement set 'test'; the sets are: base, dev" in done.stderr
