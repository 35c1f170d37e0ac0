"""The plug-in for tox 4: ``tox dockerfile``, and environments whose commands run inside the built image.

``tox dockerfile --target ENV`` adds a stage for the tests, with that environment's own deps and commands.

::

    [tool.tox]
    requires = ["tox>=4.29", "pydockstage"]

    [tool.tox.env.image]
    runner = "pydockstage"
    image_set = "dev"
    commands = [["pytest", { replace = "posargs", extend = true }]]

tox loads this file at every start, wanted or not, so it imports pydockstage only where that is asked for. The runner
itself stands in another file.
"""

from __future__ import annotations

from tox.plugin import impl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tox.config.cli.parser import ToxParser
    from tox.config.sets import ConfigSet
    from tox.session.state import State
    from tox.tox_env.register import ToxEnvRegister

__all__ = ["tox_add_core_config", "tox_add_option", "tox_register_tox_env"]


@impl
def tox_add_option(parser: ToxParser) -> None:
    """Add the command ``dockerfile``."""
    command = parser.add_command("dockerfile", [], "write the Dockerfile of the project (pydockstage)", _dockerfile)
    command.add_argument(
        "--check",
        action="store_true",
        default=False,
        help="write nothing; fail when the files are not what would be generated",
    )
    command.add_argument(
        "-t",
        "--target",
        metavar="ENV",
        default="",
        help="add a stage with the deps and the commands of that environment (default: dockerfile_target)",
    )


@impl
def tox_add_core_config(core_conf: ConfigSet, state: State) -> None:
    """Add what ``[tool.tox]`` can say."""
    core_conf.add_config(
        keys=["dockerfile_output"],
        of_type=str,
        default="Dockerfile",
        desc="where `tox dockerfile` writes the Dockerfile, below tox_root",
    )
    core_conf.add_config(
        keys=["dockerfile_target"],
        of_type=str,
        default="",
        desc="the environment whose deps and commands become a stage of the Dockerfile (empty: none)",
    )


@impl
def tox_register_tox_env(register: ToxEnvRegister) -> None:
    """Add the runner ``pydockstage``."""
    from pydockstage._tox_runner import ImageRunner

    register.add_run_env(ImageRunner)


def _dockerfile(state: State) -> int:
    """Deal with the files of the project."""
    import sys

    from pydockstage import DockstageError, _files

    core, options = state.conf.core, state.conf.options
    root, target = core["tox_root"], options.target or core["dockerfile_target"]
    try:
        spec = None
        if target:
            from pydockstage._tox_target import stage_of

            spec = stage_of(state, target, root)
        sound, text = _files.deal(root, check=options.check, output=core["dockerfile_output"], spec=spec)
    except (DockstageError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(text, end="")
    if not sound:
        print("not up to date; to write what is new: tox dockerfile", file=sys.stderr)
    return 0 if sound else 1
