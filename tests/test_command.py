"""The command, by each of its doors: they are one, and behave alike.

The cargo binary is found by PYDOCKSTAGE_BINARY, which the session `tests` of the noxfile sets.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from example_project import copied

import pydockstage


def console_script() -> list[str]:
    """The script that pip installed beside this interpreter."""
    found = shutil.which("pydockstage", path=sysconfig.get_path("scripts"))
    assert found, "the package is not installed in this environment: pip install ."
    return [found]


def module() -> list[str]:
    """`python -m pydockstage`."""
    return [sys.executable, "-m", "pydockstage"]


def binary() -> list[str]:
    """The binary that cargo builds."""
    found = os.environ.get("PYDOCKSTAGE_BINARY")
    if not found:
        pytest.skip("PYDOCKSTAGE_BINARY names no binary: nox -s tests builds one")
    return [found]


DOORS = {"script": console_script, "module": module, "binary": binary}
CASES = {
    "help": ["--help"],
    "version": ["--version"],
    "help of a command": ["generate", "--help"],
    "nothing": [],
    "unknown command": ["generat"],
    "unknown option": ["generate", "--bse=debian:trixie"],
    "out of date": ["check"],
    "printed": ["generate", "--stdout", "--base=debian:bookworm"],
    "written": ["generate"],
    "written, as JSON": ["generate", "--format=json"],
    "explained": ["explain"],
    "explained, as JSON": ["explain", "--format=json"],
    "unknown package": ["explain", ".", "libldpa2-dev"],
    "bad argument": ["generate", "--base=debain:trixie"],
    "bad argument, as JSON": ["check", "--base=debain:trixie", "--format=json"],
    "no such folder": ["check", "nowhere"],
    "spec there already": ["init"],
}
STATUS = {"out of date": 1, "help": 0, "version": 0, "help of a command": 0, "printed": 0, "written": 0}
STATUS |= {"written, as JSON": 0, "explained": 0, "explained, as JSON": 0}

Run = subprocess.CompletedProcess[bytes]


def run(door: list[str], arguments: list[str], cwd: Path) -> Run:
    """Runs the command in a folder."""
    return subprocess.run([*door, *arguments], cwd=cwd, capture_output=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    return copied(tmp_path)


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> list[str]:
    """Each door in turn."""
    return DOORS[request.param]()


@pytest.mark.parametrize("case", CASES)
def test_the_exit_status_says_how_it_went(door: list[str], case: str, project: Path) -> None:
    done = run(door, CASES[case], project)
    assert done.returncode == STATUS.get(case, 2), done


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("other", ["script", "binary"])
def test_all_doors_lead_to_the_same(other: str, case: str, project: Path) -> None:
    first = run(module(), CASES[case], project)
    for name in ("Dockerfile", ".dockerignore"):
        (project / name).unlink(missing_ok=True)
    second = run(DOORS[other](), CASES[case], project)
    assert (second.returncode, second.stdout, second.stderr) == (first.returncode, first.stdout, first.stderr)


def test_it_checks_what_it_wrote(door: list[str], project: Path) -> None:
    assert run(door, ["generate"], project).returncode == 0
    assert run(door, ["check"], project).returncode == 0
    (project / "requirements" / "extra.txt").write_text("flask\n")
    stale = run(door, ["check"], project)
    assert stale.returncode == 1
    assert stale.stdout.startswith(b"--- a/Dockerfile\n+++ b/Dockerfile\n")


def test_the_version_is_the_package_s(door: list[str], tmp_path: Path) -> None:
    assert run(door, ["--version"], tmp_path).stdout.decode() == f"pydockstage {pydockstage.__version__}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
def test_an_argument_that_is_no_text_is_refused(door: list[str], tmp_path: Path) -> None:
    line = [os.fsencode(word) for word in door] + [b"generate", b"--base=\xff\xfe"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error")


@pytest.mark.skipif(sys.platform == "win32", reason="file names are no bytes there")
def test_a_folder_may_have_any_name(door: list[str], project: Path) -> None:
    folder = os.fsencode(project.parent) + b"/\xff\xfe"
    os.rename(os.fsencode(project), folder)
    line = [os.fsencode(word) for word in door] + [b"generate", folder]
    done = subprocess.run(line, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_early_is_no_error(door: list[str], project: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    line = [*door, "generate", "--stdout"]
    done = subprocess.run(line, cwd=project, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_in_a_program_what_was_written_before_comes_first(project: Path) -> None:
    program = (
        "from pydockstage import _core\n"
        "print('before')\n"
        "status = _core.main(['pydockstage', '--version'])\n"
        "print('after', status)\n"
    )
    done = run([sys.executable, "-c", program], [], project)
    version = f"pydockstage {pydockstage.__version__}"
    assert done.stdout.decode().splitlines() == ["before", version, "after 0"]


def test_in_a_program_a_lone_surrogate_is_an_error_of_python_s(project: Path) -> None:
    program = (
        "from pydockstage import _core\n"
        "try:\n"
        "    _core.main(['pydockstage', '\\ud800'])\n"
        "except UnicodeEncodeError:\n"
        "    print('refused')\n"
    )
    done = run([sys.executable, "-c", program], [], project)
    assert (done.stdout, done.stderr) == (b"refused\n", b"")


def test_a_program_without_streams_can_call_it(project: Path) -> None:
    program = (
        "import sys\n"
        "from pydockstage import _core\n"
        "sys.stdout = sys.stderr = None\n"
        "raise SystemExit(_core.main(['pydockstage', 'generate']))\n"
    )
    assert run([sys.executable, "-c", program], [], project).returncode == 0


def test_an_interrupt_ends_it_without_a_traceback(project: Path) -> None:
    program = (
        "import signal\n"
        "from pydockstage import _cli, _core\n"
        # As Python begins where nobody told its parent to ignore the signal, as `nohup` and `&` do.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def main(argv):\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "_core.main = main\n"
        "raise SystemExit(_cli.main())\n"
    )
    done = run([sys.executable, "-c", program], [], project)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, b"")
