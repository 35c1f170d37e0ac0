"""Distributions that have no wheel, with nothing named by hand, with a real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Base, Engine, generate

IMPORTS = {"python-ldap": "ldap", "psycopg2": "psycopg2", "mysqlclient": "MySQLdb"}


@pytest.fixture(scope="module")
def image(engine: Engine, base: Base, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An image of a project that says nothing but what it requires."""
    project: Path = tmp_path_factory.mktemp(f"compiles-{base.release}")
    (project / "requirements.txt").write_text("".join(f"{name}\n" for name in IMPORTS))
    (project / "pydockstage.toml").write_text('command = ["python"]\n')
    generate(project, *base.arguments)
    return engine.build(project, f"compiles-{base.release}")


@pytest.mark.parametrize("module", IMPORTS.values())
def test_it_is_imported_in_production(engine: Engine, image: str, module: str) -> None:
    assert engine.run(image, "python", "-c", f"import {module}").returncode == 0


def test_production_has_no_development_package(engine: Engine, image: str) -> None:
    packages = engine.shell(image, "dpkg-query --show --showformat='${Package}\\n'").split()
    assert "libpq5" in packages
    assert [name for name in packages if name.endswith("-dev")] == []
