"""A case of bad input: a folder of `tests/messages`, read, set up in a folder of its own, run and compared.

What a folder holds:

- `project/`: the files of the project; without it the project is empty
- `expected.txt`: the whole standard error, exactly; without it there is none
- `stdout.txt`: the whole standard output, where a line `[…]` stands for any lines; without it there is none
- `command.txt`: the arguments, as a shell would read them; `generate` without it
- `status.txt`: the exit status; 2 without it
- `changes.txt`: the files that the command writes, a line each; none without it
- `prepare.txt`: what files in a repository can't be, a preparation a line (see `PREPARATIONS`)
"""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parent / "messages"

ANYTHING = "[…]\n"

UPDATE = os.environ.get("UPDATE_EXPECTED") == "1"

PROGRAM = (
    [os.environ["PYDOCKSTAGE_BINARY"]] if "PYDOCKSTAGE_BINARY" in os.environ else [sys.executable, "-m", "pydockstage"]
)


@dataclass
class Setting:
    """Where a case runs, and how."""

    project: Path
    """The project's folder."""
    cleanup: ExitStack
    """What is undone when the case has run."""
    program: list[str] = field(default_factory=lambda: list(PROGRAM))
    """The program and what goes before it."""
    largest_file: int | None = None
    """The size in bytes that no file may grow beyond."""

    def run(self, arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
        """Run the command in the project's folder, in an environment that holds nothing of this machine."""

        def limit() -> None:
            if self.largest_file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (self.largest_file, self.largest_file))

        return subprocess.run(
            [*self.program, *arguments],
            cwd=self.project,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
            # Python lets a write beyond the limit fail; by default it is a signal that ends the process.
            restore_signals=False,
            preexec_fn=limit,
        )


def symlink(setting: Setting, path: str, target: str) -> None:
    """`symlink PATH TARGET`: a symbolic link that says TARGET."""
    (setting.project / path).symlink_to(target)


def folder(setting: Setting, path: str) -> None:
    """`folder PATH`: an empty folder."""
    (setting.project / path).mkdir(parents=True)


def pipe(setting: Setting, path: str) -> None:
    """`pipe PATH`: a named pipe that nobody writes to."""
    os.mkfifo(setting.project / path)


def outside(setting: Setting, path: str, text: str) -> None:
    """`outside PATH TEXT`: a file beside the project's folder."""
    (setting.project.parent / path).write_text(f"{text}\n", encoding="utf-8")


def repeat(setting: Setting, path: str, text: str, times: str) -> None:
    """`repeat PATH TEXT TIMES`: a file with a line many times."""
    (setting.project / path).write_text(f"{text}\n" * int(times), encoding="utf-8")


def nest(setting: Setting, prefix: str, depth: str) -> None:
    """`nest PREFIX DEPTH`: requirements files, each of which includes the next."""
    for number in range(int(depth)):
        included = Path(f"{prefix}{number + 1}.txt").name
        (setting.project / f"{prefix}{number}.txt").write_text(f"-r {included}\n", encoding="utf-8")
    (setting.project / f"{prefix}{depth}.txt").write_text("flask\n", encoding="utf-8")


def mode(setting: Setting, path: str, bits: str) -> None:
    """`mode PATH BITS`: permissions, which then hold for root as well."""
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may do everything, and there is no setpriv that could keep it from that")
        setting.program[:0] = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    target = setting.project / path
    before = stat.S_IMODE(target.stat().st_mode)
    target.chmod(int(bits, 8))
    setting.cleanup.callback(target.chmod, before)


