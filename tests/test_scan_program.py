"""The program that finds what files link to, as it stands in a generated Dockerfile, over a tree of ELF files.

What Debian's and Ubuntu's part says is tried by real builds (tests/builds/test_scan.py), and dnf's is too.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FAMILIES = Path(__file__).resolve().parent / "families"
CASES = {"alpine_3.23_scan": "so:{}", "centos_stream9_scan": "{}()(64bit)"}

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None or sys.maxsize < 2**32 or platform.libc_ver()[0] != "glibc",
    reason="libraries of glibc are compiled for 64 bits",
)


def compiled(target: Path, *arguments: str | Path) -> Path:
    """A shared library of the name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    command: list[str | Path] = ["cc", "-shared", "-fPIC", f"-Wl,-soname,{target.name}", "-Wl,--no-as-needed", "-o"]
    subprocess.run([*command, target, "-x", "c", "/dev/null", "-x", "none", *arguments], check=True)
    return target


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """Files that link to libraries of the system, to one beside them and to one that is nowhere."""
    venv, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    bundled = compiled(venv / "acme.libs" / "libbundled.so.1")
    lost = compiled(elsewhere / "liblost.so.1")
    compiled(venv / "acme" / "speedups.so", bundled, lost, "-lm", "-Wl,-rpath,$ORIGIN/../acme.libs")
    (venv / "acme" / "text.so").write_text("no library")
    lost.unlink()
    return venv


def scanned(case: str, folder: Path, base: Path) -> list[str]:
    """What the program of a generated Dockerfile writes."""
    dockerfile = (FAMILIES / case / "Dockerfile").read_text(encoding="utf-8")
    program = folder / "check.py"
    text = dockerfile.split('RUN cat <<"PYTHON" >/check.py\n')[1].split("\nPYTHON\n")[0]
    program.write_text(f"{text}\n", encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-B", program, "scan", base, folder / "venv"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_libraries_are_named_as_packages_provide_them(case: str, tmp_path: Path, venv: Path) -> None:
    assert venv.is_dir()
    base = tmp_path / "base"
    base.mkdir()
    libraries = [CASES[case].format(name) for name in ("libc.so.6", "libm.so.6")]
    assert scanned(case, tmp_path, base) == libraries


@pytest.mark.parametrize("case", CASES)
def test_what_the_base_has_is_not_asked_for(case: str, tmp_path: Path, venv: Path) -> None:
    said = subprocess.run(["ldd", venv / "acme" / "speedups.so"], check=True, capture_output=True, text=True).stdout
    (libc,) = [line.split()[2] for line in said.splitlines() if line.strip().startswith("libc.so.6 =>")]
    there = tmp_path / "base" / libc.removeprefix("/")
    there.parent.mkdir(parents=True)
    there.symlink_to("libc-of-the-base.so")
    assert scanned(case, tmp_path, tmp_path / "base") == [CASES[case].format("libm.so.6")]
