"""What ``--format json`` answers, held against the schema that is published for it, ``schema/answers.json``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from example_project import copied
from jsonschema import Draft202012Validator

SCHEMA = json.loads((Path(__file__).resolve().parents[1] / "schema" / "answers.json").read_text(encoding="utf-8"))
DEBIAN = "--on=debian:trixie"


def faults(definition: str, answer: object) -> list[str]:
    """What of an answer is not as its definition says."""
    validator = Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]})
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(answer)]


def answer(project: Path, *arguments: str, status: int = 0) -> Any:
    """What the command answers."""
    command = [sys.executable, "-m", "pydockstage", *arguments, "--format=json"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (status, "")
    return json.loads(done.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project."""
    return copied(tmp_path)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("definition", "arguments", "status"),
    [
        ("check", ["check"], 1),
        ("generate", ["generate"], 0),
        ("generate-stdout", ["generate", "--stdout"], 0),
        ("explain", ["explain"], 0),
        ("explain-about", ["explain", ".", "production"], 0),
        ("graph", ["graph"], 0),
        ("packages-runtime", ["packages", "runtime", "libpq-dev", "libldap2-dev", DEBIAN], 0),
        ("packages-for", ["packages", "for", "psycopg2", "python-ldap", DEBIAN], 0),
        ("packages-owner", ["packages", "owner", "libpq.so.5", DEBIAN], 0),
        ("catalog-list", ["catalog", "list"], 0),
        ("error", ["packages", "runtime", "libldpa2-dev", DEBIAN], 2),
        ("error", ["generate", "--base=debain:trixie"], 2),
        ("error", ["init"], 2),
    ],
)
def test_an_answer_is_as_the_schema_says(definition: str, arguments: list[str], status: int, project: Path) -> None:
    given = answer(project, *arguments, status=status)
    assert faults(definition, given) == []
    assert Draft202012Validator(SCHEMA).is_valid(given)


def test_findings_of_the_linter_are_described(project: Path) -> None:
    (project / "Dockerfile").write_text("FROM python\nRUN apt-get install curl\n", encoding="utf-8")
    given = answer(project, "lint", status=1)
    assert given["findings"]
    assert faults("lint", given) == []


def test_a_first_spec_is_described(project: Path) -> None:
    pyproject = project / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.split("[tool.pydockstage]")[0] + '\n[project.scripts]\nserve = "myproject:main"\n')
    assert faults("init", answer(project, "init")) == []


def test_each_change_of_a_file_has_its_word(project: Path) -> None:
    def change(*arguments: str) -> str:
        given = answer(project, "generate", *arguments)
        assert faults("generate", given) == []
        (word,) = (file["change"] for file in given["files"] if file["path"] == "Dockerfile")
        return str(word)

    dockerfile = project / "Dockerfile"
    dockerfile.unlink(missing_ok=True)
    words = [change(), change(), change("--python=3.12")]
    dockerfile.write_text("FROM python\n", encoding="utf-8")
    assert [*words, change("--force")] == ["created", "unchanged", "updated", "replaced"]


def test_a_key_that_is_not_described_is_a_fault(project: Path) -> None:
    # The control: a schema that takes everything would describe nothing.
    given = answer(project, "generate")
    assert faults("generate", {**given, "more": 1}) and faults("generate", {**given, "status": "done"})
    assert faults("check", given) and faults("error", given)