def full_disk(setting: Setting) -> None:
    """`full-disk`: the project lies on a disk on which not a byte is free."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    moved = setting.project.with_name("moved")
    setting.project.rename(moved)
    setting.project.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", setting.project],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("this machine does not let root mount a small disk")
    setting.cleanup.callback(lambda: subprocess.run(["umount", "--lazy", setting.project], check=True))
    shutil.copytree(moved, setting.project, dirs_exist_ok=True)
    with (setting.project / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass


def file_size_limit(setting: Setting, size: str) -> None:
    """`file-size-limit BYTES`: no file may grow beyond that size."""
    setting.largest_file = int(size)


def first(setting: Setting, *arguments: str) -> None:
    """`first ARGUMENTS`: run the command with other arguments before."""
    done = setting.run(list(arguments))
    assert done.returncode == 0, done.stderr.decode()


def append(setting: Setting, path: str, text: str) -> None:
    """`append PATH TEXT`: a line at the end of a file."""
    with (setting.project / path).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


def long_value(setting: Setting, path: str, key: str, size: str) -> None:
    """`long-value PATH KEY BYTES`: a line at the end of a file that gives a key a text of that length."""
    append(setting, path, f'{key} = "{"a" * int(size)}"')


def remove(setting: Setting, path: str) -> None:
    """`remove PATH`: the file, or the folder, is gone."""
    target = setting.project / path
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()


PREPARATIONS: dict[str, Callable[..., None]] = {
    "append": append,
    "file-size-limit": file_size_limit,
    "first": first,
    "folder": folder,
    "full-disk": full_disk,
    "long-value": long_value,
    "mode": mode,
    "nest": nest,
    "outside": outside,
    "pipe": pipe,
    "remove": remove,
    "repeat": repeat,
    "symlink": symlink,
}


@dataclass(frozen=True)
class Case:
    """A folder of `tests/messages`."""

    folder: Path

    def text(self, name: str, otherwise: str = "") -> str:
        """What stands in a file of the case, or what holds where there is none."""
        path = self.folder / name
        return path.read_bytes().decode() if path.exists() else otherwise

    def has_said(self, name: str, text: str) -> bool:
        """Whether a file of the case expects that text."""
        first, *others = self.text(name).split(ANYTHING)
        if not others:
            return text == first
        if not text.startswith(first) or not text.endswith(others[-1]):
            return False
        at = len(first)
        for part in others:
            at = text.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True

    def update(self, name: str, text: str) -> None:
        """Write a file of the case anew unless it expects that text already; an empty one goes away."""
        path = self.folder / name
        if self.has_said(name, text):
            return
        if text:
            path.write_bytes(text.encode())
        else:
            path.unlink(missing_ok=True)

    @property
    def arguments(self) -> list[str]:
        """The arguments of the command."""
        return shlex.split(self.text("command.txt", "generate"))

    @property
    def status(self) -> int:
        """The exit status that is expected."""
        return int(self.text("status.txt", "2"))

    @property
    def changes(self) -> set[str]:
        """The files that the command is to write."""
        return set(self.text("changes.txt").splitlines())

    def set_up(self, folder: Path, cleanup: ExitStack) -> Setting:
        """Copy the project and prepare it."""
        setting = Setting(folder / "project", cleanup)
        if (self.folder / "project").exists():
            shutil.copytree(self.folder / "project", setting.project)
        else:
            setting.project.mkdir()
        for line in self.text("prepare.txt").splitlines():
            name, *values = shlex.split(line)
            PREPARATIONS[name](setting, *values)
        return setting


def cases() -> list[Case]:
    """Every case, sorted by name."""
    return [Case(folder) for folder in sorted(CASES.iterdir()) if folder.is_dir()]


def look(root: Path) -> dict[str, tuple[str, bytes]]:
    """Everything below a folder: kind and permissions, and the content or where a link leads."""
    seen = {}
    for path in sorted(root.rglob("*")):
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            content = os.readlink(path).encode()
        elif stat.S_ISREG(state.st_mode):
            content = path.read_bytes() if os.access(path, os.R_OK) else b""
        else:
            content = b""
        seen[path.relative_to(root).as_posix()] = (stat.filemode(state.st_mode), content)
    return seen


def changed(before: dict[str, tuple[str, bytes]], after: dict[str, tuple[str, bytes]]) -> set[str]:
    """What appeared, went away or became something else."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
