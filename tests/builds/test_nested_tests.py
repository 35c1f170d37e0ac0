"""Tests among the code of a project that is no package: none ships, and the build target runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Base, Engine, copy_example, generate
from test_portable import Buildah, buildah

__all__ = ["buildah"]

BASE = Base("3.13", "trixie")

FILES = {
    "prices/__init__.py": "",
    "prices/total.py": "from prices.ab_test import RATE\n\nTOTAL = RATE * 2\n",
    "prices/ab_test.py": "RATE = 21\n",
    "prices/test_total.py": "from prices.total import TOTAL\n\n\ndef test_total() -> None:\n    assert TOTAL == 42\n",
    "prices/tests.py": "",
    "prices/my orders/tests/test_more.py": "def test_more() -> None:\n    pass\n",
    "prices/my orders/tests/data/kept.txt": "kept\n",
    "prices/my orders/list.txt": "",
}

SHIPS = """\
prices/__init__.py
prices/ab_test.py
prices/my orders/list.txt
prices/my orders/tests/data/kept.txt
prices/total.py
web.py
"""

LIST = "cd /project && find . -type f ! -name '*.pyc' | sed 's|^./||' | LC_ALL=C sort"


def project(folder: Path, *arguments: str) -> Path:
    """A script beside its requirements, with a folder of code that has tests in it."""
    root = copy_example("plain-requirements", folder)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    spec = root / "pydockstage.toml"
    rest = spec.read_text(encoding="utf-8")
    spec.write_text('keep = ["prices/my orders/tests/data"]\n' + rest, encoding="utf-8")
    generate(root, *BASE.arguments, *arguments)
    return root


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The project, and the image that ships."""
    root = project(tmp_path_factory.mktemp("nested"))
    return root, engine.build(root, "nested")


def test_no_test_ships_but_what_is_imported_or_kept(engine: Engine, built: tuple[Path, str]) -> None:
    _, image = built
    assert engine.shell(image, LIST) == SHIPS
    assert engine.run(image, "python", "-c", "from prices.total import TOTAL; print(TOTAL)").stdout == "42\n"


def test_the_build_target_runs_them(engine: Engine, built: tuple[Path, str]) -> None:
    root, _ = built
    image = engine.build(root, "nested-dev", "--target=build", "--build-arg=REQS=dev")
    assert "2 passed" in engine.run(image, "/venv/bin/pytest", "prices").stdout


def test_one_more_test_changes_no_line_and_no_layer(engine: Engine, built: tuple[Path, str], tmp_path: Path) -> None:
    root, image = built
    changed = tmp_path / "changed"
    shutil.copytree(root, changed)
    (changed / "prices/test_another.py").write_text("", encoding="utf-8")
    before = (root / "Dockerfile").read_bytes()
    generate(changed, *BASE.arguments)
    assert (changed / "Dockerfile").read_bytes() == before
    after = engine.build(changed, "nested-changed")
    assert engine.layers(after, tmp_path) == engine.layers(image, tmp_path)


def test_no_test_ships_in_the_portable_dialect(buildah: Buildah, engine: Engine, tmp_path: Path) -> None:
    root = project(tmp_path, "--dialect=portable")
    image = buildah.build(root, "nested-portable")
    assert engine.shell(image, LIST) == SHIPS
