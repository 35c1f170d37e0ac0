"""Repositories that the distributions' own tools made, read by `pydockstage catalog add` and used by name."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import pydockstage

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "flask-ldap"

SPEC = """
Name: acme
Version: 1.0
Release: 1
Summary: A library
License: MIT
%description
A library.
%package devel
Summary: Its headers
Requires: acme = %{version}
%description devel
Its headers.
%install
mkdir -p %{buildroot}/usr/lib64 %{buildroot}/usr/include
gcc -shared -Wl,-soname,libacme.so.3 -o %{buildroot}/usr/lib64/libacme.so.3.1 -x c /dev/null
ln -s libacme.so.3.1 %{buildroot}/usr/lib64/libacme.so.3
ln -s libacme.so.3 %{buildroot}/usr/lib64/libacme.so
echo '#define ACME 1' > %{buildroot}/usr/include/acme.h
%files
/usr/lib64/libacme.so.3*
%files devel
/usr/lib64/libacme.so
/usr/include/acme.h
"""


def needs(*tools: str) -> None:
    """Skips where a tool of the distributions is missing, or fails where PYDOCKSTAGE_REQUIRE_ENGINE=1 asks for all."""
    miss = pytest.fail if os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1" else pytest.skip
    for tool in tools:
        if shutil.which(tool) is None:
            miss(f"{tool} is not installed")


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pydockstage_command(*arguments: str | Path, cwd: Path) -> str:
    return run(sys.executable, "-m", "pydockstage", *arguments, cwd=cwd)


@pytest.fixture(autouse=True)
def own_catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogs of this machine's user stay as they are."""
    monkeypatch.setenv("PYDOCKSTAGE_CACHE_DIR", str(tmp_path / "cache"))


def test_a_repository_of_createrepo_c(tmp_path: Path) -> None:
    needs("rpmbuild", "createrepo_c", "gcc")
    (tmp_path / "acme.spec").write_text(SPEC, encoding="utf-8")
    run("rpmbuild", "-bb", "--define", f"_topdir {tmp_path / 'rpm'}", "acme.spec", cwd=tmp_path)
    repository = tmp_path / "rpm" / "RPMS"
    run("createrepo_c", repository, cwd=tmp_path)
    said = pydockstage_command("catalog", "add", "centos:stream9", "--from", repository, cwd=tmp_path)
    assert said.startswith("centos:stream9: added, index of 20")
    assert pydockstage.runtime_packages("acme-devel", on="centos:stream9") == ["acme"]
    assert pydockstage.library_owner("libacme.so.3", on="centos:stream9") == ["acme"]
    with pytest.raises(pydockstage.PackageError) as caught:
        pydockstage.runtime_packages("acme-dev", on="centos:stream9")
    assert "acme-devel" in caught.value.hints[0]


def test_a_repository_of_createrepo_c_drives_a_generated_file(tmp_path: Path) -> None:
    needs("rpmbuild", "createrepo_c", "gcc")
    (tmp_path / "acme.spec").write_text(SPEC, encoding="utf-8")
    run("rpmbuild", "-bb", "--define", f"_topdir {tmp_path / 'rpm'}", "acme.spec", cwd=tmp_path)
    repository = tmp_path / "rpm" / "RPMS"
    run("createrepo_c", repository, cwd=tmp_path)
    pydockstage_command("catalog", "add", "centos:stream9", "--from", repository, cwd=tmp_path)
    assert_drives_a_file(tmp_path / "project", "centos:stream9", "acme-devel", "acme")


def assert_drives_a_file(project: Path, base: str, development: str, runtime: str) -> None:
    """The development package is named in the stage that compiles, its runtime half in the image that ships."""
    (project / "shop").mkdir(parents=True)
    (project / "shop" / "__init__.py").write_text("")
    (project / "pyproject.toml").write_text(
        '[project]\nname = "shop"\nversion = "1"\n[build-system]\nrequires = ["setuptools"]\n'
        'build-backend = "setuptools.build_meta"\n[tool.pydockstage]\npython = "3.12"\n'
        f'base = "{base}"\ncommand = ["python", "-m", "shop"]\n[tool.pydockstage.system]\nbuild = ["{development}"]\n'
    )
    generation = pydockstage.generate(project)
    stage = re.compile(r"^FROM [^\n]* AS (\S+)\n(.*?)(?=^FROM |\Z)", re.MULTILINE | re.DOTALL)
    stages = {name: re.findall(r"[\w.+-]+", text) for name, text in stage.findall(generation.dockerfile)}
    # Production stands on the stage `runtime`, which holds the packages that it needs.
    assert runtime in stages["runtime"], generation.dockerfile
    assert development not in stages["runtime"] + stages["production"], generation.dockerfile
    assert development in stages["toolchain"], generation.dockerfile
    assert any("a catalog of your own" in note for note in generation.plan.notes)


