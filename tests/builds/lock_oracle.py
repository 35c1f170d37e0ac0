"""What a lock file installs for production on Linux, read without pydockstage: by its own words and `packaging`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import tomllib
from packaging.markers import Marker

LINUX = {
    "implementation_name": "cpython",
    "implementation_version": "3.13.0",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
}


def holds(marker: str | None) -> bool:
    """Whether a marker holds in the image; always, without one."""
    return not marker or Marker(marker).evaluate({**LINUX, "extra": ""})


def uv(lock: dict[str, Any], member: str) -> dict[str, str]:
    """The packages that a member needs, by the arrows of uv.lock; the member among them."""
    packages = {package["name"]: package for package in lock["package"]}
    assert len(packages) == len(lock["package"]), "one version of each is all this reads"
    found: set[str] = set()
    waiting = [member]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        arrows = packages[name].get("dependencies", [])
        assert not any(arrow.get("extra") for arrow in arrows), "no extras are read"
        waiting += [arrow["name"] for arrow in arrows if holds(arrow.get("marker"))]
    return {name: packages[name]["version"] for name in found}


def poetry(lock: dict[str, Any]) -> dict[str, str]:
    """The packages of the group that is always installed."""

    def is_main(package: dict[str, Any]) -> bool:
        markers = package.get("markers")
        marker = markers.get("main") if isinstance(markers, dict) else markers
        return "main" in package["groups"] and holds(marker)

    return {package["name"]: package["version"] for package in lock["package"] if is_main(package)}


def pdm(lock: dict[str, Any]) -> dict[str, str]:
    """The packages of the group that is always installed."""
    packages = [package for package in lock["package"] if "default" in package["groups"]]
    return {package["name"]: package["version"] for package in packages if holds(package.get("marker"))}


def pylock(lock: dict[str, Any]) -> dict[str, str]:
    """All packages for this system."""
    return {package["name"]: package["version"] for package in lock["packages"] if holds(package.get("marker"))}


def pipenv(lock: dict[str, Any]) -> dict[str, str]:
    """The category that is always installed."""
    packages = {name: entry for name, entry in lock["default"].items() if holds(entry.get("markers"))}
    return {name: entry["version"].removeprefix("==") for name, entry in packages.items()}


def pip_tools(text: str) -> dict[str, str]:
    """The pinned lines."""
    lines = re.findall(r"^([a-z0-9-]+)==([^\s;\\]+) *(?:; *([^\\\n]*))?", text, re.MULTILINE)
    return {name: version for name, version, marker in lines if holds(marker.strip())}


def production(project: Path) -> dict[str, str] | None:
    """What production must have by the lock, without the project; none where nothing is locked."""
    if (project / "uv.lock").exists():
        found = uv(tomllib.loads((project / "uv.lock").read_text()), "myproject")
        del found["myproject"]
        return found
    for file, read in {"poetry.lock": poetry, "pdm.lock": pdm, "pylock.toml": pylock}.items():
        if (project / file).exists():
            return read(tomllib.loads((project / file).read_text()))
    if (project / "Pipfile.lock").exists():
        return pipenv(json.loads((project / "Pipfile.lock").read_text()))
    if (project / "requirements/base.in").exists():
        return pip_tools((project / "requirements/base.txt").read_text())
    return None
