"""Helpers for a noxfile: write or check the files, and run commands in the built image.

::

    import nox
    import pydockstage.nox

    @nox.session(python=False)
    def dockerfile(session):
        pydockstage.nox.check(session)

    @nox.session(python=False)
    def tests(session):
        pydockstage.nox.run(session, "pytest", *session.posargs, set="dev")

The noxfile needs pydockstage beside nox: ``# dependencies = ["nox", "pydockstage"]`` in its script block.
"""

from __future__ import annotations

import os

import pydockstage
from pydockstage import _files, _image

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from nox import Session

__all__ = ["check", "run", "write"]


def write(session: Session, folder: str | os.PathLike[str] = ".", *, output: str = "Dockerfile") -> None:
    """Write the Dockerfile and the ignore file of the project; the session fails where it can't be done."""
    _deal(session, folder, check=False, output=output)


def check(session: Session, folder: str | os.PathLike[str] = ".", *, output: str = "Dockerfile") -> None:
    """Compare the files with what would be generated; the session fails, with a diff, where they differ."""
    _deal(session, folder, check=True, output=output)


def run(
    session: Session,
    *command: str,
    folder: str | os.PathLike[str] = ".",
    set: str | None = None,
    target: str = "build",
    env: Mapping[str, str] | None = None,
    mounts: Mapping[str, str] | None = None,
) -> None:
    """Build the image of the project in ``folder`` and run a command in it; the session fails when either does.

    :param command: the program and its arguments; the virtual environment's programs are found by name
    :param set: the requirement set to install, as ``"dev"``; the default one where it is None
    :param target: the stage to build, by its role or its name
    :param env: variables that the command gets
    :param mounts: folders of this machine, each with where it lies in the container: ``{"reports": "/reports"}``
    """
    environment = dict(env or {})
    try:
        with _image.build_command(folder, set=set, target=target) as (build, identity):
            session.run(*build, external=True)
            image = identity.read_text(encoding="utf-8")
    except ValueError as error:
        session.error(str(error))
    for source in mounts or {}:
        os.makedirs(source, exist_ok=True)
    words = _image.run_command(image, command, environment=environment, mounts=mounts or {})
    session.run(*words, external=True, env=environment)


def _deal(session: Session, folder: str | os.PathLike[str], *, check: bool, output: str) -> None:
    try:
        sound, text = _files.deal(folder, check=check, output=output)
    except pydockstage.DockstageError as error:
        session.error(str(error))
    for line in text.splitlines():
        session.log(line)
    if not sound:
        session.error("not up to date; to write what is new: pydockstage generate")
