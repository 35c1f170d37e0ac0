"""What a change of a project builds anew: a table, held against the engine, and shown by the documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# The layers that production adds to its base, in order, as the documentation calls them.
LAYERS = ("user", "system packages", "dependencies", "own files")


@dataclass(frozen=True)
class Change:
    """One change, and the layers of production that differ afterwards."""

    name: str
    edit: Callable[[Path], None]
    changed: tuple[str, ...]
    # Those that also do where it is the project's metadata that is changed, and not a file of requirements.
    by_metadata: tuple[str, ...] = ()
    is_locked_anew: bool = False
    # The file that is changed, where some projects have none: a Pipfile alone says no version.
    needs: str = ""


def replaced(path: Path, old: str, new: str) -> None:
    """Puts one text in the place of another that is there."""
    text = path.read_text()
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new, 1))


def requirement(project: Path, name: str, is_dev: bool = False) -> None:
    """Adds a requirement where the project's installer looks for it."""
    pipfile, folder = project / "Pipfile", project / "requirements"
    if pipfile.exists():
        table = "[dev-packages]" if is_dev else "[packages]"
        replaced(pipfile, table, f'{table}\n{name} = "*"')
    elif folder.exists():
        ending = "in" if (folder / "base.in").exists() else "txt"
        path = folder / f"{'dev' if is_dev else 'base'}.{ending}"
        path.write_text(f"{path.read_text()}{name}\n")
    else:
        begin = "dev = [" if is_dev else "dependencies = ["
        replaced(project / "pyproject.toml", begin, f'{begin}"{name}", ')


def system_package(project: Path) -> None:
    """Asks for a package of the distribution in production."""
    spec = project / "pydockstage.toml"
    spec.write_text(f'{spec.read_text()}\n[system]\nruntime = ["media-types"]\n')


def appended(file: str, text: str) -> Callable[[Path], None]:
    """Writes a line at the end of a file."""

    def edit(project: Path) -> None:
        path = project / file
        path.write_text((path.read_text() if path.exists() else "") + text)

    return edit


CHANGES = (
    Change("the code", appended("myproject/app.py", "\nCHANGED = True\n"), ("own files",)),
    Change("a test", appended("tests/test_app.py", "\nCHANGED = True\n"), ()),
    Change("README.md, which the metadata doesn't name", appended("README.md", "Changed.\n"), ()),
    Change(
        "the project's version",
        lambda project: replaced(project / "pyproject.toml", 'version = "1.0"', 'version = "1.1"'),
        ("own files",),
        is_locked_anew=True,
        needs="pyproject.toml",
    ),
    Change(
        "a requirement more",
        lambda project: requirement(project, "idna"),
        ("dependencies",),
        by_metadata=("own files",),
        is_locked_anew=True,
    ),
    Change(
        "a requirement more in the group `dev`",
        lambda project: requirement(project, "idna", is_dev=True),
        (),
        is_locked_anew=True,
    ),
    Change("a package more in `[system] runtime`", system_package, ("system packages",)),
)


def table() -> str:
    """The table as the documentation has it."""
    lines = [f"| change | {' | '.join(LAYERS)} |", f"|---|{'---|' * len(LAYERS)}"]
    for change in CHANGES:
        cells = [
            "anew"
            if layer in change.changed
            else "anew, where pyproject.toml names it"
            if layer in change.by_metadata
            else ""
            for layer in LAYERS
        ]
        lines.append(f"| {change.name} | {' | '.join(cells)} |")
    return "\n".join(lines)
