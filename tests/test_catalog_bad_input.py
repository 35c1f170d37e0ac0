"""Indexes that are made to do harm: an error in bounded memory, and the catalog that was there stays.

The limit of memory is the system's own, on the whole process: what goes beyond it fails there. Ten gigabytes are packed
as one block, repeated: gzip, xz and zstd all read what follows a stream's end as its continuation.
"""

from __future__ import annotations

import gzip
import lzma
import re
import resource
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

import pydockstage

TEN_GIGABYTES = 10 << 30
BLOCK = 32 << 20
# Python, its extension module and the largest window of a compression fit into this; a thousandth of a bomb does not.
MEMORY = 1 << 30
RELEASE = "Suite: noble\nComponents: main\nDate: Sat, 21 Nov 2026 09:15:44 UTC\n"
PACKAGES = "Package: libacme-dev\nSection: libdevel\nDepends: libacme3 (= 1)\n\nPackage: libacme3\nSection: libs\n"
CONTENTS = (
    "usr/lib/x86_64-linux-gnu/libacme.so libdevel/libacme-dev\nusr/lib/x86_64-linux-gnu/libacme.so.3 libs/libacme3\n"
)
INDEX = "dists/noble/main/binary-amd64/Packages"


def zstd(data: bytes) -> bytes:
    return subprocess.run(["zstd", "--quiet", "--stdout"], input=data, capture_output=True, check=True).stdout


PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda data: gzip.compress(data, compresslevel=1, mtime=0),
    ".xz": lambda data: lzma.compress(data, preset=0),
    ".zst": zstd,
}
needs_zstd = pytest.mark.skipif(shutil.which("zstd") is None, reason="zstd is not installed")
each_packing = pytest.mark.parametrize("suffix", [".gz", ".xz", pytest.param(".zst", marks=needs_zstd)])


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A mirror whose catalog was added already."""
    root = tmp_path / "mirror"
    for path, text in [
        ("dists/noble/Release", RELEASE),
        (INDEX, PACKAGES),
        ("dists/noble/main/Contents-amd64", CONTENTS),
    ]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def run(mirror: Path, release: str = "ubuntu:noble") -> subprocess.CompletedProcess[str]:
    """Adds the mirror's catalog, in bounded memory."""
    return subprocess.run(
        [sys.executable, "-m", "pydockstage", "catalog", "add", release, "--from", str(mirror)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        timeout=900,
    )


@pytest.fixture
def add(mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Adds the mirror's catalog once; the function adds it again, and returns the error that it must come to."""
    monkeypatch.setenv("PYDOCKSTAGE_CACHE_DIR", str(tmp_path / "cache"))
    done = run(mirror)
    assert done.returncode == 0, done.stderr
    kept = tmp_path / "cache" / "catalogs"
    before = {path.name: path.read_bytes() for path in kept.iterdir()}

    def again(release: str = "ubuntu:noble") -> str:
        done = run(mirror, release)
        assert done.returncode == 2, (done.returncode, done.stderr)
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
        assert pydockstage.runtime_packages("libacme-dev", on="ubuntu:noble") == ["libacme3"]
        return done.stderr

    return again


def bomb(mirror: Path, path: str, suffix: str, block: bytes) -> None:
    """Puts ten gigabytes in the place of an index."""
    (mirror / path).unlink(missing_ok=True)
    packed = PACKED[suffix](block)
    with (mirror / f"{path}{suffix}").open("wb") as file:
        for _ in range(TEN_GIGABYTES // len(block)):
            file.write(packed)


@each_packing
def test_ten_gigabytes_of_one_line(mirror: Path, add: Callable[..., str], suffix: str) -> None:
    bomb(mirror, INDEX, suffix, bytes(BLOCK))
    assert f"{INDEX}{suffix}, line 1: the line is too long" in add()


@pytest.mark.parametrize("suffix", [".gz", pytest.param(".zst", marks=needs_zstd)])
def test_ten_gigabytes_of_sound_packages(mirror: Path, add: Callable[..., str], suffix: str) -> None:
    # Every paragraph is one that could stand in an index, so nothing but the size tells.
    paragraph = b"Package: libacme-dev\nSection: libdevel\nDescription: " + b"x" * (1 << 20) + b"\n\n"
    bomb(mirror, INDEX, suffix, paragraph * (BLOCK // len(paragraph)))
    assert f"{INDEX}{suffix} holds more than {2 << 30} bytes" in add()


def test_ten_gigabytes_of_files(mirror: Path, add: Callable[..., str]) -> None:
    path = "dists/noble/main/Contents-amd64"
    line = b"usr/share/" + b"x" * (1 << 20) + b" libs/libacme3\n"
    bomb(mirror, path, ".gz", line * (BLOCK // len(line)))
    assert f"{path}.gz holds more than {2 << 30} bytes" in add()


def test_ten_gigabytes_in_the_indexes_of_the_other_families(mirror: Path, add: Callable[..., str]) -> None:
    repomd = '<repomd><data type="primary"><location href="repodata/primary.xml.gz"/></data></repomd>'
    (mirror / "repodata").mkdir()
    (mirror / "repodata/repomd.xml").write_text(repomd)
    element = b"<package type='rpm'>" + b" " * (1 << 16) + b"</package>"
    bomb(mirror, "repodata/primary.xml", ".gz", element * (BLOCK // len(element)))
    assert re.search(r"primary\.xml\.gz (is corrupt|holds more than)", add("fedora:42"))
    archive = BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo("APKINDEX")
        entry.size = TEN_GIGABYTES
        tar.addfile(entry)
    folder = mirror / "x86_64"
    folder.mkdir()
    with (folder / "APKINDEX.tar.gz").open("wb") as file:
        file.write(gzip.compress(archive.getvalue()[:512]))
        packed = gzip.compress(bytes(BLOCK), compresslevel=1)
        for _ in range(TEN_GIGABYTES // BLOCK):
            file.write(packed)
    assert f"APKINDEX.tar.gz holds more than {256 << 20} bytes" in add("alpine:3.22")


@each_packing
def test_what_is_cut_off_or_not_what_its_name_says(mirror: Path, add: Callable[..., str], suffix: str) -> None:
    (mirror / INDEX).unlink()
    place = mirror / f"{INDEX}{suffix}"
    packed = PACKED[suffix](PACKAGES.encode() * 1000)
    place.write_bytes(packed[: len(packed) * 2 // 3])
    assert re.search(rf"Packages\{suffix} is (cut off|corrupt)", add())
    for wrong in [b"<!DOCTYPE html><p>Not here</p>\n", b"\0" * 4096, packed[:6] + b"\xff" * 100]:
        place.write_bytes(wrong)
        assert f"Packages{suffix}" in add()
    # Packed in another way than its name says, it is read all the same: the bytes decide.
    place.write_bytes(PACKED[".xz" if suffix == ".gz" else ".gz"](PACKAGES.replace("libacme3", "libacme4").encode()))
    contents = mirror / "dists/noble/main/Contents-amd64"
    contents.write_text(CONTENTS.replace("libacme3", "libacme4"))
    done = run(mirror)
    assert done.returncode == 0, done.stderr
    assert pydockstage.runtime_packages("libacme-dev", on="ubuntu:noble") == ["libacme4"]
