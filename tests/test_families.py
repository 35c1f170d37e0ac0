"""Each family of distribution, with the Dockerfile that comes of it.

Each folder of `families` is a case, and adding one needs no code: `project/` is the project, `Dockerfile` what is
generated. `UPDATE_EXPECTED=1 pytest tests/test_families.py` writes what is generated now. Where the tools are there,
the Dockerfile is judged as well; which of the bases were built is told in docs/reference/bases.md.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from message_cases import PROGRAM, UPDATE

ROOT = Path(__file__).resolve().parents[1]
CASES = sorted(path for path in (ROOT / "tests" / "families").iterdir() if path.is_dir())


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


def test_every_base_of_the_table_is_planned(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "bases.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.split("## Where")[0].splitlines() if line.startswith("| `")]
    bases = [base for row in rows for base in re.findall(r"`([a-z]+:[a-z0-9.]+)`", row[1])]
    # What a row says in words.
    bases += ["ubuntu:plucky", "ubuntu:questing", "fedora:42"]
    assert len(bases) >= 18
    (tmp_path / "requirements.txt").touch()
    for base in bases:
        spec = f'base = "{base}"\ncommand = ["true"]\n'
        (tmp_path / "pydockstage.toml").write_text(spec, encoding="utf-8")
        command = [*PROGRAM, "generate", "--stdout"]
        done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, f"{base}: {done.stderr}"
