"""Each family of distribution, with the Dockerfile that comes of it.

Each folder of `families` is a case, and adding one needs no code: `project/` is the project, `Dockerfile` what is
generated. `UPDATE_EXPECTED=1 pytest tests/test_families.py` writes what is generated now. Where the tools are there,
the Dockerfile is judged as well; which of the bases were built is told in docs/reference/bases.md.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from message_cases import PROGRAM, UPDATE

CASES = sorted(path for path in (Path(__file__).resolve().parent / "families").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_dockerfile(case: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*PROGRAM, "generate", "--stdout", "--format=json"]
    done = subprocess.run(
        command, cwd=case / "project", env=environment, text=True, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    files = json.loads(done.stdout)["files"]
    text = next(file["text"] for file in files if file["path"] == "Dockerfile")
    if UPDATE:
        (case / "Dockerfile").write_text(text, encoding="utf-8")
    assert text == (case / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hadolint_finds_nothing(case: Path) -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert hadolint is not None, "tests/requirements.txt brings it"
    done = subprocess.run(
        [hadolint, "--no-color", str(case / "Dockerfile")], text=True, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "")
