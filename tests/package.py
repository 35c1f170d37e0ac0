"""Installs what is released in every form: the wheel and the sdist with each Python there is, the command by cargo.

``python tests/package.py WHEEL``; nox builds the wheel and runs this. A wheel is small: a build pulls it often.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST_WHEEL = 3_000_000
PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Runs a command that must succeed, and gives what it printed."""
    print("+", *command, flush=True)
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}{done.stderr}")
    return done.stdout


def interpreters() -> dict[str, str]:
    """Each Python of PYTHONS that is on this machine, by its version."""
    found = {}
    roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    for version in PYTHONS:
        candidates = [shutil.which(f"python{version}")]
        candidates += [str(path) for root in roots for path in sorted(root.glob(f"{version}.*/bin/python3"))]
        for candidate in filter(None, candidates):
            asked = subprocess.run(
                [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True, capture_output=True
            )
            if asked.stdout.strip() == version:
                found[version] = candidate
                break
    return found


def try_out(python: str, what: Path, folder: Path) -> None:
    """Installs a file into an environment of its own, and has it do its work."""
    environment = folder / "venv"
    shutil.rmtree(environment, ignore_errors=True)
    run(python, "-m", "venv", environment)
    program = environment / "bin" / "python"
    run(program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what)
    project = ROOT / "examples" / "flask-ldap"
    for command in ([environment / "bin" / "pydockstage"], [program, "-m", "pydockstage"]):
        text = run(*command, "generate", "--stdout", project, cwd=folder)
        assert text == (project / "Dockerfile").read_text(encoding="utf-8")
    run(program, "-c", "import pydockstage; pydockstage.runtime_packages('libpq-dev', on='debian:trixie')", cwd=folder)


def main() -> None:
    """Tries all forms."""
    wheel = Path(sys.argv[1])
    size = wheel.stat().st_size
    print(f"{wheel.name}: {size} bytes")
    assert size < LARGEST_WHEEL, f"the wheel has {size} bytes, and {LARGEST_WHEEL} are the most"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pythons = interpreters()
        assert pythons, "no Python is on this machine"
        for version, python in pythons.items():
            print(f"CPython {version}: the wheel", flush=True)
            try_out(python, wheel, folder)
        run(sys.executable, "-m", "maturin", "sdist", "--out", folder / "sdist")
        (sdist,) = (folder / "sdist").iterdir()
        print(f"CPython {max(pythons)}: {sdist.name}, {sdist.stat().st_size} bytes", flush=True)
        try_out(pythons[max(pythons, key=lambda version: int(version.split(".")[1]))], sdist, folder)
        run("cargo", "install", "--quiet", "--locked", "--debug", "--path", "crates/pydockstage-cli", "--root", folder)
        run(folder / "bin" / "pydockstage", "check", "examples/flask-ldap")
    run("cargo", "publish", "--quiet", "--workspace", "--dry-run", "--no-verify", "--allow-dirty", "--locked")
    print("all forms install and run")


if __name__ == "__main__":
    main()
