"""The specs of docs/corpus.md, each beside files of the names that its application has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pydockstage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "corpus.md"
SECTION = re.compile(
    r"^## (?P<name>[^\n]+)\n.*?<!-- files: (?P<files>[^\n]*) -->\n\n"
    r"```toml title=\"pydockstage.toml\"\n(?P<spec>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
SECTIONS = list(SECTION.finditer(PAGE.read_text(encoding="utf-8")))


def test_there_are_twenty() -> None:
    assert len(SECTIONS) == 20


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section["name"])
def test_the_spec_is_understood_and_breaks_no_rule(section: re.Match[str], tmp_path: Path) -> None:
    for entry in section["files"].split():
        name, _, lines = entry.partition("=")
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{line.replace('-r-', '-r ')}\n" for line in lines.split(",") if line)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "pydockstage.toml").write_text(section["spec"], encoding="utf-8")
    generated = pydockstage.generate(tmp_path)
    found = pydockstage.lint(str(generated.dockerfile), context=tmp_path)
    assert [str(message) for message in found] == []
