"""Bases whose Python is no official image's, built and run: Debian's own, one that `dnf` installs, one that uv manages.

There is no image of Red Hat's kin to be had everywhere, so Debian's own dnf stands in for theirs, with a repository of
packages that hold a file each. It shows that the commands are understood and that the result runs; not what is in the
packages of CentOS. Nor can uv's archives be had everywhere: one of the official image's Python stands in.
"""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

import pytest
from conftest import Engine, generate
from dnf_stand_in import holding_a_file, stand_in

AUTHORITIES = sorted(Path("/usr/local/share/ca-certificates").glob("*.crt"))
"""What this machine trusts beside the usual: a bare image knows nothing of it."""

APPLICATION = """\
import sys
import markupsafe._speedups

print(sys.base_prefix, *sys.version_info[:2], markupsafe._speedups.__file__)
"""


def project(folder: Path, spec: str) -> Path:
    """A project with one requirement that brings a compiled module, and the certificates of this machine."""
    folder.mkdir()
    (folder / "app.py").write_text(APPLICATION)
    (folder / "requirements.txt").write_text("markupsafe==3.0.3\n")
    for authority in AUTHORITIES:
        shutil.copy(authority, folder)
    names = ", ".join(f'"{authority.name}"' for authority in AUTHORITIES)
    trusted = f"certificates = [{names}]\n" if names else ""
    (folder / "pydockstage.toml").write_text(f'command = ["python", "app.py"]\n{trusted}{spec}')
    return folder


def test_debians_own_python(engine: Engine, tmp_path: Path) -> None:
    if not engine.has_image("debian:trixie-slim"):
        pytest.skip("debian:trixie-slim can't be had")
    folder = project(tmp_path / "project", 'base = "debian:trixie"\npython-from = "distribution"\n')
    generate(folder)
    image = engine.build(folder, "own-python")
    said = engine.run(image).stdout.split()
    assert said[:3] == ["/usr", "3", "13"]
    assert said[3].startswith("/venv/lib/python3.13/site-packages/markupsafe/")
    assert engine.shell(image, "command -v pip pip3 gcc || echo none") == "none\n"


MANAGED = """\
FROM python:3.13-slim-trixie AS python
RUN mkdir -p /mirror/python \\
    && cp -a /usr/local/bin /usr/local/include /usr/local/lib /mirror/python/ \\
    && tar --create --gzip --file=/mirror/python.tar.gz --directory=/mirror python \\
    && rm -r /mirror/python \\
    && dpkg-query --show --showformat '${Package}\\n' >/packages
COPY index.py /
RUN python /index.py

FROM debian:trixie-slim
COPY --from=python /packages /packages
# What this Python links to; uv's own brings its libraries.
RUN apt-get update \\
    && xargs apt-get install --yes --no-install-recommends </packages \\
    && rm -r /var/lib/apt/lists /packages
COPY --from=python /mirror /mirror
ENV UV_PYTHON_DOWNLOADS_JSON_URL=file:///mirror/downloads.json LD_LIBRARY_PATH=/opt/python/lib
"""

INDEX = """\
import hashlib, json, sys
major, minor, patch = sys.version_info[:3]
with open("/mirror/python.tar.gz", "rb") as archive:
    digest = hashlib.sha256(archive.read()).hexdigest()
build = {
    "name": "cpython", "arch": {"family": "x86_64", "variant": None}, "os": "linux", "libc": "gnu",
    "major": major, "minor": minor, "patch": patch, "prerelease": "", "variant": None, "build": "20260101",
    "url": "file:///mirror/python.tar.gz", "sha256": digest,
}
with open("/mirror/downloads.json", "w") as index:
    json.dump({f"cpython-{major}.{minor}.{patch}-linux-x86_64-gnu": build}, index)
"""


def test_a_python_that_uv_manages(engine: Engine, tmp_path: Path) -> None:
    if platform.machine() != "x86_64":
        pytest.skip("the stand-in for uv's archive is of this machine alone")
    for image in ("debian:trixie-slim", "python:3.13-slim-trixie", "ghcr.io/astral-sh/uv:0.13.9"):
        if not engine.has_image(image):
            pytest.skip(f"{image} can't be had")
    (tmp_path / "stand-in").mkdir()
    (tmp_path / "stand-in" / "Dockerfile").write_text(MANAGED)
    (tmp_path / "stand-in" / "index.py").write_text(INDEX)
    base = engine.build(tmp_path / "stand-in", "managed-base")
    folder = project(tmp_path / "project", 'base = "debian:trixie"\npython = "3.13"\npython-from = "uv"\n')
    generate(folder)
    image = engine.build(folder, "managed", f"--build-context=debian:trixie-slim=docker-image://{base}")
    said = engine.run(image).stdout.split()
    assert said[1:3] == ["3", "13"]
    assert said[0].startswith("/opt/python")
    assert said[3].startswith("/venv/lib/python3.13/site-packages/markupsafe/")
    assert engine.shell(image, "command -v uv gcc || echo none") == "none\n"


