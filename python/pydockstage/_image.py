"""The image of a project, built from what would be generated, and commands in it: for the plug-ins that run tests."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pydockstage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAM = "docker"
"""The program that builds and runs; ``PYDOCKSTAGE_DOCKER`` in the environment names another one."""


def program() -> str:
    """The program that builds and runs images."""
    return os.environ.get("PYDOCKSTAGE_DOCKER", PROGRAM)


@contextmanager
def build_command(folder: str | os.PathLike[str], *, set: str | None, target: str) -> Iterator[tuple[list[str], Path]]:
    """The command that builds a stage of the project in ``folder``, and the file that then has the image's id.

    It builds what would be generated, whether it was written yet or not; nothing is written to the project. Within the
    context the files that the command needs are there.

    :param set: the requirement set to install; the default one where it is None
    :param target: the stage's role, or its name
    :raises DockstageError: the project makes no plan, or has no such stage or requirement set
    """
    generation = pydockstage.generate(folder)
    plan = generation.plan
    names = {stage.role: stage.name for stage in plan.stages} | {stage.name: stage.name for stage in plan.stages}
    if target not in names:
        raise ValueError(f"there is no stage {target!r}; the stages are: {', '.join(s.name for s in plan.stages)}")
    if set is not None and set not in plan.sets:
        raise ValueError(f"there is no requirement set {set!r}; the sets are: {', '.join(plan.sets)}")
    with tempfile.TemporaryDirectory(prefix="pydockstage-") as place:
        dockerfile = Path(place, "Dockerfile")
        dockerfile.write_text(generation.dockerfile, encoding="utf-8", newline="\n")
        # The builder looks for the ignore file beside the Dockerfile first, under this name.
        Path(place, "Dockerfile.dockerignore").write_text(generation.dockerignore, encoding="utf-8", newline="\n")
        identity = Path(place, "image")
        command = [program(), "build", f"--file={dockerfile}", f"--target={names[target]}", f"--iidfile={identity}"]
        if set is not None:
            command.append(f"--build-arg={plan.argument}={set}")
        yield [*command, os.fspath(folder)], identity


def run_command(
    image: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    mounts: Mapping[str, str],
    workdir: str | None = None,
) -> list[str]:
    """The command that runs another one in a container of the image, which is gone afterwards.

    :param environment: variables that it gets, by name; the values come from the environment of the command, so that
        none shows in a list of processes
    :param mounts: folders of this machine, each with where it lies in the container
    :param workdir: where it begins; the image's own folder where it is None
    """
    words = [program(), "run", "--rm"]
    if sys.stdin.isatty() and sys.stdout.isatty():
        words += ["--interactive", "--tty"]
    words += [f"--env={name}" for name in environment]
    for source, place in mounts.items():
        # A CSV record, in which a comma would end the field.
        fields = [f"type=bind,source={os.path.abspath(source)}", f"target={place}"]
        words.append("--mount=" + ",".join(fields))
    if workdir is not None:
        words.append(f"--workdir={workdir}")
    return [*words, "--entrypoint=", image, *command]
