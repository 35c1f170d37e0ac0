"""Dockerfiles that somebody wrote, read in Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_project import copied

import pydockstage
from pydockstage import Dockerfile, DockerfileError

TEXT = """\
from  python:3.13 as build
# why
run --mount=type=cache,target=/root/.cache pip install \\
    flask
CMD ["python",   "-m", "flask"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    return copied(tmp_path)


def test_instructions_say_what_stands_where() -> None:
    base, run, cmd = Dockerfile(TEXT).instructions
    assert (base.keyword, base.arguments) == ("FROM", ("python:3.13", "AS", "build"))
    assert (run.keyword, run.flags) == ("RUN", ("--mount=type=cache,target=/root/.cache",))
    assert (run.first_line, run.last_line, run.exec_form) == (3, 4, False)
    assert (cmd.arguments, cmd.exec_form) == (("python", "-m", "flask"), True)


def test_two_that_mean_the_same_are_equal() -> None:
    dockerfile = Dockerfile(TEXT)
    again = Dockerfile(str(dockerfile))
    assert again == dockerfile
    assert str(again) == str(dockerfile) == dockerfile.text
    assert "# why\n" in dockerfile.text
    assert dockerfile != Dockerfile("FROM scratch\n")


def test_a_generated_file_is_in_that_form_already(project: Path) -> None:
    text = pydockstage.generate(project).dockerfile
    assert str(Dockerfile(text)) == text


def test_what_is_no_dockerfile_has_its_place() -> None:
    with pytest.raises(DockerfileError) as caught:
        Dockerfile("FROM scratch\nRUM x\n")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("Dockerfile", 2, 1)
    assert caught.value.hints
