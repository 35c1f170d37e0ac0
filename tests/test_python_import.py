"""What `import pydockstage` costs and brings."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import pydockstage
import pydockstage._core

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
exec(sys.argv[2])
print(*sorted(set(sys.modules) - before))
"""


def imported(*options: str, by: str) -> list[str]:
    """The modules that a statement adds in a fresh interpreter with these options."""
    site = Path(pydockstage.__file__).parents[1]
    command = [sys.executable, *options, "-c", PROGRAM, str(site), by]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize("options", [["-I", "-S"], []])
def test_nothing_but_the_extension_module_is_imported_and_not_before_it_is_used(options: list[str]) -> None:
    assert imported(*options, by="import pydockstage") == ["pydockstage"]
    both = ["pydockstage", "pydockstage._core"]
    assert imported(*options, by="import pydockstage; pydockstage.read") == both
    assert imported(*options, by="from pydockstage import generate") == both
    assert imported(*options, by="from pydockstage import *") == both


def test_every_public_name_is_there_and_no_other() -> None:
    # The command is the console script's own affair.
    assert set(pydockstage._core.__all__) - set(pydockstage.__all__) == {"main"}
    for name in pydockstage.__all__:
        assert getattr(pydockstage, name) is getattr(pydockstage._core, name)
    assert set(pydockstage.__all__) <= set(dir(pydockstage))
    with pytest.raises(AttributeError, match="has no attribute 'main'"):
        pydockstage.main  # type: ignore[attr-defined]  # noqa: B018


def test_names_say_that_they_come_from_the_package() -> None:
    for name in pydockstage.__all__:
        thing = getattr(pydockstage, name)
        if isinstance(thing, type):
            assert (thing.__module__, thing.__qualname__) == ("pydockstage", name)
            assert thing.__doc__


def test_the_version_is_the_distribution_s() -> None:
    assert pydockstage.__version__ == importlib.metadata.version("pydockstage")
