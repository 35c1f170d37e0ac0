"""The runner for tox: builds the image of the project once, and runs each command of the environment in a container."""

from __future__ import annotations

import copy
import fnmatch
import os
import sys
from typing import Any

from tox.execute.local_sub_process import LocalSubProcessExecutor
from tox.execute.request import StdinSource
from tox.tox_env.errors import Fail
from tox.tox_env.installer import Installer
from tox.tox_env.runner import RunToxEnv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tox.execute.api import Execute, ExecuteInstance, ExecuteOptions
    from tox.execute.request import ExecuteRequest
    from tox.execute.stream import SyncWrite
    from tox.tox_env.api import ToxEnvCreateArgs
    from tox.tox_env.package import Package

__all__ = ["ImageRunner"]


class NothingToInstall(Installer[Any]):
    """What is installed is in the image already."""

    def _register_config(self) -> None:
        """There is nothing to say about it."""

    def installed(self) -> list[str]:
        """Nothing of this machine."""
        return []

    def install(self, arguments: Any, section: str, of_type: str) -> None:
        """Do nothing."""


class InContainer(LocalSubProcessExecutor):
    """Runs each command of an environment in a container of its image."""

    def __init__(self, env: ImageRunner) -> None:
        """For the commands of that environment."""
        super().__init__(env.options.is_colored)
        self._env = env

    def build_instance(
        self, request: ExecuteRequest, options: ExecuteOptions, out: SyncWrite, err: SyncWrite
    ) -> ExecuteInstance:
        """Put the docker command in the place of the one that is asked for."""
        request = copy.copy(request)
        request.cmd = self._env.in_container([str(word) for word in request.cmd])
        return super().build_instance(request, options, out, err)


class ImageRunner(RunToxEnv):
    """An environment whose commands run inside the built image."""

    def __init__(self, create_args: ToxEnvCreateArgs) -> None:
        """An environment of which no image was built yet."""
        self._executor: Execute | None = None
        self._installer: Installer[Any] | None = None
        self._image: str | None = None
        super().__init__(create_args)

    @staticmethod
    def id() -> str:
        """What ``runner`` says."""
        return "pydockstage"

    def register_config(self) -> None:
        """Add what the environment can say."""
        super().register_config()
        self.conf.add_config(
            keys=["image_set"],
            of_type=str,
            default="",
            desc="the requirement set in the image (empty: the default one)",
        )
        self.conf.add_config(
            keys=["image_target"], of_type=str, default="build", desc="the stage to build, by its role or its name"
        )
        self.conf.add_config(
            keys=["image_mounts"],
            of_type=dict[str, str],
            default={},
            desc="folders below tox_root, each with where it lies in the container",
        )

    @property
    def executor(self) -> Execute:
        """Runs the docker command on this machine."""
        if self._executor is None:
            self._executor = InContainer(self)
        return self._executor

    @property
    def installer(self) -> Installer[Any]:
        """What installs on this machine: nothing."""
        if self._installer is None:
            self._installer = NothingToInstall(self)
        return self._installer

    @property
    def runs_on_platform(self) -> str:
        """The platform of this machine."""
        return sys.platform

    def _default_pass_env(self) -> list[str]:
        # What the docker command itself needs of this machine.
        return [*super()._default_pass_env(), "DOCKER_*", "BUILDKIT_*", "BUILDX_*", "PYDOCKSTAGE_DOCKER"]

    @property
    def _allow_externals(self) -> list[str]:
        # No command runs on this machine but docker.
        return ["*"]

    def _register_package_conf(self) -> bool:
        # The project is in the image: tox builds no package.
        return False

    @property
    def _package_tox_env_type(self) -> str:
        raise NotImplementedError

    @property
    def _external_pkg_tox_env_type(self) -> str:
        raise NotImplementedError

    def _build_packages(self) -> list[Package]:
        return []

    def _setup_env(self) -> None:
        from pydockstage import _image

        super()._setup_env()
        wanted = self.conf["image_set"] or None
        try:
            with _image.build_command(self.core["tox_root"], set=wanted, target=self.conf["image_target"]) as built:
                command, identity = built
                self.execute(command, stdin=StdinSource.OFF, show=True, run_id="image").assert_success()
                self._image = identity.read_text(encoding="utf-8")
        except ValueError as error:
            raise Fail(str(error)) from None

    def in_container(self, command: list[str]) -> list[str]:
        """The command as it runs: in a container, once there is an image."""
        from pydockstage import _image

        if self._image is None:
            return command

        root = self.core["tox_root"]
        mounts = {os.path.join(root, source): place for source, place in self.conf["image_mounts"].items()}
        for source in mounts:
            os.makedirs(source, exist_ok=True)
        return _image.run_command(self._image, command, environment=self._for_the_container(), mounts=mounts)

    def _for_the_container(self) -> dict[str, str]:
        """The variables that the owner named, by ``pass_env`` or ``set_env``, and the environment's name."""
        usual = {"FORCE_COLOR", "NO_COLOR", "TOX_ENV_NAME"}
        # tox sets these by itself, and they are folders of this machine.
        of_tox = {"TOX_ENV_DIR", "TOX_WORK_DIR"}
        patterns = set(self.conf["pass_env"]) - set(self._default_pass_env())
        names = usual | (set(self.conf["set_env"]) - of_tox)
        everything = self.environment_variables
        passed = {name for name in everything if any(fnmatch.fnmatch(name, pattern) for pattern in patterns)}
        return {name: everything[name] for name in sorted(names | passed) if name in everything}
