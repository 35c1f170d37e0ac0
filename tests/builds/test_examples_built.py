"""The examples that no other test builds, each once: the image that ships, and its tests in the image for them.

The commands of the examples' pages are run as they stand, too.

`flask-ldap` is built by test_article.py; `plain-requirements` and `pyproject-groups` by test_other_layouts.py.
"""

from __future__ import annotations

import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import EXAMPLES, Engine, copy_example
from snippets import Page

ELSEWHERE = {"flask-ldap", "plain-requirements", "pyproject-groups"}


@dataclass(frozen=True)
class Example:
    """What is known of an example beside its files."""

    says: str
    """What the page at its port, or the command, gives."""
    port: int | None = None
    set: str | None = "dev"
    """The requirement set with pytest."""
    folder: str = "."
    """Where its Dockerfile lies."""


BUILT = {
    "c-extension": Example(r"zlib 1\.\d+"),
    "django-assets": Example(r"<li>pears</li>", 8000),
    "fastapi-uv": Example(r'\{"addresses":0\}', 8000),
    "numpy-report": Example(r"no numbers"),
    "poetry-worker": Example(r"libpq \d+ is ready"),
    "uv-workspace/apps/api": Example(r"3 apples", 8000),
    "uv-workspace/apps/jobs": Example(r"packed 2 pears"),
}


@pytest.fixture(scope="module", params=BUILT)
def name(request: pytest.FixtureRequest) -> str:
    """Each example in turn, or each program of one."""
    return str(request.param)


@pytest.fixture(scope="module")
def example(engine: Engine, name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as it is kept, with its generated files."""
    root, _, _ = name.partition("/")
    if root == "django-assets":
        engine.bring_node("node:22-slim", tmp_path_factory.mktemp("node"))
    return copy_example(root, tmp_path_factory.mktemp("examples"), generated=True)


def arguments(name: str) -> tuple[str, ...]:
    """What `docker build` gets to find the Dockerfile."""
    _, _, below = name.partition("/")
    return (f"--file={below}/Dockerfile",) if below else ()


def test_production_does_its_work(engine: Engine, name: str, example: Path) -> None:
    known = BUILT[name]
    image = engine.build(example, name.replace("/", "-"), *arguments(name))
    if known.port is None:
        said = engine.run(image).stdout
        assert re.search(known.says, said), said
        return
    for address in engine.serve(image, known.port):
        with urllib.request.urlopen(address, timeout=5) as answer:
            said = answer.read().decode()
            assert re.search(known.says, said), said
        if name == "django-assets":
            with urllib.request.urlopen(f"{address}/static/shop.js", timeout=5) as answer:
                assert b"classList" in answer.read()


def test_the_image_for_tests_passes_them(engine: Engine, name: str, example: Path) -> None:
    words = ("--target=build", "--build-arg=REQS=dev")
    image = engine.build(example, f"{name.replace('/', '-')}-dev", *words, *arguments(name))
    assert re.search(r"\b1 passed", engine.run(image, "/venv/bin/python", "-m", "pytest").stdout)


def test_every_example_is_built_by_some_test() -> None:
    there = {path.name for path in EXAMPLES.iterdir() if path.is_dir()}
    assert {name.partition("/")[0] for name in BUILT} | ELSEWHERE == there


PAGES = sorted(EXAMPLES.glob("*/README.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.parent.name)
def test_the_commands_of_its_page_do_what_it_says(engine: Engine, page: Path, tmp_path: Path) -> None:
    if page.parent.name == "django-assets":
        engine.bring_node("node:22-slim", tmp_path)
    project = copy_example(page.parent.name, tmp_path, generated=True)
    engine.images.update(re.findall(r"--tag=(\S+)", page.read_text(encoding="utf-8")))
    Page(page).run(project)
