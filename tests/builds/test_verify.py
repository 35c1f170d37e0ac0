"""`pydockstage verify` beside `ldd`, which asks the image's own loader."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import Engine

# Some of what the interpreter links to, and nothing that the shell or `ldd` needs themselves.
REMOVED = ["libz.so.1", "libsqlite3.so.0", "libbz2.so.1.0"]

# Each file that begins as an ELF file does, through the loader; `ldd` prints `libz.so.1 => not found`.
LDD = """
python3 -S -c '
import os
for folder, names, files in os.walk("/usr"):
    for path in (os.path.join(folder, name) for name in files):
        if not os.path.islink(path) and open(path, "rb").read(4) == b"\\x7fELF":
            print(path)
' | while read -r file; do
    ldd "$file" 2>/dev/null | grep "not found" | cut -d= -f1 || true
done | tr -d '\\t ' | sort -u
"""


@pytest.fixture
def image(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("verify")
    # A file that is gone is still in the cache of the loader: what counts is whether it is there.
    paths = " ".join(f"/usr/lib/*/{name}*" for name in REMOVED)
    dockerfile = f"FROM python:3.13-slim-trixie\nRUN rm {paths}\n"
    (folder / "Dockerfile").write_text(dockerfile, encoding="utf-8")
    return engine.build(folder, "verify")


def verify(subject: str) -> tuple[int, dict[str, object]]:
    command = [sys.executable, "-m", "pydockstage", "verify", subject, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def test_what_the_loader_does_not_find_is_told(engine: Engine, image: str) -> None:
    status, said = verify(image)
    report = said["report"]
    assert isinstance(report, dict)
    owners = {missing["library"]: missing["owners"] for missing in report["missing"]}
    asked = engine.shell(image, LDD)
    assert set(owners) == set(asked.split())
    assert status == 1
    assert owners["libz.so.1"] == ["zlib1g"]
    assert owners["libsqlite3.so.0"] == ["libsqlite3-0"]


def test_an_image_that_is_whole_lacks_only_what_it_leaves_out_on_purpose(engine: Engine) -> None:
    status, said = verify("python:3.13-slim-trixie")
    report = said["report"]
    assert isinstance(report, dict)
    assert status == 0
    assert {missing["library"] for missing in report["missing"]} == {"libtcl8.6.so", "libtk8.6.so"}
    assert all(missing["is_optional"] for missing in report["missing"])
