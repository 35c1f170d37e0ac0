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
from conftest import Engine, generate, run

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


def repository(folder: Path) -> None:
    """A repository of packages that hold a file each, as Red Hat's tools make it."""
    folder.mkdir(parents=True)
    for package in PACKAGES:
        (folder / "package.spec").write_text(
            f"Name: {package}\nVersion: 1\nRelease: 1\nSummary: {package}\nLicense: MIT\nBuildArch: noarch\n"
            f"%description\n{package}\n%install\nmkdir -p %{{buildroot}}/opt/packages\n"
            f"touch %{{buildroot}}/opt/packages/{package}\n%files\n/opt/packages/{package}\n"
        )
        run("rpmbuild", "-bb", "--quiet", "--define", f"_topdir {folder / 'rpm'}", "package.spec", cwd=folder)
    run("createrepo_c", "--quiet", folder / "rpm" / "RPMS", cwd=folder)


STAND_IN = """\
FROM debian:bookworm-slim
RUN apt-get update \\
    && apt-get install --yes --no-install-recommends ca-certificates dnf python3.11 python3-pip \\
    && rm -rf /var/lib/apt/lists/* \\
    && mkdir -p /etc/yum.repos.d /etc/pki/ca-trust/source/anchors /etc/pki/tls/certs \\
    && printf '[local]\\nname=local\\nbaseurl=file:///repository\\ngpgcheck=0\\n' >/etc/yum.repos.d/local.repo \\
    && printf '%s\\n' '#!/bin/sh' \\
        'cat /etc/ssl/certs/ca-certificates.crt /etc/pki/ca-trust/source/anchors/* >/etc/pki/tls/certs/ca-bundle.crt' \\
        >/usr/bin/update-ca-trust \\
    && chmod 755 /usr/bin/update-ca-trust
COPY rpm/RPMS /repository
"""

CENTOS = "quay.io/centos/centos:stream9"


@pytest.mark.parametrize("dialect", ["buildkit", "portable"])
def test_dnf_installs_python_and_what_the_owner_asks_for(engine: Engine, tmp_path: Path, dialect: str) -> None:
    for program in ("rpmbuild", "createrepo_c"):
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program}")
    if run("docker", "image", "inspect", CENTOS, check=False).returncode == 0:
        pytest.skip(f"{CENTOS} is there, and a stand-in would take its name")
    repository(tmp_path / "stand-in")
    (tmp_path / "stand-in" / "Dockerfile").write_text(STAND_IN)
    run("docker", "build", "--quiet", f"--tag={CENTOS}", ".", cwd=tmp_path / "stand-in")
    try:
        spec = f'base = "centos:stream9"\npython = "3.11"\ndialect = "{dialect}"\nsystem.runtime = ["acme-libs"]\n'
        folder = project(tmp_path / "project", spec)
        generate(folder)
        image = engine.build(folder, f"dnf-{dialect}")
        assert engine.run(image).stdout.split()[:3] == ["/usr", "3", "11"]
        # What fills the environment is in none of the stages that ship.
        assert engine.shell(image, "ls /opt/packages") == "acme-libs\npython3.11\n"
        assert engine.shell(image, "find /var/cache/dnf -type f") == ""
        assert "app:x:10001:10001:" in engine.shell(image, "cat /etc/passwd")
    finally:
        run("docker", "image", "rm", "--force", CENTOS, check=False)
