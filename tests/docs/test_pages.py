"""The documentation says what is so: its snippets are run, and what is made from the code is up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from snippets import Page

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

# The specs of these pages need files of a project; tests/test_how_to_own_steps.py plans and judges each in one, and
# test_corpus.py those of its page.
WITH_FILES = {
    "apt-repositories",
    "bake-and-compose",
    "corpus",
    "extra-stages",
    "hooks",
    "node-assets",
    "portable-dialect",
    "test-and-dev-targets",
    "writable-directories",
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_snippet_runs(path: Path, tmp_path: Path) -> None:
    Page(path, has_sound_specs=path.stem not in WITH_FILES).run(tmp_path)


def test_what_is_made_from_the_code_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "make.py", "--check"], text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_code_has_a_page() -> None:
    text = (ROOT / "docs" / "messages.toml").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\[([a-z0-9-]+)\]$", text, re.MULTILINE))
    codes = set()
    for case in (ROOT / "tests" / "messages").glob("*/expected.txt"):
        codes |= set(re.findall(r"^error\[([a-z0-9-]+)\]", case.read_text(encoding="utf-8"), re.MULTILINE))
    for source in (ROOT / "crates").rglob("src/**/*.rs"):
        text = source.read_text(encoding="utf-8").split("#[cfg(test)]")[0]
        codes |= set(re.findall(r'(?:Message|Self)::new\(\s*"([a-z0-9]+(?:-[a-z0-9]+)*)",', text))
    assert codes - explained == set(), "write them in docs/messages.toml"
