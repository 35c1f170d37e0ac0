"""What the build itself refuses to ship, with a real engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Base, Engine, Layer, copy_example, generate

# An empty tar archive: what a step that changes nothing makes of itself.
EMPTY_LAYER = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"

WITHOUT_LIBRARY = 'mapping = { "libldap2-dev" = [], "libsasl2-dev" = [] }\n'


def example(folder: Path, base: Base, *, guard: str = "", system: str = "") -> Path:
    """The article's project with more in its spec, generated for a base."""
    project = copy_example("flask-ldap", folder)
    pyproject = project / "pyproject.toml"
    text = pyproject.read_text().replace("expose = [5000]\n", f"expose = [5000]\n{guard}")
    pyproject.write_text(text + system)
    generate(project, *base.arguments)
    return project


def plain(said: str) -> str:
    """What the builder said, without the numbers and times before each line."""
    return re.sub(r"^(#\d+ )?\d+\.\d+ ", "", said, flags=re.MULTILINE)


def test_a_missing_library_fails_the_build_and_is_named_with_its_package(
    engine: Engine, base: Base, tmp_path: Path
) -> None:
    said = plain(engine.build_fails(example(tmp_path, base, system=WITHOUT_LIBRARY), "--progress=plain"))
    library, package = {"bookworm": ("libldap-2.5.so.0", "libldap-2.5-0"), "trixie": ("libldap.so.2", "libldap2")}[
        base.release
    ]
    assert f"{library} is missing" in said
    assert "/_ldap.cpython-" in said
    assert f'the package {package} has it: add "{package}" to runtime in [tool.pydockstage.system]' in said
    assert "guard = false in [tool.pydockstage]" in said


def test_the_build_stage_is_not_guarded(engine: Engine, base: Base, tmp_path: Path) -> None:
    project = example(tmp_path, base, system=WITHOUT_LIBRARY)
    image = engine.build(project, f"unguarded-build-{base.release}", "--target=build", "--build-arg=REQS=dev")
    assert "2 passed" in engine.run(image, "/venv/bin/pytest").stdout


def test_a_project_that_cannot_be_imported_fails_the_build(engine: Engine, base: Base, tmp_path: Path) -> None:
    project = example(tmp_path, base)
    (project / "myproject" / "__init__.py").write_text("import os\n\nKEY = os.environ['SIGNING_KEY']\n")
    said = plain(engine.build_fails(project, "--progress=plain"))
    assert "myproject can't be imported:" in said
    assert "KeyError: 'SIGNING_KEY'" in said
    assert 'guard = "libraries"' in said


@pytest.fixture(scope="module")
def guarded(engine: Engine, base: Base, tmp_path_factory: pytest.TempPathFactory) -> list[Layer]:
    """The layers of the image that was checked."""
    folder = tmp_path_factory.mktemp(f"guarded-{base.release}")
    image = engine.build(example(folder, base), f"guarded-{base.release}")
    return engine.layers(image, folder)


def test_the_guard_adds_nothing(engine: Engine, base: Base, guarded: list[Layer], tmp_path: Path) -> None:
    image = engine.build(example(tmp_path, base, guard="guard = false\n"), f"unguarded-{base.release}")
    assert guarded == engine.layers(image, tmp_path)
    assert EMPTY_LAYER not in [layer.digest for layer in guarded]


def test_an_import_is_left_out_by_the_owners_word(engine: Engine, base: Base, tmp_path: Path) -> None:
    project = example(tmp_path, base, guard='guard = "libraries"\n')
    (project / "myproject" / "__init__.py").write_text("raise RuntimeError\n")
    engine.build(project, f"libraries-{base.release}")


def test_what_an_import_writes_does_not_ship(engine: Engine, base: Base, tmp_path: Path) -> None:
    project = example(tmp_path, base)
    init = project / "myproject" / "__init__.py"
    init.write_text("from pathlib import Path\n\nPath('/tmp/imported').write_text('x')\n")
    image = engine.build(project, f"writes-{base.release}")
    assert engine.shell(image, "ls -A /tmp") == ""
