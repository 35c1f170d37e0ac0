"""Make the lock files of this folder anew with the tools that own them: `python tests/locks/make.py [CASE ...]`.

Each folder is a project whose sources are kept by hand; its lock files come from the commands below. The tools are
installed from PyPI in the versions named here, each into a virtual environment of its own below a folder that stays
(`LOCK_TOOLS`, or a folder for temporary files). git and the network are needed, and a CPython 3.13 to run this with.

In what is kept, the package index and its file server are example.org. While a lock is made the addresses are those
that pip itself uses by default, and a repository on example.org is one that is made here.

`closures.txt` says what each tool itself would install from its lock: a line for each set and Python, from the
tool's own export, with the markers evaluated by `packaging`. The tests hold pydockstage's reading against it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent

TOOLS = {
    "uv": ["uv==0.13.9"],
    "pip": ["pip==26.3"],
    "pip-tools": ["pip-tools==7.6.2", "pip==26.3"],
    "poetry": ["poetry==2.5.1", "poetry-plugin-export==1.10.1"],
    "poetry-1.8": ["poetry==1.8.5", "poetry-plugin-export==1.8.0", "setuptools"],
    # hishel 2 took away what this pdm calls.
    "pdm": ["pdm==2.29.4", "hishel[httpx2]==1.4.0"],
    "pipenv": ["pipenv==2026.10.3"],
}

STORE = Path(os.environ.get("LOCK_TOOLS", Path(tempfile.gettempdir()) / "pydockstage-lock-tools"))

POETRY_SOURCE = '\n[[tool.poetry.source]]\nname = "index"\nurl = "{index}/"\npriority = "primary"\n'
POETRY_HASH = (
    "from poetry.factory import Factory\n"
    "locker = Factory().create_poetry('.').locker\n"
    "print(getattr(locker, '_get_content_hash', lambda: locker._content_hash)())"
)
PIPFILE_HASH = "from pipenv.vendor import plette\nprint(plette.Pipfile.load(open('Pipfile')).get_hash().value)"


def run(arguments: list[str | Path], folder: Path, environment: dict[str, str], text: str = "") -> str:
    """Run a command that must succeed, with a text as its input, and give what it printed."""
    done = subprocess.run(
        arguments, cwd=folder, env=environment, input=text, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{arguments} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def tool(name: str) -> Path:
    """The folder of programs of a tool, which is installed if it isn't there."""
    folder = STORE / name
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder], HERE, dict(os.environ))
        run([folder / "bin/pip", "install", "--quiet", *TOOLS[name]], HERE, dict(os.environ))
        (folder / "done").touch()
    return folder / "bin"


class Case:
    """One folder while its lock is made, in a copy."""

    def __init__(self, name: str, scratch: Path) -> None:
        """Copy the sources, with the addresses of the package index that pip uses."""
        model = run(
            [
                tool("pip") / "python",
                "-c",
                "from pip._internal.models.index import PyPI as p; print(p.simple_url, p.file_storage_domain)",
            ],
            HERE,
            dict(os.environ),
        )
        self.index, self.files = model.split()
        self.kept = HERE / name
        self.folder = scratch / "shop"
        shutil.copytree(self.kept, self.folder)
        for path in self.folder.rglob("*.lock"):
            path.unlink()
        for path in self.folder.rglob("*"):
            if path.is_file():
                text = path.read_text()
                text = text.replace("https://example.org/simple", self.index)
                path.write_text(text.replace("https://example.org/packages/", f"https://{self.files}/packages/"))
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_", "PDM_"))},
            **{key: value for key, value in os.environ.items() if key == "PIP_CERT"},
            "HOME": str(scratch / "home"),
            "UV_CACHE_DIR": str(STORE / "uv-cache"),
            "PDM_CHECK_UPDATE": "0",
            "PDM_USE_VENV": "0",
            "PIPENV_VENV_IN_PROJECT": "1",
            "PIPENV_IGNORE_VIRTUALENVS": "1",
            "POETRY_VIRTUALENVS_CREATE": "false",
            "POETRY_SYSTEM_GIT_CLIENT": "true",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.file://{scratch}/repositories/.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://example.org/",
        }
        for library in ("library", "remote"):
            self.repository(scratch / f"repositories/{library}.git", library)

    def repository(self, folder: Path, name: str) -> None:
        """Make a repository of a small project, always with the same commit."""
        folder.mkdir(parents=True)
        (folder / "pyproject.toml").write_text(
            f'[project]\nname = "{name}"\nversion = "1.0"\ndependencies = []\n\n'
            '[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n'
        )
        (folder / f"{name}.py").touch()
        environment = dict(os.environ)
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {
                f"GIT_{who}_NAME": "nobody",
                f"GIT_{who}_EMAIL": "nobody@example.org",
                f"GIT_{who}_DATE": "2026-01-01T00:00:00Z",
            }
        for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "x"], ["tag", "v1"]):
            run(["git", *command], folder, environment)

    def run(self, name: str, program: str, *arguments: str) -> str:
        """Run a program of a tool in the copy."""
        return run([tool(name) / program, *arguments], self.folder, self.environment)

    def keep(self, *names: str) -> None:
        """Take lock files over, with the addresses of what is kept."""
        for name in names:
            text = (self.folder / name).read_text()
            text = re.sub(r"https://[^/\"']+/simple", "https://example.org/simple", text)
            text = re.sub(r"https://[^/\"']+/packages/", "https://example.org/packages/", text)
            # uv writes down with which command a file was made.
            text = text.replace(str(self.folder), ".")
            (self.kept / name).write_text(text)

    def replace(self, name: str, before: str, after: str) -> None:
        """Replace a text of a lock file that is kept."""
        path = self.kept / name
        text = path.read_text()
        assert before in text, f"{before} is not in {path}"
        path.write_text(text.replace(before, after))

    def expect(self, exports: dict[str, str]) -> None:
        """Write down what is installed for each set, from its export as a requirements file."""
        lines = []
        asked = (self.folder / "pyproject.toml").exists() and (self.folder / "pyproject.toml").read_text()
        # The two on both sides of what the projects ask for by marker.
        oldest = "3.11" if asked and "3.11" in asked else "3.12"
        for name, export in exports.items():
            for python in (oldest, "3.13"):
                command: list[str | Path] = [tool("pip") / "python", "-c", EVALUATE, python]
                packages = run(command, self.folder, self.environment, export).strip()
                lines.append(f"{name} {python}: {packages}\n")
        (self.kept / "closures.txt").write_text("".join(lines))


