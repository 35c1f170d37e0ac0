"""Distributions built from their sources with nothing named by hand, and the page that tells how that went.

`nox -s builds_from_source` builds each on each base and writes `docs/reference/built-from-source.md`. It takes hours,
so what was seen is kept in a file of results, and only what is not in it is built again.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pydockstage

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """A distribution, and the code that loads its extension modules."""

    name: str
    """As people write it in a requirement, with its extras."""
    code: str
    """What production must run; `$` begins a command in place of Python code."""
    also: tuple[str, ...] = ()
    """What has to be built from source together with it."""

    @property
    def requirements(self) -> str:
        """The requirements file: the distribution from its source, all else as pip finds it."""
        return f"--no-binary {','.join([self.distribution, *self.also])}\n{self.name}\n"

    @property
    def distribution(self) -> str:
        """Its name alone."""
        return re.split(r"[\[<=>~]", self.name, maxsplit=1)[0]

    @property
    def extras(self) -> list[str]:
        """The extras that are asked for."""
        return re.findall(r"\[(.*)\]", self.name)


CASES = (
    Case("python-ldap", "import _ldap, ldap; ldap.initialize('ldap://localhost')"),
    Case("psycopg2", "import psycopg2._psycopg"),
    Case("mysqlclient", "import MySQLdb._mysql"),
    Case("gssapi", "import gssapi.raw; gssapi.Name('a@b')"),
    Case("pyodbc", "import pyodbc; pyodbc.drivers()"),
    Case("pycairo", "import cairo; cairo.ImageSurface(cairo.FORMAT_ARGB32, 1, 1)"),
    Case("pycurl", "import pycurl; pycurl.Curl().close()"),
    Case("pycups", "import cups; cups.modelSort('a', 'b')"),
    Case("PyAudio", "import pyaudio._portaudio; pyaudio.get_portaudio_version()"),
    Case("dbus-python", "import _dbus_bindings, _dbus_glib_bindings, dbus"),
    Case("systemd-python", "import systemd.journal, systemd.login, systemd.daemon, systemd.id128"),
    Case("pylibmc", "import _pylibmc, pylibmc; pylibmc.Client(['127.0.0.1'])"),
    Case("cffi", "import _cffi_backend, cffi; cffi.FFI().new('int *')"),
    Case("python-magic", "import magic; assert magic.from_buffer(b'%PDF-1.4').startswith('PDF')"),
    Case("weasyprint", "import weasyprint; weasyprint.HTML(string='<p>a').write_pdf()"),
    Case("pygraphviz", "import pygraphviz; pygraphviz.AGraph('graph { a -- b }').nodes()"),
    Case("M2Crypto", "import M2Crypto.m2, M2Crypto.RSA; M2Crypto.m2.rand_status()"),
    Case("uWSGI", "$uwsgi --version"),
    Case(
        "Pillow",
        "import PIL._imaging, PIL._imagingft, PIL._imagingcms, PIL._webp, PIL.features as f; "
        "assert all(map(f.check, ('jpg', 'zlib', 'libtiff', 'freetype2', 'littlecms2', 'webp', 'jpg_2000')))",
    ),
    Case(
        "h5py",
        "import h5py; h5py.File.in_memory().close() if hasattr(h5py.File, 'in_memory') else h5py.h5.get_config()",
    ),
    Case("lxml", "import lxml.etree, lxml.objectify; lxml.etree.XSLT(lxml.etree.XML('<a/>')) if 0 else None"),
    Case("xmlsec", "import xmlsec; xmlsec.enable_debug_trace(False)", also=("lxml",)),
    Case(
        "cryptography",
        "from cryptography.hazmat.primitives.ciphers.aead import AESGCM; "
        "AESGCM(bytes(16)).encrypt(bytes(12), b'', None)",
    ),
)

TOGETHER = (
    (
        Case("psycopg[c]", "import psycopg; assert psycopg.pq.__impl__ == 'c'", also=("psycopg-c",)),
        Case("PyYAML", "import yaml._yaml; assert yaml.__with_libyaml__"),
        Case("lz4", "import lz4.frame; lz4.frame.compress(b'a')"),
        Case("pylibacl", "import posix1e; posix1e.ACL(text='u::rw,g::r,o::r')"),
        Case("gmpy2", "import gmpy2; gmpy2.mpc(gmpy2.mpfr(1), 2)"),
        Case("berkeleydb", "import berkeleydb; berkeleydb.db.version()"),
        Case("pyalsaaudio", "import alsaaudio; alsaaudio.cards()"),
        Case("krb5", "import krb5; krb5.init_context()"),
        Case("cairocffi", "import cairocffi; cairocffi.ImageSurface('ARGB32', 1, 1)"),
        Case("hiredis", "import hiredis.hiredis; hiredis.Reader()"),
    ),
    (
        Case("psycopg2cffi", "import psycopg2cffi._impl._libpq"),
        Case("pyxattr", "import xattr; xattr.list('/')"),
        Case("apsw", "import apsw; apsw.Connection(':memory:')"),
        Case("pyscard", "import smartcard.scard._scard"),
        Case("python-prctl", "import prctl; prctl.get_name()"),
        Case("plyvel", "import plyvel._plyvel"),
        Case("shapely", "import shapely; shapely.Point(0, 0).buffer(1).area"),
        Case("PyICU", "import icu; icu.Locale('de')"),
        Case("pyenchant", "import enchant; enchant.list_languages()"),
        Case("MarkupSafe", "import markupsafe._speedups"),
    ),
    (
        Case("mariadb", "import mariadb._mariadb"),
        Case("gpg", "import gpg._gpgme; gpg.Context()"),
        Case("kerberos", "import kerberos"),
        Case("bonsai", "import bonsai._bonsai; bonsai.LDAPClient('ldap://localhost')"),
        Case("mecab-python3", "import MeCab._MeCab"),
        Case("python-snappy", "import snappy; snappy.compress(b'a')"),
        Case("pysodium", "import pysodium; pysodium.randombytes(4)"),
        Case("libusb1", "import usb1; usb1.getVersion()"),
        Case("pyzbar", "import pyzbar.pyzbar"),
        Case("psutil", "import psutil; psutil.Process().memory_info()"),
        Case("msgpack", "import msgpack._cmsgpack"),
    ),
)
"""Distributions that share an image: what each links to is looked at by itself."""

Base = tuple[str, str]

BASES: tuple[Base, ...] = (("3.13", "trixie"), ("3.11", "bookworm"))


@dataclass
class Result:
    """What was seen of one distribution on one base."""

    version: str = ""
    failed: str = ""
    """The step that failed and the last that it said; nothing where all went well."""
    missing: list[str] = field(default_factory=list)
    """The shared libraries that no file of the image is."""
    added: list[str] = field(default_factory=list)
    """The packages beyond the base image's, with all they depend on."""
    exact: list[str] = field(default_factory=list)
    """Those of them that own what the files link to, with all they depend on."""
    added_kib: int = 0
    exact_kib: int = 0
    image_kib: int = 0
    """What the production image holds above its base."""
    with_others: bool = False
    """Whether others were built into the same image."""
    seconds: int = 0


