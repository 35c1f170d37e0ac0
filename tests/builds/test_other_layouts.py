"""The article's plainer cousins, with a real engine."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from conftest import Base, Engine, copy_example, generate


@pytest.fixture(scope="module")
def trixie(engine: Engine) -> Base:
    """One base: the layouts differ, not the releases."""
    return Base("3.13", "trixie")


@pytest.fixture(scope="module")
def plain(trixie: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """requirements.txt beside a script, and nothing to install."""
    project = copy_example("plain-requirements", tmp_path_factory.mktemp("plain"))
    generate(project, *trixie.arguments)
    return project


@pytest.fixture(scope="module")
def declared(trixie: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pyproject.toml with dependencies, an extra and groups, without any pydockstage setting."""
    project = copy_example("pyproject-groups", tmp_path_factory.mktemp("declared"))
    generate(project, *trixie.arguments)
    return project


def test_a_script_beside_its_requirements_answers(engine: Engine, plain: Path) -> None:
    image = engine.build(plain, "plain")
    for address in engine.serve(image, 8000):
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.read() == b"hello\n"


def test_nothing_compiles_so_there_is_no_toolchain(plain: Path) -> None:
    assert "apt-get" not in (plain / "Dockerfile").read_text()


def test_the_dev_set_of_root_files_runs_the_tests(engine: Engine, plain: Path) -> None:
    image = engine.build(plain, "plain-dev", "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/pytest").stdout


def test_the_console_script_runs(engine: Engine, declared: Path) -> None:
    image = engine.build(declared, "declared")
    assert engine.run(image).stdout == "Hello, world!\n"
    assert engine.run(image, "greet", "Anna").stdout == "Hello, Anna!\n"


def test_production_has_the_dependencies_and_no_group(engine: Engine, declared: Path) -> None:
    image = engine.build(declared, "declared-list")
    program = "import importlib.metadata as m; print(*sorted(d.name for d in m.distributions(path=['PATH'])))"
    venv = "/venv/lib/python3.13/site-packages"
    installed = engine.run(image, "python", "-c", program.replace("PATH", venv)).stdout.split()
    assert sorted(name.lower() for name in installed) == ["greeter", "markdown-it-py", "mdurl", "pygments", "rich"]


def test_a_group_that_includes_another_runs_the_tests(engine: Engine, declared: Path) -> None:
    image = engine.build(declared, "declared-dev", "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/pytest").stdout
    assert engine.run(image, "python", "-c", "import pytest_cov").returncode == 0


def test_an_extra_is_a_set(engine: Engine, declared: Path) -> None:
    image = engine.build(declared, "declared-extra", "--build-arg=REQS=shout")
    assert engine.run(image, "python", "-c", "import cowsay").returncode == 0


def test_another_setting_in_pyproject_installs_nothing_again(
    engine: Engine, declared: Path, trixie: Base, tmp_path: Path
) -> None:
    before = engine.layers(engine.build(declared, "declared-before"), tmp_path)
    changed = copy_example("pyproject-groups", tmp_path)
    pyproject = changed / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + "\n[tool.ruff]\nline-length = 100\n")
    generate(changed, *trixie.arguments)
    after = engine.layers(engine.build(changed, "declared-after"), tmp_path)
    assert after == before
