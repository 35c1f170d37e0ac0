"""`pydockstage lock`, and what its file does to a plan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_project import copied
from jsonschema import Draft202012Validator
from registry import Registry, running

import pydockstage

SCHEMA = json.loads((Path(__file__).resolve().parents[1] / "schema" / "answers.json").read_text(encoding="utf-8"))
BASE = "python:3.13-slim-trixie"
"""The image that the project begins with; its registry is never asked here, as the lock has it already."""
BASE_DIGEST = "sha256:" + "b" * 64
HEAD = "# Made by `pydockstage lock`; `pydockstage lock --upgrade` renews it.\nversion = 1\n\n[images]\n"


@pytest.fixture
def registry() -> Iterator[Registry]:
    """A registry with the image that the project copies from."""
    with running() as registry:
        registry.put("team/tools:1", "first")
        yield registry


@pytest.fixture
def project(tmp_path: Path, registry: Registry) -> Path:
    """A project that takes images as a base, by a copy and by a mount, with the base locked."""
    project = copied(tmp_path)
    pyproject = project / "pyproject.toml"
    image = f"{registry.host}/team/tools:1"
    pyproject.write_text(
        f"""{pyproject.read_text()}
[[tool.pydockstage.hooks.base]]
copy = ["/tools"]
from = "{image}"
to = "/opt/tools"

[[tool.pydockstage.hooks.base]]
run = "true"
mounts = [{{ type = "bind", from = "{image}", target = "/mnt" }}]

