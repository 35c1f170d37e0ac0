"""Debian's own dnf in the place of Red Hat's image, with a repository of small packages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import run

CENTOS = "quay.io/centos/centos:stream9"

STAND_IN = """\
FROM debian:bookworm-slim
RUN apt-get update \\
    && apt-get install --yes --no-install-recommends ca-certificates dnf python3.11 python3-pip {more} \\
    && rm -rf /var/lib/apt/lists/* \\
    && mkdir -p /etc/yum.repos.d /etc/pki/ca-trust/source/anchors /etc/pki/tls/certs \\
    && printf '[local]\\nname=local\\nbaseurl=file:///repository\\ngpgcheck=0\\n' >/etc/yum.repos.d/local.repo \\
    && printf '%s\\n' '#!/bin/sh' \\
        'cat /etc/ssl/certs/ca-certificates.crt /etc/pki/ca-trust/source/anchors/* >/etc/pki/tls/certs/ca-bundle.crt' \\
        >/usr/bin/update-ca-trust \\
    && chmod 755 /usr/bin/update-ca-trust
COPY rpm/RPMS /repository
"""


def holding_a_file(package: str) -> str:
    """The spec file of a package that holds a file of its name."""
    return (
        f"Name: {package}\nVersion: 1\nRelease: 1\nSummary: {package}\nLicense: MIT\nBuildArch: noarch\n"
        f"%description\n{package}\n%install\nmkdir -p %{{buildroot}}/opt/packages\n"
        f"touch %{{buildroot}}/opt/packages/{package}\n%files\n/opt/packages/{package}\n"
    )


@contextmanager
def stand_in(folder: Path, specs: list[str], more: str = "") -> Iterator[None]:
    """An image under the name of CentOS's, with a repository of packages as Red Hat's tools make it from spec files,
    and more of Debian's.
    """
    for program in ("rpmbuild", "createrepo_c"):
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program}")
    if run("docker", "image", "inspect", CENTOS, check=False).returncode == 0:
        pytest.skip(f"{CENTOS} is there, and a stand-in would take its name")
    folder.mkdir()
    for spec in specs:
        (folder / "package.spec").write_text(spec)
        run("rpmbuild", "-bb", "--quiet", "--define", f"_topdir {folder / 'rpm'}", "package.spec", cwd=folder)
    run("createrepo_c", "--quiet", folder / "rpm" / "RPMS", cwd=folder)
    (folder / "Dockerfile").write_text(STAND_IN.format(more=more))
    run("docker", "build", "--quiet", f"--tag={CENTOS}", ".", cwd=folder)
    try:
        yield
    finally:
        run("docker", "image", "rm", "--force", CENTOS, check=False)
