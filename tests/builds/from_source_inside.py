"""Run in a production image, by its own Python: what was installed, and what the installed files link to.

Reads a JSON object from the standard input, `base` with the base image's packages and `distributions` with the
files' distributions, the runtime packages and the loading command of each, and prints another.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path


def packages() -> dict[str, dict[str, str]]:
    """The installed packages, each with the fields of dpkg's database."""
    found = {}
    for paragraph in Path("/var/lib/dpkg/status").read_text(encoding="utf-8").split("\n\n"):
        lines = re.sub(r"\n[ \t]+", " ", paragraph).splitlines()
        fields = dict(line.split(": ", 1) for line in lines if ": " in line)
        if fields.get("Status") == "install ok installed":
            found[fields["Package"]] = fields
    return found


def names(relation: str) -> Iterator[list[str]]:
    """The names in a field such as Depends, alternatives together."""
    for group in relation.split(","):
        alternatives = [re.split(r"[ :(\[<]", item.strip(), maxsplit=1)[0] for item in group.split("|")]
        if any(alternatives):
            yield alternatives


def closure(start: set[str], installed: dict[str, dict[str, str]]) -> set[str]:
    """The packages and all they depend on."""
    providers: dict[str, set[str]] = {}
    for package, fields in installed.items():
        for group in names(fields.get("Provides", "")):
            providers.setdefault(group[0], set()).add(package)
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        package = waiting.pop()
        reached.add(package)
        fields = installed[package]
        for group in [*names(fields.get("Depends", "")), *names(fields.get("Pre-Depends", ""))]:
            for name in group:
                real = {name} if name in installed else providers.get(name, set())
                waiting |= real - reached
    return reached


def elf_files(folder: str) -> Iterator[str]:
    """The ELF files below a folder."""
    for root, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(root, name)
            if not os.path.islink(path):
                with open(path, "rb") as file:
                    if file.read(4) == b"\x7fELF":
                        yield path


def linked(files: Iterable[str]) -> set[str]:
    """The libraries outside the virtual environment that the loader finds for the files."""
    found = set()
    for path in files:
        said = subprocess.run(["ldd", path], capture_output=True, text=True, check=False).stdout
        found |= {library for library in re.findall(r"=> (/\S+)", said) if not library.startswith("/venv")}
    return found


def opened(command: list[str]) -> set[str]:
    """The libraries outside the virtual environment that are in memory once a command of Python's has run its code."""
    *python, code = command
    if python[1:] != ["-c"]:
        return set()
    code += "\nprint(); print(open('/proc/self/maps').read())"
    said = subprocess.run([*python, code], capture_output=True, text=True, check=False).stdout
    found = set(re.findall(r" (/\S+\.so\b\S*)$", said, re.MULTILINE))
    return {library for library in found if not library.startswith("/venv")}


def files_of(distributions: Iterable[str]) -> set[str]:
    """The files of distributions."""
    files = [file for name in distributions for file in importlib.metadata.files(name) or []]
    return {path for file in files if os.path.isfile(path := os.path.realpath(str(file.locate())))}


def owners(libraries: set[str]) -> set[str]:
    """The packages that own the libraries, on whichever side of the merged /usr dpkg knows them."""
    owned = set()
    for library in libraries:
        real = os.path.realpath(library)
        for path in (real, real.removeprefix("/usr"), library):
            done = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                owned.add(done.stdout.split(":", 1)[0])
                break
    return owned


def main() -> None:
    """Print what was found."""
    asked = json.load(sys.stdin)
    base = set(asked["base"])
    installed = packages()
    size = {name: int(fields.get("Installed-Size", "0")) for name, fields in installed.items()}

    def told(distributions: list[str], runtime: list[str], command: list[str]) -> dict[str, object]:
        files = files_of(distributions)
        added = closure({name for name in runtime if name in installed}, installed) - base
        links = linked(path for path in elf_files("/venv") if path in files)
        exact = closure(owners(links), installed) - base
        needed = closure(owners(links | opened(command)), installed) - base
        return {
            "version": importlib.metadata.version(distributions[0]),
            "added": sorted(added),
            "exact": sorted(exact),
            "opened": sorted(needed - exact),
            "missing": sorted((needed - added) | {name for name in runtime if name not in installed}),
            "added_kib": sum(size[name] for name in added),
            "exact_kib": sum(size[name] for name in needed),
            "files_kib": sum(os.path.getsize(path) for path in files) // 1024,
        }

    each = {
        name: told(said["files"], said["runtime"], said["command"]) for name, said in asked["distributions"].items()
    }
    print(json.dumps({"packages": sorted(installed), "each": each}))


main()