# Takes an export from the standard input, and prints the packages of it that are for a Python on Linux. What has no
# version in the export is a folder or a repository, of which only the name is told.
EVALUATE = r"""
import re, sys
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name
python = sys.argv[1]
environment = {
    "python_version": python, "python_full_version": python + ".99", "sys_platform": "linux", "os_name": "posix",
    "platform_system": "Linux", "platform_machine": "x86_64", "implementation_name": "cpython",
    "platform_python_implementation": "CPython", "implementation_version": python + ".99", "extra": "",
}
found = set()
for line in sys.stdin.read().replace("\\\n", " ").splitlines():
    line = re.split(r"\s(?:#|--hash)", " " + line)[0].strip()
    if not line or line.startswith(("#", "--", "-i ")):
        continue
    path, _, marker = line.removeprefix("-e ").partition(" ; ")
    link = re.search("#egg=([^&;\s]+)", path)
    if link:
        line = link[1] + " @ https://example.org/" + (" ; " + marker if marker else "")
    elif line.startswith(("-e ", "./", "file:")) or ("/" in path and "@" not in path):
        line = path.rstrip("/").rsplit("/", 1)[-1] + " @ https://example.org/" + (" ; " + marker if marker else "")
    requirement = Requirement(line)
    if requirement.marker is None or requirement.marker.evaluate(environment):
        version = " ".join(specifier.version for specifier in requirement.specifier)
        found.add((canonicalize_name(requirement.name) + " " + version).strip())
print(", ".join(sorted(found)))
"""


def uv(case: Case) -> None:
    """`uv lock`."""
    case.run("uv", "uv", "lock", "--python", sys.executable)
    case.keep("uv.lock")
    export = ("uv", "uv", "export", "--frozen", "--no-hashes", "--no-emit-project", "--no-default-groups")
    project = (case.folder / "pyproject.toml").read_text()
    exports = {"base": case.run(*export)}
    for name in ("cache", "old", "new"):
        if f"\n{name} = " in project:
            exports[name] = case.run(*export, f"--extra={name}")
    for name in ("dev", "lint"):
        if f"\n{name} = " in project:
            exports[name] = case.run(*export, f"--group={name}")
    case.expect(exports)


def pylock_uv(case: Case) -> None:
    """`uv export` in the format of PEP 751."""
    case.run("uv", "uv", "lock", "--python", sys.executable)
    case.run("uv", "uv", "export", "--format=pylock.toml", "--all-groups", "--output-file=pylock.toml")
    case.keep("pylock.toml")


def pylock_pip(case: Case) -> None:
    """`pip lock`, once for each requirements file."""
    case.run("pip", "pip", "lock", "--requirement=requirements.in", "--output=pylock.toml")
    case.run("pip", "pip", "lock", "--requirement=dev.in", "--output=pylock.dev.toml")
    case.keep("pylock.toml", "pylock.dev.toml")


