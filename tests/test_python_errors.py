"""The errors: what they say, what they carry, and that they survive a trip."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from example_project import copied

import pydockstage
from pydockstage import DockstageError

FAMILIES = [
    pydockstage.DockerfileError,
    pydockstage.FilesError,
    pydockstage.PackageError,
    pydockstage.PlanError,
    pydockstage.ProjectError,
    pydockstage.SpecError,
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    return copied(tmp_path)


def fault(project: Path, written: str = "", **arguments: Any) -> DockstageError:
    """What is raised for a text of pydockstage.toml, or for arguments."""
    pyproject = project / "pyproject.toml"
    if written:
        text = pyproject.read_text(encoding="utf-8")
        pyproject.write_text(text.split("[tool.pydockstage]")[0], encoding="utf-8")
        (project / "pydockstage.toml").write_text(written, encoding="utf-8")
    with pytest.raises(DockstageError) as caught:
        pydockstage.generate(project, **arguments)
    return caught.value


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_is_caught_by_the_base(family: type[DockstageError]) -> None:
    assert issubclass(family, DockstageError)
    assert issubclass(DockstageError, ValueError)


def test_a_fault_in_a_file_has_its_place(project: Path) -> None:
    error = fault(project, 'python = "3.13"\nbase = "debain:trixie"\n')
    assert type(error) is pydockstage.SpecError
    assert (error.code, error.path, error.line, error.column) == ("bad-value", "pydockstage.toml", 2, 8)
    assert error.hints == ('write base = "debian:trixie"',)
    assert '2 | base = "debain:trixie"' in str(error)


def test_a_fault_in_an_argument_has_its_name(project: Path) -> None:
    error = fault(project, default_set=["x"])
    assert (error.code, error.path, error.line, error.column) == ("wrong-type", None, None, None)
    assert error.notes == ("it was given as default_set",)


def test_all_faults_are_told(project: Path) -> None:
    error = fault(project, "bse = 1\ncommand = []\n")
    assert [message.code for message in error.messages] == ["unknown-key", "bad-value"]
    assert str(error) == "\n\n".join(str(message) for message in error.messages)
    first = error.messages[0]
    assert (error.code, error.path, error.line, error.column) == (
        first.code,
        first.path,
        first.line,
        first.column,
    )
    assert (error.notes, error.hints) == (first.notes, first.hints)


@pytest.mark.parametrize(
    ("arguments", "family", "code"),
    [
        ({"command": "flask run"}, pydockstage.SpecError, "wrong-type"),
        ({"spec": {"bse": "debian:trixie"}}, pydockstage.SpecError, "unknown-key"),
        ({"output": "/Dockerfile"}, pydockstage.SpecError, "output-path"),
        ({"output": "../Dockerfile"}, pydockstage.SpecError, "output-path"),
        ({"base": "rhel:9"}, pydockstage.PlanError, "no-base-image"),
        ({"build_packages": ["libldpa2-dev"]}, pydockstage.PackageError, "unknown-package"),
        ({"default_set": "nothing"}, pydockstage.ProjectError, None),
    ],
)
def test_each_room_has_its_family(
    project: Path, arguments: dict[str, Any], family: type[DockstageError], code: str | None
) -> None:
    error = fault(project, **arguments)
    assert type(error) is family
    assert code in (None, error.code)
    assert error.args == (str(error),)


def test_a_folder_that_is_not_there_is_a_project_error(tmp_path: Path) -> None:
    with pytest.raises(pydockstage.ProjectError, match="nowhere"):
        pydockstage.generate(tmp_path / "nowhere")


def test_a_file_in_the_way_is_named(project: Path) -> None:
    (project / "Dockerfile").mkdir()
    with pytest.raises(pydockstage.FilesError) as caught:
        pydockstage.generate(project).write()
    assert (caught.value.code, caught.value.path) == ("not-a-file", "Dockerfile")


def test_an_image_that_is_none_is_a_dockerfile_error(project: Path) -> None:
    plan = pydockstage.generate(project).plan
    stage = pydockstage.Stage(name="base", role="base", image="a\nRUN evil", reason=pydockstage.Reason(text="x"))
    with pytest.raises(pydockstage.DockerfileError):
        plan.__replace__(stages=(stage,)).dockerfile()


def test_an_error_survives_pickling(project: Path) -> None:
    error = fault(project, 'base = "debain:trixie"\n')
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))


@pytest.mark.parametrize("family", [DockstageError, *FAMILIES])
def test_an_error_of_one_s_own_has_the_attributes(family: type[DockstageError]) -> None:
    error = family("my own")
    assert (error.code, error.path, error.line, error.column) == ("", None, None, None)
    assert (error.notes, error.hints, error.messages) == ((), (), ())
    assert str(error) == "my own"