PACKAGES = ("python3.11", "python3.11-pip", "acme-libs")


@pytest.mark.parametrize("dialect", ["buildkit", "portable"])
def test_dnf_installs_python_and_what_the_owner_asks_for(engine: Engine, tmp_path: Path, dialect: str) -> None:
    with stand_in(tmp_path / "stand-in", [holding_a_file(package) for package in PACKAGES]):
        spec = f'base = "centos:stream9"\npython = "3.11"\ndialect = "{dialect}"\nsystem.runtime = ["acme-libs"]\n'
        folder = project(tmp_path / "project", spec)
        generate(folder)
        image = engine.build(folder, f"dnf-{dialect}")
        assert engine.run(image).stdout.split()[:3] == ["/usr", "3", "11"]
        # What fills the environment is in none of the stages that ship.
        assert engine.shell(image, "ls /opt/packages") == "acme-libs\npython3.11\n"
        assert engine.shell(image, "find /var/cache/dnf -type f") == ""
        assert "app:x:10001:10001:" in engine.shell(image, "cat /etc/passwd")


LIBRARY = """\
Name: acme
Version: 1
Release: 1
Summary: A library, and what is needed to compile against it
License: MIT
AutoReq: no
%global debug_package %{nil}
%description
A library.
%package libs
Summary: The library
AutoReq: no
%description libs
The library.
%package devel
Summary: What is needed to compile against it
AutoReq: no
Requires: acme-libs = 1
%description devel
What is needed to compile against it.
%install
mkdir -p %{buildroot}FOLDER %{buildroot}/usr/include
echo 'int acme(void) { return 42; }' >acme.c
cc -shared -fPIC -Wl,-soname,libacme.so.1 -o %{buildroot}FOLDER/libacme.so.1 acme.c
ln -s libacme.so.1 %{buildroot}FOLDER/libacme.so
echo 'int acme(void);' >%{buildroot}/usr/include/acme.h
%files libs
FOLDER/libacme.so.1
%files devel
FOLDER/libacme.so
/usr/include/acme.h
"""

EXTENSION = """\
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <acme.h>

static PyObject *answer(PyObject *self, PyObject *ignored) { return PyLong_FromLong(acme()); }
static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, ""}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "speedups", "", -1, methods};
PyMODINIT_FUNC PyInit_speedups(void) { return PyModule_Create(&module); }
"""

SETUP = """\
from setuptools import Extension, setup

setup(ext_modules=[Extension("speedups", ["speedups.c"], libraries=["acme"])])
"""

COMPILED = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "compiled"
version = "1"
requires-python = ">=3.11"

[tool.setuptools]
py-modules = ["app"]
"""


@pytest.mark.parametrize("dialect", ["buildkit"])
def test_dnf_installs_what_has_the_libraries_that_the_files_link_to(
    engine: Engine, tmp_path: Path, dialect: str
) -> None:
    if platform.machine() != "x86_64" or shutil.which("cc") is None:
        pytest.skip("the library is compiled here, and lies where Debian's loader looks on x86_64")
    own = ("python3.11", "python3.11-pip", "python3.11-devel", "gcc", "glibc-devel")
    specs = [*map(holding_a_file, own), LIBRARY.replace("FOLDER", "/usr/lib/x86_64-linux-gnu")]
    with stand_in(tmp_path / "stand-in", specs, "gcc libc6-dev python3.11-dev"):
        folder = project(
            tmp_path / "project",
            f'base = "centos:stream9"\npython = "3.11"\ndialect = "{dialect}"\n'
            '[system]\nbuild = ["acme-devel"]\nruntime = "scan"\n',
        )
        settings = folder / "pydockstage.toml"
        settings.write_text(settings.read_text().replace('["python", "app.py"]', '["python", "-m", "app"]'))
        (folder / "app.py").write_text("import speedups\n\nprint(speedups.answer())\n")
        for name, text in {"pyproject.toml": COMPILED, "setup.py": SETUP, "speedups.c": EXTENSION}.items():
            (folder / name).write_text(text)
        generate(folder)
        scan = engine.build(folder, f"dnf-scan-list-{dialect}", "--target=scan")
        assert engine.shell(scan, "cat /runtime-packages.txt") == "libacme.so.1()(64bit)\n"
        image = engine.build(folder, f"dnf-scan-{dialect}")
        assert engine.run(image).stdout == "42\n"
        # The library, and nothing of what it was compiled with; nor is the list left behind.
        there = "ls /opt/packages; find /usr/lib /usr/include -name '*acme*'; ls -A /tmp"
        assert engine.shell(image, there) == "python3.11\n/usr/lib/x86_64-linux-gnu/libacme.so.1\n"
