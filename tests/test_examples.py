"""The examples' generated files are what the command makes of them today."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
PROJECTS = sorted(path.parent for path in EXAMPLES.rglob("Dockerfile"))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_the_files_are_up_to_date(project: Path) -> None:
    command = [sys.executable, "-m", "pydockstage", "check", str(project)]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_has_a_page_that_the_list_names() -> None:
    pages = {page.parent.name for page in EXAMPLES.glob("*/README.md")}
    assert pages == {path.name for path in EXAMPLES.iterdir() if path.is_dir()}
    assert pages == set(re.findall(r"^\| \[\S+\]\((\S+)\) \|", (EXAMPLES / "README.md").read_text(), re.MULTILINE))
