"""The build hook of hatchling: ``[tool.hatch.build.hooks.pydockstage]``.

It writes the files before a build. With ``check = true`` it writes nothing and fails the build when the files are not
what would be generated; ``output`` is the Dockerfile's name below the project's folder. hatchling finds it where
pydockstage is among ``build-system.requires`` or the hook's ``dependencies``.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

__all__ = ["DockerfileHook", "hatch_register_build_hook"]


class DockerfileHook(BuildHookInterface[Any]):
    """Deals with the files before hatchling builds."""

    PLUGIN_NAME = "pydockstage"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write or check the files; they become part of the source distribution, ignored by git or not."""
        from pydockstage import DockstageError, _files

        output = self.config.get("output", "Dockerfile")
        check = self.config.get("check", False)
        if not isinstance(output, str) or not isinstance(check, bool):
            self.app.abort("[tool.hatch.build.hooks.pydockstage]: `output` wants a string, `check` true or false")
        try:
            sound, text = _files.deal(self.root, check=check, output=output)
        except DockstageError as error:
            self.app.abort(str(error))
            return  # never reached, which the type of `abort` does not tell every checker
        if not sound:
            self.app.abort(f"{text}not up to date; to write what is new: pydockstage generate")
        if self.target_name == "sdist":
            build_data["artifacts"].append(f"/{output}")


@hookimpl
def hatch_register_build_hook() -> type[DockerfileHook]:
    """Tell hatchling of the hook."""
    return DockerfileHook
