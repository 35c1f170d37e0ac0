"""Requirements that lie in the project itself, with a real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Engine, generate

FILES = {
    "pyproject.toml": """
        [build-system]
        requires = ["setuptools>=77"]
        build-backend = "setuptools.build_meta"
        [project]
        name = "whole"
        version = "1"
        [tool.setuptools]
        packages = ["whole"]
        [tool.pydockstage]
        python = "3.13"
        command = ["python", "-c", "import whole; print(whole.parts())"]
        """,
    "whole/__init__.py": """
        import copied, linked
        def parts():
            return copied.NAME, linked.NAME
        """,
    "requirements/base.txt": """
        # folders of the project, relative to its root as pip has it
        ./libs/copied
        -e ./libs/linked  # a link to a source would point nowhere in production
        """,
    "requirements/dev.txt": """
        -r base.txt
        -e .
        pytest
        """,
    "libs/copied/pyproject.toml": """
        [project]
        name = "copied"
        version = "1"
        [tool.setuptools]
        py-modules = ["copied"]
        """,
    "libs/copied/copied.py": 'NAME = "copied"\n',
    "libs/linked/pyproject.toml": """
        [project]
        name = "linked"
        version = "1"
        [tool.setuptools]
        py-modules = ["linked"]
        """,
    "libs/linked/linked.py": 'NAME = "linked"\n',
    "tests/test_whole.py": """
        import whole
        def test_parts():
            assert whole.parts() == ("copied", "linked")
        """,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two folders that its requirements name, and itself among those of its dev set."""
    project = tmp_path_factory.mktemp("local")
    for name, text in FILES.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.strip("\n").splitlines()
        indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
        path.write_text("".join(f"{line[indent:]}\n" for line in lines))
    generate(project)
    return project


def test_folders_ship_as_copies(engine: Engine, project: Path) -> None:
    image = engine.build(project, "local")
    assert engine.run(image).stdout == "('copied', 'linked')\n"


def test_the_project_among_its_own_requirements_is_installed_once(engine: Engine, project: Path) -> None:
    image = engine.build(project, "local-dev", "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/pytest", "tests").stdout
    assert engine.run(image, "python", "-c", "import whole; print(whole.__file__)").stdout.startswith("/project/whole")
