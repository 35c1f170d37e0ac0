"""A stage for ``tox dockerfile --target ENV``: the image for tests, with an environment's own deps and commands."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pydockstage

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from tox.config.types import Command
    from tox.session.state import State
    from tox.tox_env.api import ToxEnv

__all__ = ["stage_of"]

INCLUDES = ("-r", "-c", "--requirement", "--constraint")

OF_TOX = {"PIP_DISABLE_PIP_VERSION_CHECK", "PIP_USER", "PYTHONHASHSEED", "PYTHONIOENCODING", "VIRTUAL_ENV"}
"""What tox sets by itself, besides ``TOX_…``, for what runs on this machine."""


def stage_of(state: State, target: str, folder: str | os.PathLike[str]) -> dict[str, Any]:
    """What the spec says of the stage for that environment: ``{"stage.NAME": …}``.

    :raises DockstageError: the project makes no plan
    :raises ValueError: there is no such environment, or its deps have something that the image doesn't get
    """
    if target not in state.conf:
        there = ", ".join(sorted({*state.conf}))
        raise ValueError(f"there is no environment {target!r}; the environments are: {there}")
    plan = pydockstage.generate(folder).plan
    image = Image(state.envs[target], str(folder), plan)
    stage: dict[str, Any] = {"from": next(stage.name for stage in plan.stages if stage.role == "build")}
    if steps := [*image.installs(), *image.variables()]:
        stage["steps"] = steps
    if command := image.command():
        stage["command"] = command
    return {f"stage.{re.sub('[^a-z0-9]+', '-', target.lower()).strip('-')}": stage}


@dataclass(frozen=True)
class Image:
    """What an environment is in the image of the project."""

    environment: ToxEnv
    root: str
    plan: pydockstage.Plan

    def place(self, key: str, usual: str) -> str:
        """The place of that name that the plan's steps name first."""
        actions = (step.action for stage in self.plan.stages for step in stage.steps)
        return next((str(action[key]) for action in actions if key in action), usual)

    @property
    def project(self) -> str:
        """Where the project's source lies."""
        return self.place("project", "/project")

    def inside(self, text: str) -> str:
        """A text in which the project's folder on this machine is the one in the image."""
        return text.replace(self.root, self.project)

    def names(self, key: str) -> list[str]:
        """The names that the environment has under that key."""
        conf = self.environment.conf
        return sorted(conf[key]) if key in conf else []

    def installs(self) -> list[dict[str, Any]]:
        """The step that installs the environment's deps, groups and extras beside the project."""
        conf = self.environment.conf
        if "deps" not in conf:
            return []
        words: list[str] = []
        mounts = [{"type": "cache", "target": "/root/.cache/pip"}]
        for line in map(self.inside, conf["deps"].lines()):
            option, _, value = line.partition(" ")
            if option in INCLUDES:
                file = value.strip().removeprefix(f"{self.project}/")
                # The folder that it lies in, for what it includes in turn; itself where that is all of the project.
                folder = str(PurePosixPath(file).parent)
                source = file if folder == "." else folder
                mounts.append({"type": "bind", "source": source, "target": f"{self.project}/{source}"})
                words += [option, f"{self.project}/{file}"]
            elif line.startswith(("-", ".", "/")):
                name = self.environment.conf.name
                raise ValueError(f"the environment {name!r} has {line!r} in deps, which an image can't be given")
            else:
                words.append(line)
        for group in self.names("dependency_groups"):
            words += ["--group", f"{self.project}/pyproject.toml:{group}"]
        if extras := self.names("extras"):
            words.append(f"{self.project}[{','.join(extras)}]")
        if not words:
            return []
        venv = self.place("venv", "/venv")
        return [{"run": ["pip", "--python", f"{venv}/bin/python", "install", *words], "mounts": mounts}]

    def variables(self) -> list[dict[str, Any]]:
        """The step that sets what ``set_env`` says."""
        wanted = self.environment.conf["set_env"]
        names = sorted(name for name in wanted if name not in OF_TOX and not name.startswith("TOX_"))
        values = {name: self.inside(wanted.load(name)) for name in names}
        return [{"env": values}] if values else []

    def command(self) -> list[str]:
        """What a container runs: the only command as it is, or all by a shell that stops at the first that fails."""
        keys = ("commands_pre", "commands", "commands_post")
        commands = [command for key in keys for command in self.environment.conf[key]]
        if len(commands) == 1 and not (commands[0].ignore_exit_code or commands[0].invert_exit_code):
            return [self.inside(word) for word in commands[0].args]
        return ["sh", "-euc", "\n".join(map(self.line, commands))] if commands else []

    def line(self, command: Command) -> str:
        """A command as a line for the shell."""
        words = shlex.join(map(self.inside, command.args))
        if command.ignore_exit_code:
            return f"{words} || true"
        return f"if {words}; then exit 1; fi" if command.invert_exit_code else words