class Failed(Exception):
    """A command that did not end well."""


def run(*command: str, cwd: Path | None = None, said: str = "") -> str:
    """What a command prints."""
    done = subprocess.run(command, cwd=cwd, text=True, input=said, capture_output=True, check=False)
    if done.returncode != 0:
        raise Failed(done.stderr + done.stdout)
    return done.stdout


def inside(image: str, *command: str, mounts: tuple[str, ...] = (), said: str = "") -> str:
    """What a command prints in a container of the image, run as root."""
    options = [f"--volume={mount}:ro" for mount in mounts]
    options += ["--rm", "--interactive", "--user=0", "--entrypoint="]
    return run("docker", "run", *options, image, *command, said=said)


def size(image: str) -> int:
    """The size of an image's files in KiB."""
    return int(inside(image, "du", "-skx", "/").split()[0])


def built(cases: Sequence[Case], base: Base, tag: str, generate: Callable[..., None]) -> None:
    """Builds the image of a project that says nothing but what it requires."""
    python, release = base
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "requirements.txt").write_text("".join(case.requirements for case in cases))
        (project / "pydockstage.toml").write_text('command = ["python"]\n')
        generate(project, f"--python={python}", f"--base=debian:{release}")
        run("docker", "build", "--progress=plain", f"--tag={tag}", ".", cwd=project)


def loads(case: Case, image: str) -> None:
    """Runs the case's code in production, as production's own user."""
    command = case.code[1:].split() if case.code.startswith("$") else ["python", "-c", case.code]
    run("docker", "run", "--rm", image, *command)


