"""Which wheels fit an image, as pydockstage tells it and as `packaging` does, for every tag that either could know.

`packaging` asks the machine it runs on for its C library; what is patched here to ask for others is private, and may
need care when it is updated.
"""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

pip = pytest.importorskip("pip", minversion="26.3")

from pip._vendor.packaging import _manylinux, _musllinux, tags  # noqa: E402

REPOSITORY = Path(__file__).resolve().parent.parent

LIBCS = [("glibc", minor) for minor in (17, 31, 36, 41, 43)] + [("musl", minor) for minor in (1, 2)]
TARGETS = list(product((9, 11, 13, 14, 15), (False, True), LIBCS, ("x86_64", "aarch64")))

PYTHONS = ["py2", "py3", "py2.py3", "py30", "py39", "py313", "py316", "cp27", "cp3", "cp31", "cp32", "cp39", "cp311"]
PYTHONS += ["cp313", "cp314", "cp315", "cp316", "cp39.cp313", "pp310", "cp0313", "cp3013"]
ABIS = ["none", "abi3", "abi3t", "abi3.abi3t", "cp39", "cp313", "cp313t", "cp315t", "cp313d", "cp313.cp314"]
PLATFORMS = ["any", "win_amd64", "macosx_11_0_arm64", "linux_x86_64", "linux_aarch64", "manylinux1_x86_64"]
PLATFORMS += ["manylinux2010_x86_64", "manylinux2014_x86_64", "manylinux2014_aarch64", "manylinux1_aarch64"]
PLATFORMS += ["manylinux_2_4_x86_64", "manylinux_2_5_x86_64", "manylinux_2_12_aarch64", "manylinux_2_17_aarch64"]
PLATFORMS += ["manylinux_2_36_x86_64", "manylinux_2_41_aarch64", "manylinux_2_42_x86_64", "manylinux_02_17_x86_64"]
PLATFORMS += ["manylinux_2_017_x86_64", "manylinux_3_0_x86_64", "musllinux_1_0_x86_64", "musllinux_1_2_aarch64"]
PLATFORMS += [
    "musllinux_1_3_x86_64",
    "manylinux_2_17_i686",
    "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
]


def platforms(libc: str, minor: int, machine: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The platform tags of a machine with that C library, best first."""
    module: ModuleType
    if libc == "glibc":
        module = _manylinux
        monkeypatch.setattr(module, "_have_compatible_abi", lambda *_: True)
        monkeypatch.setattr(module, "_get_glibc_version", lambda: (2, minor))
        monkeypatch.setattr(module, "_is_compatible", lambda *_: True)
    else:
        module = _musllinux
        version = _musllinux._MuslVersion(1, minor)
        monkeypatch.setattr(module, "_get_musl_version", lambda *_: version)
    return [*module.platform_tags([machine]), f"linux_{machine}"]


def accepted(minor: int, free_threaded: bool, platform_tags: list[str]) -> set[tags.Tag]:
    """Every tag that an installer takes there."""
    abi = f"cp3{minor}{'t' if free_threaded else ''}"
    own = tags.cpython_tags((3, minor), [abi], platform_tags)
    compatible = tags.compatible_tags((3, minor), f"cp3{minor}", platform_tags)
    return {*own, *compatible}


def test_wheels_fit_as_packaging_says(monkeypatch: pytest.MonkeyPatch) -> None:
    questions, expected = [], []
    wheels = ["-".join(parts) for parts in product(PYTHONS, ABIS, PLATFORMS)]
    parsed = {wheel: tags.parse_tag(wheel) for wheel in wheels}
    for minor, free_threaded, (libc, libc_minor), machine in TARGETS:
        taken = accepted(minor, free_threaded, platforms(libc, libc_minor, machine, monkeypatch))
        threads = "t" if free_threaded else "-"
        for wheel in wheels:
            questions.append(f"{minor} {threads} {libc} {libc_minor} {machine} x-1-{wheel}.whl")
            expected.append(not parsed[wheel].isdisjoint(taken))
    command = ["cargo", "run", "--quiet", "--package=pydockstage-core", "--example=wheel_tags", "--"]
    done = subprocess.run(
        command, cwd=REPOSITORY, input="\n".join(questions) + "\n", capture_output=True, text=True, check=True
    )
    found = [line == "true" for line in done.stdout.splitlines()]
    wrong = [question for question, ours, theirs in zip(questions, found, expected, strict=True) if ours != theirs]
    assert sum(expected) > 1000
    assert not wrong, f"{len(wrong)} of {len(questions)}: {wrong[:20]}"
