"""What a change builds anew, for each installer, with a real engine.

By default a sample is tried; `nox -s installers` tries all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path

import pytest
from changes import CHANGES, LAYERS, Change, table
from conftest import Engine, Layer, generate
from test_installers import ALL, module, prepare

IS_ALL = os.environ.get("PYDOCKSTAGE_INSTALLERS") == "all"

# The layer that holds no file, which every registry has: an archive of nothing. `WORKDIR` makes it for a folder that is
# already there.
NOTHING = f"sha256:{hashlib.sha256(bytes(1024)).hexdigest()}"

# How often a change is measured where the builder may have dropped steps meanwhile.
ATTEMPTS = 3

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


def different(before: list[Layer], after: list[Layer]) -> tuple[str, ...]:
    """The layers on top of the base that differ; the base itself never may."""
    before, after = ([layer for layer in layers if layer.digest != NOTHING] for layers in (before, after))
    count = len(LAYERS)
    assert len(after) == len(before)
    assert after[:-count] == before[:-count], "the base"
    pairs = zip(LAYERS, before[-count:], after[-count:], strict=True)
    return tuple(name for name, one, other in pairs if one != other)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name.replace(" ", "_"))
def test_a_change_builds_its_own_layers_anew(
    engine: Engine, project: Path, before: list[Layer], change: Change, tmp_path: Path
) -> None:
    if not (project / change.needs).exists():
        pytest.skip(f"the project has no {change.needs}")
    changed = tmp_path / project.name
    shutil.copytree(project, changed)
    change.edit(changed)
    if change.is_locked_anew:
        module("make").lock(changed, project.name)
    generate(changed)
    in_metadata = not (project / "requirements").exists() and not (project / "Pipfile").exists()
    expected = change.changed + (change.by_metadata if in_metadata else ())
    name = f"changes-{project.name}-{CHANGES.index(change)}"
    found = different(before, engine.layers(engine.build(changed, name), tmp_path))
    # A builder short of room drops any step, even one of a tagged image, and makes it anew whatever has changed.
    # So both are built again, one right after the other, with a user that no step in the cache is of.
    for attempt in range(1, ATTEMPTS):
        if found == expected:
            break
        user = uuid.uuid4().int % 20000 + 20000
        layers = []
        for state, folder in (("before", project), ("after", changed)):
            copy = tmp_path / f"{state}-{attempt}" / project.name
            shutil.copytree(folder, copy)
            spec = copy / "pydockstage.toml"
            spec.write_text(f'user = "{user}:0"\n{spec.read_text()}')
            generate(copy)
            layers.append(engine.layers(engine.build(copy, f"{name}-{state}-{attempt}"), tmp_path))
        found = different(*layers)
    assert found == expected


def test_the_documentation_has_the_table() -> None:
    assert table() in PAGE.read_text()
