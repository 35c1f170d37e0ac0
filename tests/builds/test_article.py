"""The article's project and its commands, with a real engine."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest
from conftest import Base, Engine, Layer, copy_example, generate

SMALL = 16 * 1024

# Each ELF file of the environment, and what its loader doesn't find.
MISSING_LIBRARIES = """
find /venv -type f | while read -r file; do
    if [ "$(head -c 4 "$file" | od -An -tx1 | tr -d ' ')" = 7f454c46 ]; then
        echo "elf $file"
        ldd "$file" 2>&1 | sed -n 's/^\\t\\(.*\\) => not found.*/missing \\1/p'
    fi
done
"""


@pytest.fixture(scope="module")
def project(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article's project with its generated files."""
    project = copy_example("flask-ldap", tmp_path_factory.mktemp(base.release))
    generate(project, *base.arguments)
    return project


@pytest.fixture(scope="module")
def production(engine: Engine, base: Base, project: Path) -> str:
    """`docker build --tag=myproject .`"""
    return engine.build(project, f"myproject-{base.release}")


@pytest.fixture(scope="module")
def development(engine: Engine, base: Base, project: Path) -> str:
    """`docker build --target=build --build-arg REQS=dev --tag=myproject-dev .`"""
    return engine.build(project, f"myproject-dev-{base.release}", "--target=build", "--build-arg=REQS=dev")


def test_the_container_answers_on_its_port(engine: Engine, production: str) -> None:
    for address in engine.serve(production, 5000):
        with urllib.request.urlopen(f"{address}/dn/cn=anna,dc=example,dc=org", timeout=5) as answer:
            assert json.load(answer) == ["cn=anna", "dc=example", "dc=org"]


def test_it_runs_as_a_numeric_user_without_rights(engine: Engine, production: str) -> None:
    assert engine.config(production)["User"] == "10001:10001"
    seen = engine.run(production, "python", "-c", "import os, ldap; print(os.getuid(), os.access('/venv', os.W_OK))")
    assert seen.stdout.split() == ["10001", "False"]


def test_the_test_image_passes_the_tests(engine: Engine, development: str) -> None:
    assert "2 passed" in engine.run(development, "/venv/bin/pytest").stdout


def test_the_test_image_has_a_shell(engine: Engine, development: str) -> None:
    assert engine.run(development, "bash", "-c", "pwd").stdout == "/project\n"


def test_production_holds_no_compiler_and_no_development_package(engine: Engine, production: str) -> None:
    packages = engine.shell(production, "dpkg-query --show --showformat='${Package}\\n'").split()
    assert "libsasl2-2" in packages
    assert [name for name in packages if name.endswith("-dev")] == []
    compilers = "for c in cc gcc g++ c++ cpp clang ld as make; do command -v $c || true; done"
    assert engine.shell(production, compilers) == ""


def test_production_holds_no_installer_cache_or_source(engine: Engine, production: str) -> None:
    found = engine.shell(
        production,
        "find /venv -name 'pip*' -o -name 'setuptools*' -o -name 'wheel*';"
        "for p in /project /own /wheel /root/.cache /var/lib/apt/lists/* /var/cache/apt/*.bin; do"
        "    [ ! -e $p ] || echo $p; done",
    )
    assert found == ""


def test_every_library_of_the_environment_is_found(engine: Engine, production: str) -> None:
    seen = engine.shell(production, MISSING_LIBRARIES).splitlines()
    assert any("_ldap" in line for line in seen), "the extension module was not looked at"
    assert [line for line in seen if line.startswith("missing")] == []


def test_a_wrong_requirement_set_fails_with_the_right_ones(engine: Engine, project: Path) -> None:
    said = engine.build_fails(project, "--build-arg=REQS=prod")
    assert "REQS=prod is no requirement set of this project: choose one of base, dev" in said


def test_the_builders_own_checks_find_nothing(engine: Engine, project: Path) -> None:
    said = engine.build(project, "check", "--check")
    assert said


@pytest.fixture(scope="module")
def layers(engine: Engine, production: str, tmp_path_factory: pytest.TempPathFactory) -> list[Layer]:
    """The layers of the image before any change."""
    return engine.layers(production, tmp_path_factory.mktemp("layers"))


def rebuilt(engine: Engine, project: Path, tmp_path: Path, *arguments: str) -> list[Layer]:
    return engine.layers(engine.build(project, "rebuilt", *arguments), tmp_path)


def test_an_edited_line_changes_one_small_layer(
    engine: Engine, base: Base, layers: list[Layer], tmp_path: Path
) -> None:
    changed = copy_example("flask-ldap", tmp_path)
    generate(changed, *base.arguments)
    page = changed / "myproject" / "app.py"
    page.write_text(page.read_text().replace("Says which", "Tells which"))
    after = rebuilt(engine, changed, tmp_path)
    assert after[:-1] == layers[:-1]
    assert after[-1].digest != layers[-1].digest
    assert after[-1].size < SMALL


def test_an_edited_test_changes_no_layer(engine: Engine, base: Base, layers: list[Layer], tmp_path: Path) -> None:
    changed = copy_example("flask-ldap", tmp_path)
    generate(changed, *base.arguments)
    test = changed / "tests" / "test_app.py"
    test.write_text(test.read_text() + "\n# another line\n")
    assert rebuilt(engine, changed, tmp_path) == layers


def test_another_requirement_of_the_dev_set_changes_no_layer(
    engine: Engine, base: Base, layers: list[Layer], tmp_path: Path
) -> None:
    changed = copy_example("flask-ldap", tmp_path)
    generate(changed, *base.arguments)
    requirements = changed / "requirements" / "dev.txt"
    requirements.write_text(requirements.read_text() + "colorama\n")
    assert rebuilt(engine, changed, tmp_path) == layers
