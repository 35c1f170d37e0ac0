"""A workspace of uv with its lock file, with a real engine: three members, and a folder that only one of them names."""

from __future__ import annotations

import json
import shutil
import urllib.request
from pathlib import Path

import lock_oracle
import pytest
import tomllib
from conftest import Base, Engine, generate
from test_installers import INSTALLED, PROJECTS, hosts

BASE = Base("3.13", "trixie")
DOCKERFILE = "--file=packages/api/Dockerfile"


@pytest.fixture(scope="module")
def workspace(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, with its generated files."""
    if not engine.has_image(BASE.image):
        pytest.skip(f"{BASE.image} can't be had")
    root = tmp_path_factory.mktemp("locked") / "workspace"
    shutil.copytree(PROJECTS / "uv_workspace", root)
    lock = root / "uv.lock"
    lock.write_text(hosts().to_index(lock.read_text()))
    generate(root, "--all")
    return root


@pytest.fixture(scope="module")
def production(engine: Engine, workspace: Path) -> str:
    """`docker build --file=packages/api/Dockerfile .`"""
    return engine.build(workspace, "locked-workspace", DOCKERFILE)


def test_the_member_answers_with_what_its_neighbours_have(engine: Engine, production: str) -> None:
    for address in engine.serve(production, 8000):
        with urllib.request.urlopen(f"{address}/dn/cn=anna,dc=example", timeout=5) as answer:
            assert json.load(answer) == ["<cn=anna>", "<dc=example>"]


def test_production_has_the_lock_s_versions_and_the_neighbours(
    engine: Engine, workspace: Path, production: str
) -> None:
    expected = lock_oracle.uv(tomllib.loads((workspace / "uv.lock").read_text()), "api")
    assert json.loads(engine.run(production, "python", "-c", INSTALLED).stdout) == expected


def test_the_dev_group_has_a_neighbour_of_its_own(engine: Engine, workspace: Path) -> None:
    image = engine.build(workspace, "locked-workspace-dev", DOCKERFILE, "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/pytest").stdout


@pytest.mark.parametrize(
    ("file", "layers"),
    [
        ("packages/api/api/app.py", 1),
        ("packages/common/src/common/__init__.py", 1),
        ("vendor/labels/src/labels/__init__.py", 1),
        ("packages/doubles/src/doubles/__init__.py", 0),
        ("packages/common/tests/test_common.py", 0),
        ("packages/api/tests/test_app.py", 0),
    ],
)
def test_a_change_leaves_the_dependencies(
    engine: Engine, workspace: Path, production: str, tmp_path: Path, file: str, layers: int
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(workspace, changed)
    with (changed / file).open("a") as opened:
        opened.write("\nCHANGED = True\n")
    before = engine.layers(production, tmp_path)
    name = f"locked-workspace-{Path(file).stem.strip('_')}-{layers}-{len(file)}"
    after = engine.layers(engine.build(changed, name, DOCKERFILE), tmp_path)
    assert len(after) == len(before)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == layers
    assert before[:-1] == after[:-1]


def test_a_lock_file_that_is_out_of_date_fails_the_build(engine: Engine, workspace: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(workspace, changed)
    metadata = changed / "packages/common/pyproject.toml"
    metadata.write_text(metadata.read_text().replace('"labels", ', '"labels", "click>=8", '))
    said = engine.build_fails(changed, DOCKERFILE)
    assert "needs to be updated" in said
