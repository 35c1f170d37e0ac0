"""The command ``python setup.py dockerfile``.

setuptools finds it by the entry point ``dockerfile`` in the group ``distutils.commands``, and loads this file only when
the command runs. A setup.py or a build backend can also call ``pydockstage.generate`` itself.
"""

from __future__ import annotations

from typing import ClassVar

from setuptools import Command
from setuptools.errors import ExecError

from pydockstage import DockstageError, _files

__all__ = ["dockerfile"]


class dockerfile(Command):
    """Writes the Dockerfile and the ignore file of the project, or checks them."""

    description = "write the Dockerfile of the project (pydockstage)"
    # The stub of the base class has a union of two lists, of which this is one.
    user_options: ClassVar[list[tuple[str, str | None, str]]] = [  # pyright: ignore[reportIncompatibleVariableOverride]
        ("check", None, "write nothing; fail when the files are not what would be generated"),
        ("output=", "o", "where the Dockerfile goes, below the project's folder (default: Dockerfile)"),
    ]
    boolean_options: ClassVar[list[str]] = ["check"]

    def initialize_options(self) -> None:
        """Set what holds where nothing is given."""
        self.check = False
        self.output = "Dockerfile"

    def finalize_options(self) -> None:
        """Take the options as they are."""

    def run(self) -> None:
        """Deal with the files of the folder that setup.py lies in, which setuptools makes the current one."""
        try:
            sound, text = _files.deal(".", check=bool(self.check), output=self.output)
        except DockstageError as error:
            raise ExecError(str(error)) from None
        print(text, end="")
        if not sound:
            raise ExecError("not up to date; to write what is new: python setup.py dockerfile")
