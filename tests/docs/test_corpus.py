"""The specs of docs/corpus.md, each beside files of the names that its application has."""

from __future__ import annotations

from pathlib import Path

from judges import corpus

import pydockstage


def test_each_of_the_twenty_specs_is_understood_and_breaks_no_rule(tmp_path: Path) -> None:
    found = {}
    for project in corpus(tmp_path):
        generated = pydockstage.generate(project)
        found[project.name] = [str(one) for one in pydockstage.lint(str(generated.dockerfile), context=project)]
    assert len(found) == 20
    assert {name: said for name, said in found.items() if said} == {}
