"""Questions to the catalog of system packages."""

from __future__ import annotations

import pytest

import pydockstage


@pytest.mark.parametrize(
    ("release", "runtime"),
    [("debian:bookworm", ["libldap-2.5-0"]), ("debian:trixie", ["libldap2"])],
)
def test_the_runtime_half_goes_by_the_release(release: str, runtime: list[str]) -> None:
    assert pydockstage.runtime_packages("libldap2-dev", on=release) == runtime


def test_a_tool_has_no_runtime_half() -> None:
    assert pydockstage.runtime_packages("gcc", on="debian:trixie") == []


def test_a_mistyped_package_is_met_with_the_nearest() -> None:
    with pytest.raises(pydockstage.PackageError) as caught:
        pydockstage.runtime_packages("libldpa2-dev", on="debian:trixie")
    assert caught.value.code == "unknown-package"
    assert "libldap2-dev" in caught.value.hints[0]


@pytest.mark.parametrize(("package", "release"), [("a b", "debian:trixie"), ("gcc", "trixie"), ("gcc", "debian:sarge")])
def test_a_name_that_is_none_is_refused(package: str, release: str) -> None:
    with pytest.raises(pydockstage.PackageError):
        pydockstage.runtime_packages(package, on=release)


def test_a_python_distribution_s_needs_are_known_in_any_spelling() -> None:
    needs = pydockstage.package_needs("Python_LDAP", on="debian:trixie")
    assert needs is not None
    assert "libldap2" in needs.runtime
    assert "gcc" in needs.tools
    assert needs.mode == "linked"
    assert needs == pydockstage.package_needs("python-ldap", on="debian:trixie", extras=())


def test_an_extra_changes_the_needs() -> None:
    plain = pydockstage.package_needs("psycopg", on="debian:trixie")
    binary = pydockstage.package_needs("psycopg", on="debian:trixie", extras=["binary"])
    assert plain is not None
    assert plain.runtime == ("libpq5",)
    assert binary is None or binary.runtime == ()


def test_nothing_is_known_of_what_is_unknown() -> None:
    assert pydockstage.package_needs("no-such-distribution", on="debian:trixie") is None
    assert pydockstage.library_owner("libnothing.so.0", on="debian:trixie") is None


def test_a_library_has_its_owner() -> None:
    assert pydockstage.library_owner("libldap.so.2", on="debian:trixie") == ["libldap2"]
