"""Each `bindep.txt` means the same to pydockstage as to bindep's own reader."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

depends = pytest.importorskip("bindep.depends")

REPOSITORY = Path(__file__).resolve().parent.parent
PROFILES = ["platform:dpkg", "platform:debian", "platform:debian-12", "compile", "build"]

WRITTEN = [
    "# nothing\n\n",
    "libldap2-dev\nlibsasl2-dev [platform:dpkg compile]\ngcc [platform:rpm]\n",
    "aa [!platform:rpm]\nbb [platform:dpkg !platform:debian]\ncc [test]\ndd [!test]\n",
    "aa [(platform:dpkg compile)]\nbb [(platform:dpkg test) build]\ncc [(!test)]\ndd []\nee [()]\n",
    "aa [compile]>=1\n",
    "aa [compile] >=1.2-3,<2:4~rc1 # why\nbb <=1\ncc ==1-2-3\n",
    "aa >=1:x\n",
    "aa >=x\n",
    "aa >= 1\n",
    "aa # why\nbb# why\n  # why\n",
    "aa \n",
    " aa\n",
    "aa\t[b]\n",
    "aa [B]\n",
    "aa [b\n",
    "aa b\n",
    "/usr/bin/x [platform:rpm]\nlibstdc++6\n",
    "aa [b]",
    "aa[b]\n",
    "aa  [b  !c]  \n",
    "aa [!!b]\n",
    "aa [b]  >=1\n",
]

PIECES = [
    "aa",
    "a",
    "lib+x",
    " ",
    "  ",
    "[",
    "]",
    "(",
    ")",
    "!",
    "platform:dpkg",
    "compile",
    "test",
    ">=1",
    "<2-3",
    ",",
    "#",
    "\n",
]


SELECTORS = ["compile", "!test", "!compile", "platform:dpkg", "(aa !bb)", "(compile !test)", "xx"]


def texts() -> list[str]:
    """The written cases, and many that are put together by chance, always the same."""
    chance = random.Random(725)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 9))) + "\n" for _ in range(15)]
    likely = [f"name [{' '.join(chance.choices(SELECTORS, k=3))}]\n" for _ in range(8)]
    return [*WRITTEN, *made, *likely]


def theirs(text: str) -> dict[str, Any] | None:
    """What bindep makes of a text; nothing where it refuses it."""
    try:
        rules = depends.Depends(text)
    except depends.DependsException:
        return None
    return {"active": [rule[0] for rule in rules.active_rules(PROFILES)], "rules": len(rules._rules)}


def test_each_text_means_the_same() -> None:
    asked = json.dumps({"texts": texts(), "profiles": PROFILES})
    command = ["cargo", "run", "--quiet", "--package=pydockstage-core", "--example=bindep_json"]
    done = subprocess.run(command, cwd=REPOSITORY, input=asked, capture_output=True, text=True, check=True)
    for text, ours in zip(texts(), json.loads(done.stdout), strict=True):
        expected = theirs(text)
        seen = ours and {"active": ours["active"], "rules": len(ours["rules"])}
        assert seen == expected, repr(text)
