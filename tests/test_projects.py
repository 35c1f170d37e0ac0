"""Projects of the shapes that are found in the wild, each with the plan that comes of it.

Each folder of `projects` is a case, and adding one needs no code: `project/` is the project, `plan.txt` what
`pydockstage explain` says of it, its notes before and what travels to the builder behind, and `init.txt` what
`pydockstage init` says there and the files that it writes or changes.
`UPDATE_EXPECTED=1 pytest tests/test_projects.py` writes what is planned now, to be read as its owner would.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from message_cases import PROGRAM, UPDATE

CASES = sorted(path for path in (Path(__file__).resolve().parent / "projects").iterdir() if path.is_dir())


def said(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command says, in an environment that holds nothing of this machine."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*PROGRAM, *arguments]
    return subprocess.run(
        command, cwd=project, env=environment, text=True, capture_output=True, check=False, timeout=60
    )


def planned(project: Path) -> str:
    """The plan of a project, as its owner reads it."""
    explained = said(project, "explain")
    assert explained.returncode == 0, explained.stderr
    files = json.loads(said(project, "generate", "--stdout", "--format=json").stdout)["files"]
    ignore = next(file["text"] for file in files if file["path"].endswith("dockerignore"))
    travels = [line[1:] for line in ignore.splitlines() if line.startswith("!")]
    return f"{explained.stderr}{explained.stdout}\ntravels: {', '.join(travels)}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_plan(case: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(case / "project", tmp_path / "project"))
    plan = planned(project)
    if UPDATE:
        (case / "plan.txt").write_text(plan, encoding="utf-8")
    assert plan == (case / "plan.txt").read_text(encoding="utf-8")


def texts(project: Path) -> dict[str, str]:
    """Every file of the project by its path, as text."""
    return {
        path.relative_to(project).as_posix(): path.read_text(encoding="utf-8", errors="surrogateescape")
        for path in sorted(project.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_init(case: Path, tmp_path: Path) -> None:
    """What init writes is all that generate asks for."""
    project = Path(shutil.copytree(case / "project", tmp_path / "project"))
    before = texts(project)
    init = said(project, "init")
    after = texts(project)
    assert before.keys() <= after.keys()
    written = [f"--- {path}\n{text}" for path, text in after.items() if before.get(path) != text]
    answer = f"exit code {init.returncode}\n{init.stderr}{init.stdout}{''.join(written)}"
    if UPDATE:
        (case / "init.txt").write_text(answer, encoding="utf-8")
    assert answer == (case / "init.txt").read_text(encoding="utf-8")
    generated = said(project, "generate", "--stdout")
    assert generated.returncode == 0, generated.stderr


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25
