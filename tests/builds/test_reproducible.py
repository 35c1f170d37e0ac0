"""Two cold builds of the same file, with the same SOURCE_DATE_EPOCH, are the same image to the last byte."""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Engine, copy_example, generate

EPOCH = "1700000000"
"""The time that every file and the image itself are said to be of, in seconds since 1970."""


def built(project: Path, archive: Path) -> Any:
    """The manifest of an image that is built without what an earlier build left; an archive holds it."""
    output = f"--output=type=oci,rewrite-timestamp=true,dest={archive}"
    command = ["docker", "buildx", "build", "--no-cache", "--provenance=false", output, "."]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if "OCI exporter is not supported" in done.stderr:
        pytest.skip("the engine's own builder writes no OCI archive: its image store is not containerd's")
    assert done.returncode == 0, done.stderr
    with tarfile.open(archive) as files:
        index = files.extractfile("index.json")
        assert index is not None
        [manifest] = json.load(index)["manifests"]
        return manifest


def test_two_cold_builds_are_the_same_image(tmp_path: Path, engine: Engine) -> None:
    project = copy_example("plain-requirements", tmp_path)
    generate(project)
    first, second = (built(project, tmp_path / f"{number}.tar") for number in (1, 2))
    assert first["annotations"] == {"org.opencontainers.image.created": "2023-11-14T22:13:20Z"}
    assert first == second
