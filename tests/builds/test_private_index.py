"""A package index that asks for a password: each installer reads it, and no layer holds a trace of the password."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Engine, generate, run

HERE = Path(__file__).resolve().parents[1] / "private_index"
VARIABLES = ("INDEX_USER", "INDEX_PASSWORD")
UV = ("UV_INDEX_CORP_MAIN_USERNAME", "UV_INDEX_CORP_MAIN_PASSWORD")
# What each form is given, and what the builder says where that is missing.
FORMS = {
    "pip": VARIABLES,
    "uv": UV,
    "poetry": ("netrc",),
    "pdm": VARIABLES,
    "pipenv": VARIABLES,
    "pip_netrc": ("netrc",),
    "pip_conf": ("netrc",),
}
# Nothing in these says whether the index asks for a password.
UNTOLD = {"poetry", "pip_conf"}
ALL = os.environ.get("PYDOCKSTAGE_INSTALLERS") == "all"
NAMES = tuple(FORMS) if ALL else ("pip", "uv", "pip_netrc")


def load() -> ModuleType:
    """The module of the index."""
    spec = importlib.util.spec_from_file_location("private_index_server", HERE / "server.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


index = load()


@pytest.fixture(scope="module", autouse=True)
def serving(engine: Engine) -> Iterator[None]:
    """The index, where the network of the builds' host finds it."""
    with index.serving():
        yield


@pytest.fixture(params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The project in the form of each installer."""
    folder = tmp_path / str(request.param)
    shutil.copytree(HERE / "shared", folder)
    shutil.copytree(HERE / str(request.param), folder, dirs_exist_ok=True)
    return folder


def handed_over(project: Path, ids: tuple[str, ...], password: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options of docker build that hand the secrets over."""
    options = []
    for id in ids:
        if id == "netrc":
            netrc = project.parent / "netrc"
            netrc.write_text(f"machine 127.0.0.1 login {index.USER} password {password}\n")
            options.append(f"--secret=id=netrc,src={netrc}")
        else:
            monkeypatch.setenv(id, index.USER if id.endswith(("USER", "USERNAME")) else password)
            options.append(f"--secret=id={id},env={id}")
    return options


def every_file(archive: Path) -> Iterator[bytes]:
    """The bytes of all there is in the archive of an image: its configuration, its history, each layer's files."""
    with tarfile.open(archive) as image:
        for member in image:
            file = image.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            begin = file.read(4)
            file.seek(0)
            if begin[:2] == b"\x1f\x8b" or not begin.startswith(b"{"):
                try:
                    with tarfile.open(fileobj=file) as layer:
                        for inner in layer:
                            yield inner.name.encode()
                            content = layer.extractfile(inner) if inner.isfile() else None
                            if content is not None:
                                yield content.read()
                    continue
                except tarfile.TarError:
                    file.seek(0)
            yield file.read()


def test_the_index_is_read_and_its_password_stays_nowhere(
    project: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(project)
    ids = FORMS[project.name]
    written = (project / "Dockerfile").read_text()
    assert f"docker build --secret id={ids[0]}," in written, written
    options = ["--network=host", *handed_over(project, ids, index.PASSWORD, monkeypatch)]
    word = index.PASSWORD.encode()
    for target in ("production", "build"):
        image = engine.build(project, f"private-{project.name}-{target}", f"--target={target}", *options)
        if target == "production":
            assert engine.run(image).stdout == "from the private index\n"
        history = run("docker", "history", "--no-trunc", image).stdout
        assert index.PASSWORD not in history
        archive = tmp_path / "image.tar"
        run("docker", "save", f"--output={archive}", image)
        files = 0
        for content in every_file(archive):
            files += 1
            assert word not in content
        archive.unlink()
        assert files > 1000, "the layers were not looked into"


def test_without_the_secret_the_build_fails_and_says_so(project: Path, engine: Engine) -> None:
    generate(project)
    said = engine.build_fails(project, "--network=host", "--no-cache-filter=dependencies")
    if project.name in UNTOLD:
        assert "takes, if there is need, --secret id=netrc,src=$HOME/.netrc" in (project / "Dockerfile").read_text()
        assert "127.0.0.1" in said
    else:
        assert any(f"secret {id}: not found" in said for id in FORMS[project.name]), said


def test_the_owner_can_say_that_the_index_asks(tmp_path: Path, engine: Engine) -> None:
    project = tmp_path / "project"
    shutil.copytree(HERE / "pip_conf", project)
    shutil.copytree(HERE / "shared", project, dirs_exist_ok=True)
    settings = project / "pydockstage.toml"
    settings.write_text(f'{settings.read_text()}index-credentials = "required"\n')
    generate(project)
    assert "secret netrc: not found" in engine.build_fails(project, "--network=host")


def test_a_password_in_any_of_the_files_is_an_error(project: Path) -> None:
    for file in project.rglob("*"):
        if file.is_file() and "//" in (text := file.read_text()):
            literal = text.replace("${INDEX_USER}:${INDEX_PASSWORD}@", "")
            literal = literal.replace("//127.0.0.1", f"//reader:{index.PASSWORD}@127.0.0.1")
            file.write_text(literal)
            done = subprocess.run(["pydockstage", "generate"], cwd=project, capture_output=True, text=True, check=False)
            assert done.returncode != 0
            assert "secret-in-url" in done.stderr, file
            assert index.PASSWORD not in done.stdout + done.stderr
            file.write_text(text)
