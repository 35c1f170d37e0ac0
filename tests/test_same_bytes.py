"""The same input gives the same bytes, whatever the machine, its language, its clock and the order of files."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from message_cases import PROGRAM

EXAMPLES = sorted(path.parent for path in (Path(__file__).resolve().parents[1] / "examples").glob("*/Dockerfile"))

GENERATED = ("Dockerfile", ".dockerignore")


def files_of(example: Path) -> list[Path]:
    """The files of an example, without what was generated."""
    files = (path for path in example.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in files if path.name not in GENERATED)


def copy(example: Path, target: Path, files: Iterable[Path] | None = None) -> Path:
    """A copy of an example whose files are made in the order given."""
    for file in files_of(example) if files is None else files:
        copied = target / file.relative_to(example)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copied)
    return target


def generated(
    project: Path, *, cwd: Path | None = None, directory: str = ".", environment: dict[str, str] | None = None
) -> dict[str, bytes]:
    """What the command writes and says, from nothing."""
    for name in GENERATED:
        (project / name).unlink(missing_ok=True)

    def run(*arguments: str) -> bytes:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=cwd or project,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    said = {"generate": run("generate", directory)}
    said |= {name: (project / name).read_bytes() for name in GENERATED}
    said["explain"] = run("explain", directory, "--format=json")
    return said


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.name)
def example(request: pytest.FixtureRequest) -> Path:
    """Each example in turn."""
    path: Path = request.param
    return path


def test_on_repeat(example: Path, tmp_path: Path) -> None:
    project = copy(example, tmp_path / "project")
    first = generated(project)
    for _ in range(3):
        assert generated(project) == first


def test_over_what_was_generated(example: Path, tmp_path: Path) -> None:
    project = copy(example, tmp_path / "project")
    first = generated(project)
    times = {name: (project / name).stat().st_mtime_ns for name in GENERATED}
    subprocess.run([*PROGRAM, "generate"], cwd=project, check=True, capture_output=True)
    assert {name: (project / name).read_bytes() for name in GENERATED}.items() <= first.items()
    assert {name: (project / name).stat().st_mtime_ns for name in GENERATED} == times


def test_from_another_directory(example: Path, tmp_path: Path) -> None:
    project = copy(example, tmp_path / "one")
    first = generated(project)
    assert generated(project, cwd=tmp_path, directory="one") == first
    assert generated(project, cwd=Path("/"), directory=str(project)) == first
    assert generated(project, cwd=project / "..", directory="./one/") == first


def test_in_another_place(example: Path, tmp_path: Path) -> None:
    first = generated(copy(example, tmp_path / "one"))
    assert generated(copy(example, tmp_path / "ein anderer Ort, wörtlich" / "zwei")) == first


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": "C", "TZ": "UTC"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"},
        {"LC_ALL": "ja_JP.SJIS", "LANG": "ja_JP.SJIS", "TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "", "LANG": "", "TZ": "nonsense"},
        {"SOURCE_DATE_EPOCH": "1", "HOME": "/nonexistent", "USER": "someone", "HOSTNAME": "elsewhere"},
        {"PYTHONHASHSEED": "1", "PIP_INDEX_URL": "https://packages.example.org/simple", "REQS": "dev"},
        {"COLUMNS": "20", "TERM": "dumb", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"},
    ],
    ids=lambda environment: environment.get("LC_ALL") or next(iter(environment)),
)
def test_in_another_environment(example: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    project = copy(example, tmp_path / "project")
    first = generated(project)
    assert generated(project, environment=environment) == first


@pytest.mark.parametrize("seed", range(4))
def test_with_files_made_in_another_order(example: Path, tmp_path: Path, seed: int) -> None:
    first = generated(copy(example, tmp_path / "one"))
    files = files_of(example)
    random.Random(seed).shuffle(files)
    assert generated(copy(example, tmp_path / "two", files)) == first


def test_with_other_times_and_permissions(example: Path, tmp_path: Path) -> None:
    project = copy(example, tmp_path / "project")
    first = generated(project)
    for file in files_of(project):
        os.utime(file, (1, 1))
        file.chmod(0o600)
    assert generated(project) == first


def test_with_the_line_ends_of_windows(example: Path, tmp_path: Path) -> None:
    project = copy(example, tmp_path / "project")
    first = generated(project)
    for file in files_of(project):
        if file.suffix in {".txt", ".toml", ".cfg", ".in", ".py"}:
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert generated(project) == first


def test_a_checkout_with_the_line_ends_of_windows_is_up_to_date(example: Path, tmp_path: Path) -> None:
    project = copy(example, tmp_path / "project")
    generated(project)
    for name in GENERATED:
        file = project / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    done = subprocess.run([*PROGRAM, "check"], cwd=project, check=False, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()