[tool.pydockstage.stage.other]
from = "{image}"
"""
    )
    write(project, {BASE: BASE_DIGEST})
    return project


def write(project: Path, images: dict[str, str]) -> None:
    """Write a lock file with these images."""
    lines = [f'"{image}" = "{digest}"\n' for image, digest in sorted(images.items())]
    (project / "pydockstage.lock").write_text(HEAD + "".join(lines))


def text(project: Path) -> str:
    """What the lock file holds."""
    return (project / "pydockstage.lock").read_text()


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    """What the command answers: its status, its output, its standard error."""
    command = [sys.executable, "-m", "pydockstage", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("token", [False, True])
def test_every_image_of_the_plan_is_written_with_its_digest(project: Path, registry: Registry, token: bool) -> None:
    registry.wants_token = token
    image, digest = f"{registry.host}/team/tools:1", registry.put("team/tools:1", "first")
    assert run(project, "lock") == (0, f"{image}: added, {digest}\npydockstage.lock: updated\n", "")
    assert text(project) == HEAD + f'"{image}" = "{digest}"\n"{BASE}" = "{BASE_DIGEST}"\n'
    # Each image is asked for once, with all forms of a manifest.
    manifests = [path for path in registry.asked if "manifests" in path]
    assert manifests == ["/v2/team/tools/manifests/1"] * (2 if token else 1)
    assert "application/vnd.oci.image.index.v1+json" in registry.accepted
    assert "application/vnd.docker.distribution.manifest.list.v2+json" in registry.accepted

    status, dockerfile, _ = run(project, "generate", "--locked", "--stdout")
    assert status == 0
    assert f"FROM {BASE}@{BASE_DIGEST} AS base\n" in dockerfile
    assert f"FROM {image}@{digest} AS other\n" in dockerfile
    assert f"--from={image}@{digest} " in dockerfile
    assert f"from={image}@{digest}," in dockerfile
    # No image is named without its digest.
    assert dockerfile.count(image) == dockerfile.count(f"{image}@{digest}") == 3


def test_a_lock_that_is_there_is_used_by_every_command(project: Path, registry: Registry) -> None:
    assert run(project, "lock")[0] == 0
    assert run(project, "generate")[0] == 0
    assert f"FROM {BASE}@{BASE_DIGEST} AS base\n" in (project / "Dockerfile").read_text()
    assert run(project, "check", "--locked")[0] == 0
    assert run(project, "check")[0] == 0
    assert run(project, "check", "--unlocked")[0] == 1
    status, told, _ = run(project, "explain", ".", "base")
    assert status == 0
    assert f"{BASE}@{BASE_DIGEST}" in told
    assert "pydockstage.lock" in told
    assert pydockstage.generate(project).check() == ()
    floating = run(project, "generate", "--unlocked", "--stdout")[1]
    assert f"FROM {BASE} AS base\n" in floating
    assert "sha256:" not in floating.replace("# pydockstage-digest: sha256:", "")


def test_what_is_locked_stays_until_it_is_renewed(project: Path, registry: Registry) -> None:
    image, first = f"{registry.host}/team/tools:1", registry.put("team/tools:1", "first")
    assert run(project, "lock")[0] == 0
    second = registry.put("team/tools:1", "second")
    asked = len(registry.asked)
    assert run(project, "lock") == (0, "pydockstage.lock: up to date\n", "")
    assert len(registry.asked) == asked
    assert first in text(project)
    told = f"{image}: updated, {second}\npydockstage.lock: updated\n"
    assert run(project, "lock", f"--upgrade-image={image}") == (0, told, "")
    assert first not in text(project)
    assert second in text(project)
    assert BASE_DIGEST in text(project)


def test_a_stale_lock_is_an_error_that_says_what_to_run(project: Path, registry: Registry) -> None:
    image = f"{registry.host}/team/tools:1"
    write(project, {BASE: BASE_DIGEST, "node:22-slim": BASE_DIGEST})
    for command in (["generate"], ["generate", "--locked"], ["check"], ["explain"], ["graph"]):
        status, out, errors = run(project, *command)
        assert (status, out) == (2, "")
        assert errors == (
            "error[stale-image-lock]: pydockstage.lock does not fit the plan: its images are others\n"
            "  --> pydockstage.lock\n"
            f"  = note: it lacks {image}\n"
            "  = note: the plan doesn't take node:22-slim\n"
            "  = help: to bring it up to date, with the same arguments: pydockstage lock\n"
            "  = help: to plan without it: --unlocked\n"
        )
    assert not (project / "Dockerfile").exists()
    with pytest.raises(pydockstage.DockstageError) as caught:
        pydockstage.generate(project)
    assert caught.value.code == "stale-image-lock"
    assert "node:22-slim: removed\n" in run(project, "lock")[1]
    assert "node" not in text(project)
    assert run(project, "generate", "--locked")[0] == 0


def test_locked_wants_a_lock(project: Path) -> None:
    (project / "pydockstage.lock").unlink()
    assert run(project, "generate")[0] == 0
    status, out, errors = run(project, "check", "--locked")
    assert (status, out) == (2, "")
    assert errors == (
        "error[no-image-lock]: there is no pydockstage.lock, which --locked asks for\n"
        "  = help: to make it: pydockstage lock\n"
    )


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        ("account", "registry-refused", "does not give"),
        ("often", "registry-refused", "asked too often"),
        ("garbage", "registry-answer", "`text/html`"),
        ("digest", "registry-answer", "the digest is sha256:"),
        ("huge", "registry-unreachable", "gave no answer"),
        ("silent", "registry-unreachable", "gave no answer"),
    ],
)
def test_a_registry_that_fails_leaves_the_lock_as_it_was(
    project: Path, registry: Registry, fault: str, code: str, words: str
) -> None:
    before = text(project)
    registry.fault = fault
    status, out, errors = run(project, "lock")
    assert (status, out) == (2, "")
    assert errors.startswith(f"error[{code}]: ")
    assert words in errors.splitlines()[0]
    assert "pydockstage.lock is as it was" in errors
    assert text(project) == before
    assert sorted(path.name for path in project.iterdir() if "lock" in path.name) == ["pydockstage.lock"]


def test_an_image_that_is_not_there(project: Path, registry: Registry) -> None:
    registry.images.clear()
    status, _, errors = run(project, "lock")
    assert status == 2
    assert errors.startswith(f"error[no-such-image]: {registry.host} has no image {registry.host}/team/tools:1\n")


def test_a_registry_that_is_busy_is_asked_again(project: Path, registry: Registry) -> None:
    registry.failures = 2
    assert run(project, "lock")[0] == 0
    registry.failures = 3
    status, _, errors = run(project, "lock", f"--upgrade-image={registry.host}/team/tools:1")
    assert status == 2
    assert errors.startswith("error[registry-answer]: ")
    assert "status 503" in errors


def test_an_image_that_the_plan_does_not_take_is_not_upgraded(project: Path) -> None:
    status, _, errors = run(project, "lock", "--upgrade-image=node:22")
    assert status == 2
    assert errors.startswith("error[bad-value]: --upgrade-image: the plan takes no image `node:22`\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"version = 1\n<<<<<<< mine\n",
        b"version = 2\n",
        b'version = 1\n[images]\n"python 3" = "sha256:00"\n',
        b'version = 1\n[images]\n"python:3" = "sha256:00\\nRUN x"\n',
        b"version = 1\nimages = [[[[\n",
        b"\xff\xfe",
        b"#" * (2 << 20),
    ],
)
def test_a_file_that_is_no_lock_is_an_error(project: Path, content: bytes) -> None:
    (project / "pydockstage.lock").write_bytes(content)
    for command in (["generate"], ["lock"]):
        status, out, errors = run(project, *command)
        assert (status, out) == (2, "")
        assert errors.startswith("error[invalid-image-lock]: pydockstage.lock ")
        assert "  = help: " in errors
    assert (project / "pydockstage.lock").read_bytes() == content


def test_no_lock_is_written_through_a_link(project: Path, tmp_path: Path) -> None:
    lock = project / "pydockstage.lock"
    elsewhere = tmp_path / "elsewhere.lock"
    lock.rename(elsewhere)
    lock.symlink_to(elsewhere)
    before = elsewhere.read_text()
    status, _, errors = run(project, "lock")
    assert status == 2
    assert errors.startswith("error[symbolic-link]: ")
    assert elsewhere.read_text() == before


def test_what_stands_in_the_place_of_the_lock_is_not_waited_for(project: Path) -> None:
    lock = project / "pydockstage.lock"
    lock.unlink()
    os.mkfifo(lock)
    status, _, errors = run(project, "generate")
    assert status == 2
    assert errors.startswith("error[invalid-image-lock]: ")


def test_the_dockerfile_never_takes_the_place_of_the_lock(project: Path) -> None:
    before = text(project)
    status, _, errors = run(project, "generate", "--unlocked", "--output=pydockstage.lock", "--force")
    assert status == 2
    assert errors.startswith("error[output-is-input]: ")
    assert text(project) == before


def test_an_image_with_a_digest_of_its_own_is_not_asked_for(project: Path, registry: Registry) -> None:
    pyproject = project / "pyproject.toml"
    image = f"{registry.host}/team/tools:1"
    pyproject.write_text(pyproject.read_text().replace(image, f"{image}@{BASE_DIGEST}"))
    assert run(project, "lock") == (0, "pydockstage.lock: up to date\n", "")
    assert registry.asked == []
    assert f"FROM {image}@{BASE_DIGEST} AS other\n" in run(project, "generate", "--stdout")[1]


def test_the_answer_for_programs(project: Path, registry: Registry) -> None:
    image, digest = f"{registry.host}/team/tools:1", registry.put("team/tools:1", "first")
    write(project, {BASE: BASE_DIGEST, "node:22-slim": BASE_DIGEST})
    status, out, _ = run(project, "lock", "--format=json")
    answer = json.loads(out)
    Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": "#/$defs/lock"}]}).validate(answer)
    assert (status, answer) == (
        0,
        {
            "status": "locked",
            "path": "pydockstage.lock",
            "images": [
                {"image": image, "digest": digest, "change": "added"},
                {"image": BASE, "digest": BASE_DIGEST, "change": "unchanged"},
                {"image": "node:22-slim", "digest": None, "change": "removed"},
            ],
        },
    )
