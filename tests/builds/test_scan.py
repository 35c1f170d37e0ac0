"""`system.scan`: the build itself finds the runtime packages, with a real engine."""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path

import pytest
from conftest import Base, Engine, copy_example, generate, run

LIBRARIES = {"bookworm": ["libldap-2.5-0", "libsasl2-2"], "trixie": ["libldap2", "libsasl2-2"]}


def scanned(example: str, folder: Path, base: Base, system: str = 'runtime = "scan"\n') -> Path:
    """An example whose runtime packages are found while it is built."""
    project = copy_example(example, folder)
    pyproject, settings = project / "pyproject.toml", project / "pydockstage.toml"
    if settings.exists():
        settings.write_text(settings.read_text() + f"[system]\n{system}")
    else:
        text = pyproject.read_text()
        heading = "" if "[tool.pydockstage.system]\n" in text else "\n[tool.pydockstage.system]\n"
        pyproject.write_text(f"{text}{heading}{system}")
    generate(project, *base.arguments)
    return project


@pytest.fixture(scope="module")
def project(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article's project, compiled against two libraries of the distribution."""
    return scanned("flask-ldap", tmp_path_factory.mktemp(f"scan-{base.release}"), base)


@pytest.fixture(scope="module")
def image(engine: Engine, base: Base, project: Path) -> str:
    """Its image."""
    return engine.build(project, f"scan-{base.release}")


def test_what_is_found_is_what_the_files_link_to(engine: Engine, base: Base, project: Path, image: str) -> None:
    scan = engine.build(project, f"scan-list-{base.release}", "--target=scan")
    assert engine.shell(scan, "cat /runtime-packages.txt").split() == LIBRARIES[base.release]
    engine.run(image, "python", "-c", "import ldap; ldap.initialize('ldap://localhost')")
    assert engine.shell(image, "ls -A /tmp") == ""


def test_nothing_is_missing_and_nothing_is_without_a_user(image: str) -> None:
    done = run(sys.executable, "-m", "pydockstage", "verify", image, "--format=json", check=False)
    report = json.loads(done.stdout)["report"]
    assert [missing for missing in report["missing"] if not missing["is_optional"]] == []
    unused = run(sys.executable, "-m", "pydockstage", "verify", image, check=False).stdout
    assert not re.search(r"libldap|libsasl", unused), unused


def test_a_change_of_code_installs_no_package_again(engine: Engine, base: Base, project: Path, image: str) -> None:
    assert image
    module = project / "myproject" / "__init__.py"
    # Another one each time: a builder that has seen the same change before has looked already.
    changed = uuid.uuid4().hex
    module.write_text(f'{module.read_text()}\nCHANGED = "{changed}"\n')
    tag = engine.tag(f"scan-changed-{base.release}")
    said = run("docker", "build", "--progress=plain", f"--tag={tag}", ".", cwd=project).stderr
    (installs,) = re.findall(r"^#(\d+) \[runtime .*xargs", said, re.MULTILINE)
    (looks,) = re.findall(r"^#(\d+) \[scan .*check\.py scan", said, re.MULTILINE)
    assert re.search(rf"^#{installs} CACHED$", said, re.MULTILINE)
    assert not re.search(rf"^#{looks} CACHED$", said, re.MULTILINE), "the files were looked at again"
    assert engine.run(tag, "python", "-c", "import myproject; print(myproject.CHANGED)").stdout == f"{changed}\n"


def test_a_project_without_binaries_needs_no_package(engine: Engine, base: Base, tmp_path: Path) -> None:
    project = scanned("pyproject-groups", tmp_path, base)
    image = engine.build(project, f"scan-pure-{base.release}")
    assert engine.run(image).stdout
    scan = engine.build(project, f"scan-pure-list-{base.release}", "--target=scan")
    assert engine.shell(scan, "cat /runtime-packages.txt") == ""


def test_what_is_opened_is_named_beside_it(engine: Engine, base: Base, tmp_path: Path) -> None:
    library = {"bookworm": "libmagic1", "trixie": "libmagic1t64"}[base.release]
    project = scanned("plain-requirements", tmp_path, base, f'scan = true\nruntime = ["{library}"]\n')
    image = engine.build(project, f"scan-more-{base.release}")
    code = "import ctypes; print(ctypes.CDLL('libmagic.so.1').magic_version() > 0)"
    assert engine.run(image, "python", "-c", code).stdout == "True\n"
