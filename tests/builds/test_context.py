"""What travels to the builder and into production, with a real engine: a workspace, and several packages with data."""

from __future__ import annotations

import sys
import urllib.request
from pathlib import Path

import pytest
from conftest import Base, Engine, generate, run

BASE = Base("3.13", "trixie")

BUILD = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n'

FILES = {
    "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*", "libs/*"]\n',
    ".env": "PASSWORD=secret\n",
    "packages/api/pyproject.toml": BUILD
    + '[project]\nname = "api"\nversion = "1.0"\ndependencies = ["common", "fastapi", "uvicorn"]\n\n'
    + '[dependency-groups]\ndev = ["pytest"]\n\n'
    + '[tool.hatch.build.targets.wheel]\npackages = ["api", "texts"]\n\n'
    + "[tool.uv.sources]\ncommon = { workspace = true }\n",
    "packages/api/.env": "PASSWORD=secret\n",
    "packages/api/api/__init__.py": "",
    "packages/api/api/key.pem": "secret\n",
    "packages/api/api/main.py": "from common import NAME\nfrom fastapi import FastAPI\nfrom texts import greeting\n\n"
    + 'app = FastAPI()\n\n\n@app.get("/")\ndef index() -> str:\n    return f"{greeting()}, {NAME}"\n',
    "packages/api/texts/__init__.py": "from importlib.resources import files\n\n\ndef greeting() -> str:\n"
    + '    return (files("texts") / "data" / "greeting.txt").read_text().strip()\n',
    "packages/api/texts/data/greeting.txt": "hello\n",
    "packages/api/tests/test_api.py": "from api.main import index\n\n\ndef test_index() -> None:\n"
    + '    assert index() == "hello, core"\n',
    "libs/common/pyproject.toml": BUILD
    + '[project]\nname = "common"\nversion = "1.0"\ndependencies = ["core"]\n\n'
    + "[tool.uv.sources]\ncore = { workspace = true }\n",
    "libs/common/src/common/__init__.py": "from core import NAME as NAME\n",
    "libs/common/tests/test_common.py": "",
    "libs/core/pyproject.toml": BUILD + '[project]\nname = "core"\nversion = "1.0"\n',
    "libs/core/src/core/__init__.py": 'NAME = "core"\n',
}

DOCKERFILE = "--file=packages/api/Dockerfile"


@pytest.fixture(scope="module")
def workspace(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one application and two libraries, the second of which only the first one knows."""
    if not engine.has_image(BASE.image):
        pytest.skip(f"{BASE.image} can't be had")
    root = tmp_path_factory.mktemp("workspace")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    generate(root, "--all", *BASE.arguments)
    return root


def test_a_member_with_its_neighbours_and_its_data_answers(engine: Engine, workspace: Path) -> None:
    image = engine.build(workspace, "workspace", DOCKERFILE)
    for address in engine.serve(image, 8000):
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.read() == b'"hello, core"'


def test_production_has_no_test_and_no_secret(engine: Engine, workspace: Path) -> None:
    image = engine.build(workspace, "workspace-secrets", DOCKERFILE)
    found = engine.shell(image, "find / -xdev -name 'test_*' -path '*api*' -o -xdev -name .env -o -xdev -name key.pem")
    assert found == ""


def test_a_change_of_a_test_builds_nothing_of_production_again(engine: Engine, workspace: Path, tmp_path: Path) -> None:
    before = engine.layers(engine.build(workspace, "workspace-before", DOCKERFILE), tmp_path)
    test = workspace / "packages/api/tests/test_api.py"
    test.write_text(test.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert engine.layers(engine.build(workspace, "workspace-after", DOCKERFILE), tmp_path) == before


def test_the_build_target_has_the_tests(engine: Engine, workspace: Path) -> None:
    image = engine.build(workspace, "workspace-dev", DOCKERFILE, "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/pytest").stdout


def test_the_files_are_up_to_date(workspace: Path) -> None:
    command = (sys.executable, "-m", "pydockstage", "check", "packages/api", *BASE.arguments)
    assert run(*command, cwd=workspace).returncode == 0