def deb(folder: Path, control: str, files: dict[str, str | bytes]) -> None:
    """Packs a package; a text is where a link leads."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            place.symlink_to(content)
        else:
            place.write_bytes(content)
    (folder / "DEBIAN").mkdir()
    (folder / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    run("dpkg-deb", "--build", "--root-owner-group", folder, folder.parent, cwd=folder.parent)
    shutil.rmtree(folder)


def debs(folder: Path) -> None:
    """A library with another name than its link, as a private repository may have one."""
    libraries = "usr/lib/x86_64-linux-gnu"
    head = "Version: 1.0\nArchitecture: amd64\nMaintainer: A <a@example.org>\nDescription: a library\n"
    deb(
        folder / "runtime",
        f"Package: libldap-acme7\nSource: acme\nSection: libs\n{head}",
        {f"{libraries}/libldap-acme.so.7": b"\x7fELF"},
    )
    deb(
        folder / "development",
        f"Package: libldap2-dev\nSource: acme\nSection: libdevel\nDepends: libldap-acme7 (= 1.0)\n{head}",
        {f"{libraries}/libldap.so": "libldap-acme.so.7", "usr/include/ldap.h": b"\n"},
    )


def generated(cwd: Path, base: str) -> pydockstage.Generation:
    project = Path(shutil.copytree(EXAMPLE, cwd / "project"))
    return pydockstage.generate(project, base=base)


def test_a_flat_repository_of_dpkg_scanpackages_drives_a_generated_file(tmp_path: Path) -> None:
    needs("dpkg-deb", "dpkg-scanpackages")
    repository = tmp_path / "repository"
    repository.mkdir()
    debs(repository)
    (repository / "Packages").write_text(run("dpkg-scanpackages", ".", cwd=repository), encoding="utf-8")
    pydockstage_command("catalog", "add", "debian:trixie", "--from", repository, "--extend", cwd=tmp_path)
    generation = generated(tmp_path, "debian:trixie")
    assert "libldap-acme7" in generation.dockerfile
    assert "libsasl2-2" in generation.dockerfile
    assert any("a catalog of your own" in note for note in generation.plan.notes)
    pydockstage_command("catalog", "remove", "debian:trixie", cwd=tmp_path)
    again = pydockstage.generate(tmp_path / "project", base="debian:trixie")
    assert "libldap-acme7" not in again.dockerfile
    assert not any("a catalog of your own" in note for note in again.plan.notes)


def test_a_suite_of_apt_ftparchive(tmp_path: Path) -> None:
    needs("dpkg-deb", "apt-ftparchive")
    mirror = tmp_path / "mirror"
    pool = mirror / "pool"
    pool.mkdir(parents=True)
    debs(pool)
    suite = mirror / "dists" / "noble"
    index = suite / "main" / "binary-amd64"
    index.mkdir(parents=True)
    (index / "Packages").write_text(run("apt-ftparchive", "packages", "pool", cwd=mirror), encoding="utf-8")
    (suite / "main" / "Contents-amd64").write_text(
        run("apt-ftparchive", "contents", "pool", cwd=mirror), encoding="utf-8"
    )
    run("gzip", "-k", index / "Packages", cwd=mirror)
    release = run("apt-ftparchive", "-o", "APT::FTPArchive::Release::Components=main", "release", suite, cwd=mirror)
    (suite / "Release").write_text(release, encoding="utf-8")
    command = ("catalog", "add", "ubuntu:noble", "--from", mirror, "--open")
    assert pydockstage_command(*command, cwd=tmp_path).startswith("ubuntu:noble: added, index of 20")
    assert pydockstage.runtime_packages("libldap2-dev", on="ubuntu:noble") == ["libldap-acme7"]
    # The digests of Release hold: an index that is another one is refused, and the catalog stays.
    os.unlink(index / "Packages.gz")
    (index / "Packages").write_text("Package: other-dev\nSection: libdevel\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pydockstage", *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "error[index-corrupt]" in done.stderr
    assert pydockstage.runtime_packages("libldap2-dev", on="ubuntu:noble") == ["libldap-acme7"]


def test_an_apkindex_with_its_signature_before_it(tmp_path: Path) -> None:
    """Debian has no tool that makes one; the form is that of abuild's: two gzip streams, the signature's first."""
    index = (
        "C:Q1aaaa=\nP:acme-libs\nV:1.0-r0\nA:x86_64\no:acme\nt:1764028800\np:so:libacme.so.3=3.1\n\n"
        "C:Q1bbbb=\nP:acme-dev\nV:1.0-r0\nA:x86_64\no:acme\nt:1764028800\nD:acme-libs=1.0-r0 pkgconfig\n\n"
    )

    def stream(name: str, text: str) -> bytes:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
        return packed.getvalue()

    folder = tmp_path / "repository" / "v3.22" / "main" / "x86_64"
    folder.mkdir(parents=True)
    signed = stream(".SIGN.RSA.acme.rsa.pub", "x" * 256) + stream("APKINDEX", index)
    (folder / "APKINDEX.tar.gz").write_bytes(signed)
    said = pydockstage_command("catalog", "add", "alpine:3.22", "--from", tmp_path / "repository", cwd=tmp_path)
    assert said == "alpine:3.22: added, index of 2025-11-25, amd64\n"
    assert pydockstage.runtime_packages("acme-dev", on="alpine:3.22") == ["acme-libs"]
    assert pydockstage.library_owner("libacme.so.3", on="alpine:3.22") == ["acme-libs"]
    assert_drives_a_file(tmp_path / "project", "alpine:3.22", "acme-dev", "acme-libs")