def look(image: str, base: list[str], distributions: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    """What there is to see in the image."""
    script = f"{HERE / 'from_source_inside.py'}:/inside.py"
    asked = json.dumps({"base": base, "distributions": distributions})
    seen: dict[str, Any] = json.loads(inside(image, "python", "/inside.py", mounts=(script,), said=asked))
    return seen


def measured(cases: Sequence[Case], image: str, base: Base, verifier: str | None) -> dict[str, Result]:
    """What there is to see of each case."""
    plain = f"python:{base[0]}-slim-{base[1]}"
    before = look(plain, [], {})["packages"]
    needs = {}
    for case in cases if len(cases) > 1 else ():
        known = pydockstage.package_needs(case.distribution, on=f"debian:{base[1]}", extras=case.extras)
        runtime = list(known.runtime) if known else []
        needs[case.name] = {"files": [case.distribution, *case.also], "runtime": runtime}
    seen = look(image, before, needs)
    absent = []
    if verifier is not None:
        absent = inside(image, "/verifier", "/", "/venv", mounts=(f"{verifier}:/verifier",)).split()
    size_above = size(image) - size(plain)
    results = {}
    for case in cases:
        told = seen["each"][case.name] if needs else seen["all"]
        result = Result(**told, image_kib=0 if needs else size_above, with_others=bool(needs))
        result.missing += absent
        code = f"import importlib.metadata as m; print(m.version({case.distribution!r}))"
        result.version = run("docker", "run", "--rm", image, "python", "-c", code).strip()
        try:
            loads(case, image)
        except Failed as failure:
            result.failed = f"import: {str(failure)[-3000:]}"
        results[case.name] = result
    return results


def tell(cases: Sequence[Case], base: Base, generate: Callable[..., None], verifier: str | None) -> dict[str, Result]:
    """Builds an image with the cases and tells what was seen of each."""
    tag = f"pydockstage-from-source-{cases[0].distribution.lower()}-{base[1]}"
    begun = time.monotonic()
    try:
        built(cases, base, tag, generate)
        results = measured(cases, tag, base, verifier)
    except Failed as failure:
        results = {case.name: Result(failed=f"build: {str(failure)[-6000:]}") for case in cases}
    finally:
        subprocess.run(["docker", "image", "rm", "--force", tag], capture_output=True, check=False)
    for result in results.values():
        result.seconds = int(time.monotonic() - begun)
    return results


def generate_here(project: Path, *arguments: str) -> None:
    """Generates with the installed package."""
    run(sys.executable, "-m", "pydockstage", "generate", *arguments, cwd=project)


HEADER = """# Built from source

Distributions of PyPI, each compiled from its sdist (`--no-binary`) with nothing named by hand, and loaded in the image
that ships. Made by `nox -s builds_from_source`; what is in no table has not been built yet.

- **above the base**: all that the production image holds beyond its base image, in MiB
- **packages**: the runtime packages and all they depend on beyond the base image's, by their Installed-Size, in MiB
- **exact**: those of them that own what the installed files link to (`ldd`, dpkg's database), and all they depend on
- **ratio**: the one to the other; a dash where the files link to nothing beyond the base, or where libraries are opened
  while the program runs, which no look at the files can tell

Distributions without a figure above the base share an image with others: what each links to is looked at by itself.
"""


def row(case: Case, result: Result) -> str:
    """A line of the table."""
    if result.failed:
        step, _, said = result.failed.partition(": ")
        lines = [line for line in said.splitlines() if "error" in line.lower()]
        why = lines[0].strip()[-160:].replace("|", "\\|") if lines else step
        return f"| {case.name} | {result.version or '-'} | fails at {step}: `{why}` | | | | |"
    mib = "{:.1f}".format
    ratio = f"{result.added_kib / result.exact_kib:.2f}" if result.exact_kib else "-"
    above = "" if result.with_others else mib(result.image_kib / 1024)
    state = "misses " + ", ".join(result.missing) if result.missing else "loads"
    sizes = f"{mib(result.added_kib / 1024)} | {mib(result.exact_kib / 1024)} | {ratio}"
    return f"| {case.name} | {result.version} | {state} | {above} | {sizes} |"


def page(results: dict[str, Result]) -> str:
    """The page that tells how it went."""
    cases = [*CASES, *(case for cases in TOGETHER for case in cases)]
    parts = [HEADER]
    for python, release in BASES:
        rows = [row(case, results[key]) for case in cases if (key := f"{case.name} {release}") in results]
        head = "| distribution | version | | above the base | packages | exact | ratio |\n|---|---|---|---|---|---|---|"
        parts.append("\n".join([f"## Python {python} on {release}", "", head, *rows]) + "\n")
    return "\n".join(parts)


def main() -> None:
    """Build what the file of results lacks, then write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("--verifier", help="the program that finds missing libraries")
    parser.add_argument("--release", help="the only release to build on")
    parser.add_argument("--page", type=Path, help="where to write the page")
    parser.add_argument("--page-only", action="store_true", help="build nothing")
    parser.add_argument("names", nargs="*", help="the distributions to build anew; those not in the results without it")
    arguments = parser.parse_args()
    results = json.loads(arguments.results.read_text()) if arguments.results.exists() else {}
    for base in () if arguments.page_only else BASES:
        if arguments.release not in (None, base[1]):
            continue
        for cases in [*((case,) for case in CASES), *TOGETHER]:
            names = {f"{case.name} {base[1]}" for case in cases}
            if arguments.names:
                wanted = any(case.name in arguments.names for case in cases)
            else:
                wanted = not names <= results.keys()
            if not wanted:
                continue
            for name, result in tell(cases, base, generate_here, arguments.verifier).items():
                results[f"{name} {base[1]}"] = asdict(result)
                ratio = result.added_kib / result.exact_kib if result.exact_kib else 0
                state = f"FAILED {result.failed[-300:]}" if result.failed else "ok"
                print(
                    name,
                    base[1],
                    result.version,
                    f"{result.seconds}s",
                    f"{ratio:.2f}",
                    result.missing,
                    state,
                    flush=True,
                )
            arguments.results.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    if arguments.page is not None:
        arguments.page.parent.mkdir(parents=True, exist_ok=True)
        arguments.page.write_text(page({name: Result(**result) for name, result in results.items()}))


if __name__ == "__main__":
    main()
