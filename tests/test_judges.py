"""What is generated, in the eyes of hadolint and of the builder's own checks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
GENERATED = sorted(path.parent.relative_to(EXAMPLES) for path in EXAMPLES.rglob("Dockerfile"))
HADOLINT = Path(sys.executable).parent / "hadolint"

# Options that bring every instruction into a file that the examples alone don't have.
VARIANTS = {
    "as it stands": "",
    "everything the owner can say": """
env = { LOG_LEVEL = "info", GREETING = "it's \\"quoted\\" and $literal" }
labels = { "org.example.team" = "people & machines" }
workdir = "/srv"
user = "20000:0"
stopsignal = "SIGINT"
entrypoint = ["python", "-X", "dev"]
healthcheck = { path = "/", port = 8000, interval = "1m" }
[system]
build = ["libldap2-dev", "libpq-dev", "g++"]
runtime = ["media-types"]
[stages]
production = "release"
[paths]
venv = "/opt/venv"
""",
    "for builders without mounts": 'dialect = "portable"\nsystem = { build = ["libldap2-dev"] }\n',
    "no health check": "healthcheck = false\n",
}


@pytest.fixture(params=VARIANTS.values(), ids=[*VARIANTS])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project with the variant's settings and its generated files."""
    project = tmp_path / "project"
    shutil.copytree(EXAMPLES / "plain-requirements", project, ignore=shutil.ignore_patterns("*ocker*"))
    settings = project / "pydockstage.toml"
    settings.write_text(settings.read_text() + request.param)
    subprocess.run([sys.executable, "-m", "pydockstage", "generate"], cwd=project, check=True)
    return project


@pytest.mark.parametrize("example", GENERATED, ids=str)
def test_hadolint_finds_nothing_in_the_examples(example: Path) -> None:
    command = [str(HADOLINT), "--format=json", str(EXAMPLES / example / "Dockerfile")]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    assert json.loads(done.stdout) == []
    assert done.returncode == 0


def test_hadolint_finds_nothing_whatever_the_owner_says(project: Path) -> None:
    command = [str(HADOLINT), "--format=json", str(project / "Dockerfile")]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    assert json.loads(done.stdout) == []
