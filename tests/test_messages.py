"""Bad input, seen from outside: each folder of `messages` is a case, and adding one needs no code.

`UPDATE_EXPECTED=1 pytest tests/test_messages.py` writes what is said now, to be read as its user would: what
happened, where, the offending value, and what to write instead.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from message_cases import UPDATE, Case, cases, changed, look


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.folder.name)
def test_message(case: Case, tmp_path: Path) -> None:
    with ExitStack() as cleanup:
        setting = case.set_up(tmp_path, cleanup)
        before = look(tmp_path)
        done = setting.run(case.arguments)
        after = look(tmp_path)
    out, err = done.stdout.decode(), done.stderr.decode()
    if UPDATE:
        case.update("expected.txt", err)
        case.update("stdout.txt", out)
    assert "panicked" not in out + err
    assert str(tmp_path) not in out + err
    assert err == case.text("expected.txt")
    assert case.has_said("stdout.txt", out), out
    assert done.returncode == case.status
    assert changed(before, after) == {f"project/{path}" for path in case.changes}


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 60
