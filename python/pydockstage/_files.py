"""What every plug-in does with the files: write them, or say that they are not up to date."""

from __future__ import annotations

import pydockstage

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import Any


def deal(
    folder: str | os.PathLike[str],
    *,
    check: bool,
    output: str = "Dockerfile",
    spec: Mapping[str, Any] | None = None,
) -> tuple[bool, str]:
    """Write the files of the project in ``folder``, or compare them where ``check`` asks for that.

    :param output: the Dockerfile's name below the folder
    :param spec: what goes before ``[tool.pydockstage]``
    :returns: whether they are up to date now, and what to tell: a line for each file, or a unified diff
    :raises DockstageError: the project makes no plan, or a file is in the way
    """
    generation = pydockstage.generate(folder, output=output, spec=spec)
    # That a stage of the spec is built only where it is asked for is what its writer wants.
    asked = tuple(f"no other stage takes from {key.removeprefix('stage.')}:" for key in spec or ())
    notes = "".join(f"note: {note}\n" for note in generation.plan.notes if not (asked and note.startswith(asked)))
    if not check:
        written = generation.write()
        return True, notes + "".join(f"{file.path}: {WORDS.get(file.change, file.change)}\n" for file in written)
    differences = generation.check()
    if not differences:
        return True, notes + "".join(f"{file.path}: up to date\n" for file in generation.outputs)
    return False, notes + "".join(difference.diff for difference in differences)


WORDS = {"created": "written", "unchanged": "up to date", "kept": "kept as a person wrote it"}
"""What the command says of a file, where that is another word than the value's."""