def pylock_pdm(case: Case) -> None:
    """`pdm lock` with the format of PEP 751."""
    (case.folder / "pdm.toml").write_text('[lock]\nformat = "pylock"\n')
    case.run("pdm", "pdm", "use", "--first", sys.executable)
    case.run("pdm", "pdm", "lock", "--group=:all")
    case.keep("pylock.toml")


def poetry(case: Case, version: str = "poetry") -> None:
    """`poetry lock`.

    The index is named as a source, since poetry asks PyPI itself for pages that mirrors lack. What poetry adds to the
    lock for it is taken out, and poetry's own digest of the project without it put in.
    """
    project = case.folder / "pyproject.toml"
    text = project.read_text()
    project.write_text(text + POETRY_SOURCE.format(index=case.index))
    case.run(version, "poetry", "lock", "--no-interaction")
    case.keep("poetry.lock")
    source = '\n[package.source]\ntype = "legacy"\nurl = "https://example.org/simple"\nreference = "index"\n'
    case.replace("poetry.lock", source, "")
    project.write_text(text)
    locked = (case.kept / "poetry.lock").read_text()
    before = re.search(r'content-hash = "(.*)"', locked)
    assert before is not None
    case.replace("poetry.lock", before[1], case.run(version, "python", "-c", POETRY_HASH).strip())
    project.write_text(text + POETRY_SOURCE.format(index=case.index))
    export = (version, "poetry", "export", "--without-hashes", "--without-urls")
    exports = {"base": case.run(*export), "cache": case.run(*export, "--extras=cache")}
    for name in ("dev", "docs"):
        if f"[tool.poetry.group.{name}.dependencies]" in text:
            exports[name] = case.run(*export, f"--with={name}")
    case.expect(exports)


def poetry_1_8(case: Case) -> None:
    """`poetry lock` as it was before version 2."""
    poetry(case, "poetry-1.8")


def pdm(case: Case) -> None:
    """`pdm lock`."""
    case.run("pdm", "pdm", "use", "--first", sys.executable)
    case.run("pdm", "pdm", "lock", "--group=:all")
    case.keep("pdm.lock")
    pdm_closures(case)


def pdm_closures(case: Case) -> None:
    """`pdm export`, for each group."""
    export = ("pdm", "pdm", "export", "--no-hashes")
    case.expect(
        {
            "base": case.run(*export, "--prod"),
            "cache": case.run(*export, "--prod", "--group=cache"),
            "dev": case.run(*export, "--dev", "--group=dev"),
            "lint": case.run(*export, "--dev", "--group=lint"),
        }
    )


def pdm_without_metadata(case: Case) -> None:
    """`pdm lock` without the groups of each package, and with addresses."""
    case.run("pdm", "pdm", "use", "--first", sys.executable)
    case.run("pdm", "pdm", "lock", "--group=:all", "--strategy=no_inherit_metadata,static_urls")
    case.keep("pdm.lock")


def pipenv(case: Case) -> None:
    """`pipenv lock`; the digest is that of the Pipfile that is kept."""
    before = case.run("pipenv", "python", "-c", PIPFILE_HASH).strip()
    case.run("pipenv", "pipenv", "lock", "--python", sys.executable, "--categories", "packages dev-packages docs")
    case.keep("Pipfile.lock")
    requirements = ("pipenv", "pipenv", "requirements")
    case.expect(
        {
            "base": case.run(*requirements),
            "dev-packages": case.run(*requirements, "--dev"),
            "docs": case.run(*requirements, "--categories=packages docs"),
        }
    )
    shutil.copy(case.kept / "Pipfile", case.folder)
    case.replace("Pipfile.lock", before, case.run("pipenv", "python", "-c", PIPFILE_HASH).strip())


def pip_tools(case: Case) -> None:
    """`pip-compile`, with digests."""
    for source, output in (("requirements.in", "requirements.txt"), ("dev.in", "dev.txt")):
        options = ("--quiet", "--generate-hashes", "--no-header", f"--output-file={output}")
        case.run("pip-tools", "pip-compile", *options, source)
    case.keep("requirements.txt", "dev.txt")


CASES: dict[str, Callable[[Case], None]] = {
    "uv_project": uv,
    "uv_workspace": uv,
    "uv_virtual_workspace": uv,
    "uv_conflicts": uv,
    "pylock_uv": pylock_uv,
    "pylock_pip": pylock_pip,
    "pylock_pdm": pylock_pdm,
    "poetry_project": poetry,
    "poetry_1_8": poetry_1_8,
    "pdm_project": pdm,
    "pdm_without_metadata": pdm_without_metadata,
    "pipenv_project": pipenv,
    "pip_tools": pip_tools,
}


def main() -> None:
    """Make the locks of the cases named, or of all."""
    for name in sys.argv[1:] or CASES:
        print(name, flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            CASES[name](Case(name, Path(scratch)))


if __name__ == "__main__":
    main()
