"""What a change builds anew, for each installer, with a real engine.

By default a sample is tried; `nox -s installers` tries all.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from changes import CHANGES, LAYERS, Change, table
from conftest import Engine, Layer, generate
from test_installers import ALL, module, prepare

IS_ALL = os.environ.get("PYDOCKSTAGE_INSTALLERS") == "all"

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "layers.md"


@pytest.fixture(scope="module", params=ALL if IS_ALL else ("uv", "pip"))
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in the form of each installer in turn; README.md lies there from the start."""
    project = prepare(request.param, tmp_path_factory.mktemp("changes"))
    (project / "README.md").write_text("A project.\n")
    generate(project)
    return project


@pytest.fixture(scope="module")
def before(engine: Engine, project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Layer]:
    """The layers of production."""
    image = engine.build(project, f"changes-{project.name}")
    return engine.layers(image, tmp_path_factory.mktemp("before"))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name.replace(" ", "_"))
def test_a_change_builds_its_own_layers_anew(
    engine: Engine, project: Path, before: list[Layer], change: Change, tmp_path: Path
) -> None:
    changed = tmp_path / project.name
    shutil.copytree(project, changed)
    change.edit(changed)
    if change.is_locked_anew:
        module("make").lock(changed, project.name)
    generate(changed)
    image = engine.build(changed, f"changes-{project.name}-{CHANGES.index(change)}")
    after = engine.layers(image, tmp_path)
    assert len(after) == len(before)
    count = len(LAYERS)
    assert after[:-count] == before[:-count], "the base"
    pairs = zip(LAYERS, before[-count:], after[-count:], strict=True)
    in_metadata = not (project / "requirements").exists() and not (project / "Pipfile").exists()
    expected = change.changed + (change.by_metadata if in_metadata else ())
    assert tuple(name for name, one, other in pairs if one != other) == expected


def test_the_documentation_has_the_table() -> None:
    assert table() in PAGE.read_text()
