"""The rules over Dockerfiles, as a program asks them, and over every file that is generated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pydockstage

ROOT = Path(__file__).resolve().parents[1]

EXAMPLES = sorted((ROOT / "examples").rglob("Dockerfile"))
PROJECTS = sorted(path for path in (ROOT / "tests/projects").iterdir() if path.is_dir())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.parent.name))
def test_nothing_is_found_in_an_example(path: Path) -> None:
    found = pydockstage.lint(path.read_text(encoding="utf-8"), context=path.parent)
    assert [str(message) for message in found] == []


@pytest.mark.parametrize("case", PROJECTS, ids=lambda case: case.name)
def test_nothing_is_found_in_what_is_generated(case: Path) -> None:
    generated = pydockstage.generate(case / "project")
    found = pydockstage.lint(str(generated.dockerfile), context=case / "project")
    assert [str(message) for message in found] == []


def test_a_finding_is_a_message_with_its_place() -> None:
    text = "FROM python:3.13-slim-trixie\nUSER 10001:10001\nCMD gunicorn project:app\n"
    (found,) = pydockstage.lint(text, path="docker/Dockerfile")
    assert (found.code, found.path, found.line, found.column) == ("shell-form-command", "docker/Dockerfile", 3, 1)


def test_a_text_that_is_no_dockerfile_is_an_error() -> None:
    with pytest.raises(pydockstage.DockerfileError) as caught:
        pydockstage.lint("FRON python:3.13\n")
    assert (caught.value.code, caught.value.line) == ("unknown-instruction", 1)


def test_every_rule_is_found_in_a_case_and_explained() -> None:
    rules = (ROOT / "crates/pydockstage-core/src/lint/problem.rs").read_text(encoding="utf-8")
    names = re.findall(r'^    "([a-z-]+)",$', rules, re.MULTILINE)
    assert len(names) == 25
    for name in names:
        case = ROOT / "tests/messages" / f"lint_{name.replace('-', '_')}"
        assert f"error[{name}]: " in (case / "stdout.txt").read_text(encoding="utf-8")
        assert f"[{name}]\n" in (ROOT / "docs/messages.toml").read_text(encoding="utf-8")
