"""docker-bake.json built by Bake and compose.yaml read by Compose, as a user would have them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Engine, generate, run

PROJECT = Path(__file__).resolve().parents[1] / "beside" / "project"

# Debian's own package; bookworm's is of the time before `develop`.
COMPOSE = """
FROM debian:trixie-slim
RUN apt-get update && apt-get install --yes --no-install-recommends docker-compose && rm -rf /var/lib/apt/lists/*
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its generated files, and without an index that there isn't."""
    project = Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("beside") / "project"))
    (project / "pip.conf").unlink()
    spec = project / "pydockstage.toml"
    spec.write_text(spec.read_text(encoding="utf-8").replace('index-credentials = "optional"\n', ""), encoding="utf-8")
    generate(project)
    return project


def bake(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What Bake says."""
    environment = {**os.environ, **variables}
    command = ["docker", "buildx", "bake", "--file=docker-bake.json", *arguments]
    return subprocess.run(command, cwd=project, env=environment, text=True, capture_output=True, check=False)


def test_bake_builds_what_runs(engine: Engine, project: Path) -> None:
    image = engine.tag("bake")
    engine.images |= {f"{image}:own", f"{image}-build-dev:own"}
    done = bake(project, "default", "build-dev", IMAGE=image, TAG="own", SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0, done.stderr
    assert run("docker", "run", "--rm", f"{image}:own", "greet").stdout == "Hello\n"
    assert "1 passed" in run("docker", "run", "--rm", f"{image}-build-dev:own", "/venv/bin/pytest").stdout
    assert run("docker", "image", "inspect", "--format={{.Created}}", f"{image}:own").stdout.startswith("2023-11-14T")


def test_bake_reads_what_is_published(engine: Engine, project: Path, tmp_path: Path) -> None:
    done = bake(
        project,
        "--print",
        "release",
        IMAGE="registry.example.org/greeter",
        PLATFORMS="linux/amd64,linux/arm64",
        CACHE="registry.example.org/cache",
        SOURCE_DATE_EPOCH="1",
        SSH_AUTH_SOCK="",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["target"]["release"] == {
        "context": ".",
        "dockerfile": "Dockerfile",
        "target": "production",
        "args": {"SOURCE_DATE_EPOCH": "1"},
        "tags": ["registry.example.org/greeter:latest"],
        "platforms": ["linux/amd64", "linux/arm64"],
        "attest": [{"mode": "max", "type": "provenance"}, {"type": "sbom"}],
        "cache-from": [{"ref": "registry.example.org/cache", "type": "registry"}],
        "cache-to": [{"mode": "max", "ref": "registry.example.org/cache", "type": "registry"}],
        "secret": [{"env": "TEAM_SESAME", "id": "team/sesame"}, {"env": "GITHUB_TOKEN", "id": "token"}],
    }


def test_bake_takes_the_file_of_a_secret(engine: Engine, tmp_path: Path) -> None:
    project = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    generate(project)
    (tmp_path / "netrc").touch()
    without = json.loads(bake(project, "--print", SSH_AUTH_SOCK="").stdout)["target"]["production"]["secret"]
    done = bake(project, "--print", SSH_AUTH_SOCK="", NETRC_FILE=str(tmp_path / "netrc"))
    secret = json.loads(done.stdout)["target"]["production"]["secret"]
    assert [given for given in secret if given not in without] == [{"id": "netrc", "src": str(tmp_path / "netrc")}]


def test_compose_reads_it(engine: Engine, project: Path, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(COMPOSE, encoding="utf-8")
    image = engine.build(tmp_path, "compose")
    volume = f"--volume={project}:/greeter"
    done = run(
        "docker", "run", "--rm", volume, "--workdir=/greeter", image, "docker-compose", "config", "--format=json"
    )
    read = json.loads(done.stdout)
    service = read["services"]["greeter"]
    assert service["build"] == {
        "context": "/greeter",
        "dockerfile": "Dockerfile",
        "target": "dev",
        "ssh": ["default"],
        "secrets": [
            {"source": "team_sesame", "target": "team/sesame"},
            {"source": "token", "target": "token"},
        ],
    }
    assert [(port["target"], port["protocol"]) for port in service["ports"]] == [(8000, "tcp"), (5353, "udp")]
    # A later Compose has `exec` too, of which nothing is said.
    watch = [{key: value for key, value in rule.items() if key != "exec"} for rule in service["develop"]["watch"]]
    assert watch == [
        {"path": "/greeter/src", "action": "sync+restart", "target": "/project/src"},
        {"path": "/greeter/tests", "action": "sync+restart", "target": "/project/tests"},
        {"path": "/greeter/pyproject.toml", "action": "rebuild"},
    ]
    assert {name: secret["environment"] for name, secret in read["secrets"].items()} == {
        "team_sesame": "TEAM_SESAME",
        "token": "GITHUB_TOKEN",
    }
