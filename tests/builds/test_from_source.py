"""A sample of `from_source.py`: distributions without a wheel, with nothing named by hand, with a real engine."""

from __future__ import annotations

import pytest
from conftest import Base, Engine, generate
from from_source import CASES, Result, built, measured

SAMPLE = [case for case in CASES if case.name in ("python-ldap", "psycopg2", "mysqlclient", "python-magic")]


@pytest.fixture(scope="module")
def image(engine: Engine, base: Base) -> str:
    """An image of a project that says nothing but what it requires."""
    tag = engine.tag(f"from-source-{base.release}")
    built(SAMPLE, (base.python, base.release), tag, generate)
    return tag


@pytest.fixture(scope="module")
def results(image: str, base: Base) -> dict[str, Result]:
    """What was seen of each distribution."""
    return measured(SAMPLE, image, (base.python, base.release), None)


@pytest.mark.parametrize("name", [case.name for case in SAMPLE])
def test_it_loads_in_production_and_misses_nothing(results: dict[str, Result], name: str) -> None:
    assert results[name].failed == ""
    assert results[name].missing == []


@pytest.mark.parametrize("name", [case.name for case in SAMPLE if case.name != "python-magic"])
def test_its_packages_are_hardly_more_than_its_files_link_to(results: dict[str, Result], name: str) -> None:
    assert results[name].added_kib <= 1.10 * results[name].exact_kib


def test_production_has_no_development_package(engine: Engine, image: str) -> None:
    packages = engine.shell(image, "dpkg-query --show --showformat='${Package}\\n'").split()
    assert "libpq5" in packages
    assert [name for name in packages if name.endswith("-dev")] == []
