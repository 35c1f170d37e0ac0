"""The portable dialect, built by a buildah that is older than mounts, links and heredocs are common."""

from __future__ import annotations

import os
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import test_private_index as private_index
from conftest import Engine, copy_example, generate, run

# The other examples differ in what is installed, and not in the instructions.
TRIED = {"c-extension", "flask-ldap", "plain-requirements", "pyproject-groups"}


class Buildah:
    """Debian's buildah with a storage of its own, without a daemon and without rights that a container lacks."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        """A buildah that has no image yet."""
        self.folder = folder
        self.engine = engine
        # Docker's names, as people write them in FROM.
        registries = folder / "registries.conf"
        registries.write_text('unqualified-search-registries = ["docker.io"]\n')
        os.environ["CONTAINERS_REGISTRIES_CONF"] = str(registries)
        self.bases: set[str] = set()

    def __call__(self, *arguments: str, cwd: Path | None = None) -> str:
        """`buildah ARGUMENTS`."""
        storage = (f"--root={self.folder}/root", f"--runroot={self.folder}/run", "--storage-driver=vfs")
        return run("buildah", *storage, *arguments, cwd=cwd).stdout

    def bring(self, image: str) -> None:
        """Hands a base image of the engine over."""
        if image in self.bases:
            return
        assert self.engine.has_image(image), image
        archive = self.folder / "base.tar"
        run("docker", "save", f"--output={archive}", image)
        self("pull", "--quiet", f"docker-archive:{archive}")
        archive.unlink()
        self.bases.add(image)

    def build(self, project: Path, name: str, *arguments: str) -> str:
        """Builds the project's Dockerfile and hands the image to the engine; gives its name there."""
        stages = set(re.findall(r"^FROM \S+ AS (\S+)", text := (project / "Dockerfile").read_text(), re.MULTILINE))
        for image in set(re.findall(r"^FROM (\S+) AS", text, re.MULTILINE)) - stages - {"scratch"}:
            self.bring(image)
        tag = f"docker.io/library/{self.engine.tag(name)}"
        # The format that knows a health check.
        options = ("--format=docker", "--isolation=chroot", "--pull-never", f"--tag={tag}")
        self("build", *options, *arguments, ".", cwd=project)
        archive = self.folder / "image.tar"
        self("push", "--quiet", tag, f"docker-archive:{archive}:{tag}:latest")
        run("docker", "load", "--quiet", f"--input={archive}")
        archive.unlink()
        return tag.removeprefix("docker.io/library/")


@pytest.fixture(scope="module")
def buildah(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Buildah]:
    """Buildah; without one the test is skipped, or fails where PYDOCKSTAGE_REQUIRE_ENGINE=1 asks for it."""
    if shutil.which("buildah") is None:
        if os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1":
            pytest.fail("PYDOCKSTAGE_REQUIRE_ENGINE=1, and there is no buildah command", pytrace=False)
        pytest.skip("there is no buildah command: the portable dialect is not built")
    folder = tmp_path_factory.mktemp("buildah")
    yield Buildah(folder, engine)
    shutil.rmtree(folder, ignore_errors=True)


def portable(example: str, folder: Path) -> Path:
    """A copy of an example with a file in the portable dialect."""
    project = copy_example(example, folder)
    generate(project, "--dialect=portable")
    return project


@pytest.mark.parametrize("example", sorted(TRIED))
def test_each_example_is_built_and_runs(buildah: Buildah, engine: Engine, example: str, tmp_path: Path) -> None:
    project = portable(example, tmp_path)
    image = buildah.build(project, f"portable-{example}")
    ports = re.findall(r"^EXPOSE (\d+)", (project / "Dockerfile").read_text(), re.MULTILINE)
    if ports:
        for address in engine.serve(image, int(ports[0])):
            with urllib.request.urlopen(f"{address}/", timeout=5) as answer:
                assert answer.status == 200
    else:
        assert engine.run(image).stdout
    config = engine.config(image)
    assert config["User"] == "10001:10001"
    kept = "find /root/.cache /var/lib/apt/lists /var/cache/apt -type f -size +0 2>/dev/null || true"
    assert engine.shell(image, kept) == ""


def test_the_image_for_tests_passes_them(buildah: Buildah, engine: Engine, tmp_path: Path) -> None:
    project = portable("pyproject-groups", tmp_path)
    image = buildah.build(project, "portable-dev", "--target=build", "--build-arg=REQS=dev")
    assert "1 passed" in engine.run(image, "/venv/bin/pytest").stdout


def test_what_the_files_link_to_is_found_and_the_list_does_not_ship(
    buildah: Buildah, engine: Engine, tmp_path: Path
) -> None:
    project = copy_example("flask-ldap", tmp_path)
    pyproject = project / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + 'runtime = "scan"\n')
    generate(project, "--dialect=portable")
    image = buildah.build(project, "portable-scan")
    engine.run(image, "python", "-c", "import ldap; ldap.initialize('ldap://localhost')")
    assert engine.shell(image, "ls -A /tmp") == ""


def test_a_secret_of_the_build_is_a_variable_of_its_command_alone(
    buildah: Buildah, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = private_index.index
    project = tmp_path / "pip"
    shutil.copytree(private_index.HERE / "shared", project)
    shutil.copytree(private_index.HERE / "pip", project, dirs_exist_ok=True)
    generate(project, "--dialect=portable")
    handed_over = private_index.handed_over(project, private_index.FORMS["pip"], index.PASSWORD, monkeypatch)
    with index.serving():
        image = buildah.build(project, "portable-private", "--network=host", *handed_over)
    assert engine.run(image).stdout == "from the private index\n"
    assert index.PASSWORD not in run("docker", "history", "--no-trunc", image).stdout
    assert engine.shell(image, "ls -A /run/secrets 2>/dev/null || true") == ""
