"""Directories that the program may write to, and another image to begin with, in both dialects."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Engine, copy_example, generate, run

SETTINGS = """
writable = ["/data", "/var/lib/app"]
base-argument = "BASE"
"""


@pytest.mark.parametrize("dialect", ["buildkit", "portable"])
def test_the_numeric_user_writes_there_and_nowhere_else(engine: Engine, tmp_path: Path, dialect: str) -> None:
    project = copy_example("plain-requirements", tmp_path)
    spec = project / "pydockstage.toml"
    spec.write_text(f"group-writable = true\n{SETTINGS}{spec.read_text()}")
    generate(project, f"--dialect={dialect}")
    image = engine.build(project, f"writable-{dialect}", "--build-arg=BASE=python:3.13-slim")
    written = run(
        "docker", "run", "--rm", image, "sh", "-c", "touch /data/a /var/lib/app/b && stat -c '%u:%g %a' /data"
    )
    assert written.stdout == "10001:0 775\n"
    refused = run("docker", "run", "--rm", image, "touch", "/var/lib/c", check=False)
    assert "Permission denied" in refused.stderr
    # As OpenShift does: a number that nobody knows, in group 0.
    other = run(
        "docker", "run", "--rm", "--user=1000650000:0", image, "sh", "-c", "touch /data/d && stat -c %u /data/d"
    )
    assert other.stdout == "1000650000\n"


def test_a_directory_among_the_projects_files_stays_the_users(engine: Engine, tmp_path: Path) -> None:
    project = copy_example("plain-requirements", tmp_path)
    (project / "media").mkdir()
    (project / "media" / "logo.txt").write_text("a logo\n")
    spec = project / "pydockstage.toml"
    spec.write_text(f'writable = ["/project/media"]\n{spec.read_text()}')
    generate(project)
    image = engine.build(project, "writable-within")
    run("docker", "run", "--rm", image, "touch", "/project/media/a")
