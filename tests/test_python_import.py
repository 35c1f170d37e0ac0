"""What `import pydockstage` costs and brings."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pydockstage
import pydockstage._core

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
import pydockstage
print(*sorted(set(sys.modules) - before))
"""


def imported(*options: str) -> list[str]:
    """The modules that `import pydockstage` adds in a fresh interpreter with these options."""
    site = Path(pydockstage.__file__).parents[1]
    command = [sys.executable, *options, "-c", PROGRAM, str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_nothing_else_is_imported() -> None:
    assert imported("-I", "-S") == ["pydockstage", "pydockstage._core"]


def test_nothing_else_is_imported_beside_a_usual_start() -> None:
    assert imported() == ["pydockstage", "pydockstage._core"]


def test_every_public_name_is_there_and_no_other() -> None:
    public = {name for name in vars(pydockstage) if not name.startswith("_")} | {"__version__"}
    assert set(pydockstage.__all__) == public
    # The command is the console script's own affair.
    assert set(pydockstage._core.__all__) - set(pydockstage.__all__) == {"main"}


def test_names_say_that_they_come_from_the_package() -> None:
    for name in pydockstage.__all__:
        thing = getattr(pydockstage, name)
        if isinstance(thing, type):
            assert (thing.__module__, thing.__qualname__) == ("pydockstage", name)
            assert thing.__doc__


def test_the_version_is_the_distribution_s() -> None:
    assert pydockstage.__version__ == importlib.metadata.version("pydockstage")
