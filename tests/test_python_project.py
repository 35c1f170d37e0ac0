"""A project that is read once, and planned any number of times."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from example_project import copied

import pydockstage


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    return copied(tmp_path)


def test_its_plan_is_the_one_that_generate_makes(project: Path) -> None:
    read = pydockstage.read(project)
    assert read.plan() == pydockstage.generate(project).plan
    assert read.plan(base="debian:bookworm") == pydockstage.generate(project, base="debian:bookworm").plan
    assert read.plan(default_set="dev") == pydockstage.generate(project, default_set="dev").plan


def test_it_is_read_once(project: Path) -> None:
    read = pydockstage.read(project)
    before = read.plan()
    (project / "requirements" / "extra.txt").write_text("flask\n")
    assert read.plan() == before
    assert "extra" in pydockstage.read(project).sets


def test_it_says_what_it_is(project: Path) -> None:
    read = pydockstage.read(project)
    assert (read.root, read.default_set, list(read.sets)) == (str(project), "base", ["base", "dev"])
    assert repr(read) == f"<Project root={str(project)!r} sets=('base', 'dev')>"
    assert read == pydockstage.read(project)


def test_a_wrong_wish_is_an_error_of_its_family(project: Path) -> None:
    with pytest.raises(pydockstage.PackageError, match="no catalog holds debian:trixy"):
        pydockstage.read(project).plan(base="debian:trixy")


def test_threads_can_plan_with_one_project(project: Path) -> None:
    read = pydockstage.read(project)
    expected = read.plan().dockerfile()
    texts: list[str] = []

    def work() -> None:
        texts.extend(read.plan().dockerfile() for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [expected] * 80
