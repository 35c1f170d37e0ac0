# /// script
# dependencies = ["nox>=2026.4"]
# ///
"""Everything that is checked, each part by its own session: ``nox`` runs all that CI runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "rust", "tests"]


@nox.session(python=False)
def lint(session: nox.Session) -> None:
    """Format and lint, where a warning is an error."""
    session.run("cargo", "fmt", "--all", "--check", external=True)
    session.run(
        "cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings", external=True
    )
    session.run(
        "cargo", "doc", "--workspace", "--no-deps", "--locked", env={"RUSTDOCFLAGS": "-D warnings"}, external=True
    )


@nox.session(python=False)
def rust(session: nox.Session) -> None:
    """Test the crates."""
    session.run("cargo", "test", "--workspace", "--exclude=pydockstage-py", "--locked", external=True)


@nox.session
def tests(session: nox.Session) -> None:
    """Test the Python package, the command and real builds; `nox -s tests -- ARGUMENTS` goes to pytest."""
    session.install("-r", "tests/requirements.txt")
    session.install(".")
    session.run("ruff", "check", "python", "tests", "benches", "noxfile.py")
    session.run("mypy", "--strict", "python", "tests", "benches")
    # Elsewhere, so that what was installed is tested and not the folder `python`.
    with session.chdir(session.create_tmp()):
        session.run("stubtest", "pydockstage")
    session.run("pytest", *session.posargs, env={"PYDOCKSTAGE_BINARY": str(binary(session))})


def binary(session: nox.Session) -> Path:
    """Builds the command as cargo does, beside which the console script is held."""
    session.run("cargo", "build", "--package=pydockstage-cli", "--locked", external=True)
    command = ("cargo", "metadata", "--format-version=1", "--no-deps")
    metadata = json.loads(str(session.run(*command, external=True, silent=True, log=False)))
    suffix = ".exe" if sys.platform == "win32" else ""
    return Path(metadata["target_directory"]) / "debug" / f"pydockstage{suffix}"


@nox.session(default=False)
def catalog_truth(session: nox.Session) -> None:
    """Hold the embedded catalog against the packages of a mirror: PYDOCKSTAGE_MIRROR=URL nox -s catalog_truth."""
    session.install("-r", "tests/requirements.txt")
    session.run("pytest", "-s", "tests/test_catalog_truth.py", *session.posargs)


@nox.session(default=False)
def installers(session: nox.Session) -> None:
    """Build one project in the form of every installer, with a real engine: nox -s installers."""
    session.install("-r", "tests/requirements.txt")
    session.install(".")
    env = {"PYDOCKSTAGE_INSTALLERS": "all", "PYDOCKSTAGE_REQUIRE_ENGINE": "1"}
    session.run("pytest", "tests/builds/test_installers.py", *session.posargs, env=env)
