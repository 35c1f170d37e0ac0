"""Distributions built from their sources with nothing named by hand, and the page that tells how that went.

`nox -s builds_from_source` builds each on each base and writes `docs/reference/built-from-source.md`. It takes hours,
so what was seen is kept in `from_source.json`, from which the page is made, and only what is not in it is built again.

Distributions share an image, as a project's do: what each links to is looked at by itself. One that fails is taken out
of the requirements, so that it costs the others nothing but time.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import product
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
    note: str = ""
    """Why it fails, where that is no fault of what is generated."""

    @property
    def sources(self) -> list[str]:
        """The distributions that it builds from source."""
        return [self.distribution, *self.also]

    @property
    def requirements(self) -> str:
        """The requirements file: the distribution from its source, all else as pip finds it."""
        return f"--no-binary {','.join(self.sources)}\n{self.name}\n"

    @property
    def distribution(self) -> str:
        """Its name alone."""
        return re.split(r"[\[<=>~]", self.name, maxsplit=1)[0]

    @property
    def command(self) -> list[str]:
        """What loads it."""
        return self.code[1:].split() if self.code.startswith("$") else ["python", "-c", self.code]

    @property
    def extras(self) -> list[str]:
        """The extras that are asked for."""
        return re.findall(r"\[(.*)\]", self.name)


GROUPS = (
    (
        Case("python-ldap", "import _ldap, ldap; ldap.initialize('ldap://localhost')"),
        Case("psycopg2", "import psycopg2._psycopg"),
        Case("mysqlclient", "import MySQLdb._mysql"),
        Case("gssapi", "import gssapi.raw; gssapi.Name('a@b')"),
        Case("pyodbc", "import pyodbc; pyodbc.drivers()"),
        Case("pycurl", "import pycurl; pycurl.Curl().close()"),
        Case("pycups", "import cups; cups.modelSort('a', 'b')"),
        Case("python-magic", "import magic; assert magic.from_buffer(b'%PDF-1.4').startswith('PDF')"),
        Case("pylibmc", "import _pylibmc, pylibmc; pylibmc.Client(['127.0.0.1'])"),
        Case("cffi", "import _cffi_backend, cffi; cffi.FFI().new('int *')"),
    ),
    (
        Case("pycairo", "import cairo; cairo.ImageSurface(cairo.FORMAT_ARGB32, 1, 1)"),
        Case("dbus-python", "import _dbus_bindings, _dbus_glib_bindings, dbus"),
        Case("systemd-python", "import systemd.journal, systemd.login, systemd.daemon, systemd.id128"),
        Case("PyAudio", "import pyaudio._portaudio; pyaudio.get_portaudio_version()"),
        Case("M2Crypto", "import M2Crypto.m2, M2Crypto.RSA; M2Crypto.m2.rand_status()"),
        Case("pygraphviz", "import pygraphviz; pygraphviz.AGraph('graph { a -- b }').nodes()"),
        Case("weasyprint", "import weasyprint; weasyprint.HTML(string='<p>a').write_pdf()"),
        Case("uWSGI", "$uwsgi --version"),
    ),
    (
        Case("psycopg[c]", "import psycopg; assert psycopg.pq.__impl__ == 'c'", also=("psycopg-c",)),
        Case("PyYAML", "import yaml._yaml; assert yaml.__with_libyaml__"),
        Case("lz4", "import lz4.frame; lz4.frame.compress(b'a')"),
        Case("pylibacl", "import posix1e; posix1e.ACL(text='u::rw,g::r,o::r')"),
        Case("gmpy2", "import gmpy2; gmpy2.mpc(gmpy2.mpfr(1), 2)"),
        Case("berkeleydb", "import berkeleydb; berkeleydb.db.version()"),
        Case("pyalsaaudio", "import alsaaudio; alsaaudio.cards()"),
        Case("krb5", "import krb5; krb5.init_context()"),
        Case("cairocffi", "import cairocffi; cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, 1, 1)"),
        Case("hiredis", "import hiredis.hiredis; hiredis.Reader()"),
    ),
    (
        Case("psycopg2cffi", "import psycopg2cffi._impl._libpq"),
        Case("pyxattr", "import xattr; xattr.list('/')"),
        Case(
            "apsw",
            "import apsw; apsw.Connection(':memory:')",
            note="its build downloads SQLite's source, and sqlite.org could not be reached",
        ),
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
        Case(
            "gpg",
            "import gpg._gpgme; gpg.Context()",
            note="it asks PyPI for any SWIG to build with: 4.4.1 still defines what it lacks, 4.5.1 does not",
        ),
        Case("kerberos", "import kerberos"),
        Case("bonsai", "import bonsai._bonsai; bonsai.LDAPClient('ldap://localhost')"),
        Case("mecab-python3", "import MeCab._MeCab"),
        Case("python-snappy", "import snappy; snappy.compress(b'a')"),
        Case("pysodium", "import pysodium; pysodium.randombytes(4)"),
        Case("libusb1", "import usb1; usb1.getVersion()"),
        Case("psutil", "import psutil; psutil.Process().memory_info()"),
        Case("msgpack", "import msgpack._cmsgpack"),
    ),
    (
        Case(
            "Pillow",
            "import PIL._imaging, PIL._imagingft, PIL._imagingcms, PIL._webp, PIL.features as f; "
            "assert all(map(f.check, ('jpg', 'zlib', 'libtiff', 'freetype2', 'littlecms2', 'webp', 'jpg_2000')))",
        ),
    ),
    (
        Case("lxml", "import lxml.objectify, lxml.etree as e; assert e.XML('<a><b/></a>').xpath('count(b)') == 1"),
        Case("xmlsec", "import xmlsec; xmlsec.enable_debug_trace(False)", also=("lxml",)),
    ),
    (
        Case(
            "h5py",
            "import h5py, io; h5py.File(io.BytesIO(), 'w').create_dataset('a', data=[1], compression='gzip')",
        ),
    ),
    (
        Case(
            "cryptography",
            "from cryptography.hazmat.primitives.ciphers.aead import AESGCM; "
            "AESGCM(bytes(16)).encrypt(bytes(12), b'', None)",
        ),
    ),
)
"""Distributions, those that share an image together; the ones that compile for long are last."""

CASES = tuple(case for cases in GROUPS for case in cases)

Base = tuple[str, str]

BASES: tuple[Base, ...] = (("3.13", "trixie"), ("3.11", "bookworm"))


@dataclass
class Result:
    """What was seen of one distribution on one base."""

    version: str = ""
    failed: str = ""
    """The step that failed and what it said of it; nothing where all went well."""
    missing: list[str] = field(default_factory=list)
    """The packages that the distribution's own needs do not bring, and the libraries that no file of the image is."""
    added: list[str] = field(default_factory=list)
    """The packages that its needs bring beyond the base image's, with all they depend on."""
    exact: list[str] = field(default_factory=list)
    """Those that own what the files link to, with all they depend on."""
    opened: list[str] = field(default_factory=list)
    """Those that are needed beyond these, by what was opened while the case's code ran."""
    added_kib: int = 0
    exact_kib: int = 0
    """The size of what is needed: linked to or opened."""
    files_kib: int = 0
    """The size of the distribution's own files."""


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


PREFIX = "import os, sys, sysconfig; print(sys.base_prefix, os.path.dirname(sysconfig.get_config_var('LIBDIR')))"


@cache
def mended(image: str) -> str:
    """The image that a build takes for the official one: itself, or one made from it.

    An image that stands in for the official one can hold a Python that was compiled for another prefix than the one it
    lies in. Its pkg-config files and its `sysconfig` then name folders that are not there, and meson, which asks them,
    finds no `Python.h`. The official images were compiled in place. So the folders are made to be there.
    """
    lies, compiled_for = inside(image, "python", "-c", PREFIX).split()
    if lies == compiled_for:
        return image
    tag = f"builds-mended-{image.replace(':', '-')}"
    link = f"FROM {image}\nRUN mkdir -p {os.path.dirname(compiled_for)} && ln -s {lies} {compiled_for}\n"
    run("docker", "build", "--quiet", f"--tag={tag}", "-", said=link)
    return tag


def built(cases: Sequence[Case], base: Base, tag: str, generate: Callable[..., None]) -> None:
    """Builds the image of a project that says nothing but what it requires."""
    python, release = base
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "requirements.txt").write_text("".join(case.requirements for case in cases))
        (project / "pydockstage.toml").write_text('command = ["python"]\n')
        generate(project, f"--python={python}", f"--base=debian:{release}")
        image = f"python:{python}-slim-{release}"
        instead = f"--build-context={image}=docker-image://{mended(image)}"
        run("docker", "build", "--progress=plain", instead, f"--tag={tag}", ".", cwd=project)


def culprits(cases: Sequence[Case], said: str) -> list[Case]:
    """The cases that a failed build complains of: those that pip names, or that it last began with; else all."""
    named = re.findall(r"(?:Failed to build|Could not build wheels for|based projects \() *([^)\n]*)", said)
    named += re.findall(r"No matching distribution found for ([\w.-]+)", said)
    named += [found[1] for found in re.finditer(r"/site-packages/([\w.-]+)", said) if "would not work" in said]
    words = {normal(word) for words in named for word in re.split(r"[\s,']+", words) if word}
    if not words and (begun := re.findall(r"Collecting ([\w.-]+)", said)):
        words = {normal(begun[-1])}
    found = [case for case in cases if words & {normal(name) for name in case.sources}]
    return found or list(cases)


def normal(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def why(said: str, case: Case) -> str:
    """The line that tells best why a build failed."""
    lines = [re.sub(r"^#\d+ +[\d.]+ +", "", line).strip() for line in said.splitlines()]
    marks = r"fatal error|error:|Error:|urlopen error|not found|is missing|cannot find|ERROR|No module"
    vague = r"subprocess-exited|exit code|ERROR: (?:[Ff]ailed|Could not build)|failed to solve|metadata-generation"
    telling = [line for line in lines if re.search(marks, line) and not re.search(vague, line)]
    near = [line for line in telling if case.distribution.lower() in line.lower()]
    return (near or telling or lines[-1:] or [""])[0][:160]


def look(image: str, base: list[str], distributions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What there is to see in the image."""
    script = f"{HERE / 'from_source_inside.py'}:/inside.py"
    asked = json.dumps({"base": base, "distributions": distributions})
    seen: dict[str, Any] = json.loads(inside(image, "python", "/inside.py", mounts=(script,), said=asked))
    return seen


def measured(cases: Sequence[Case], image: str, base: Base, verifier: str | None) -> dict[str, Result]:
    """What there is to see of each case."""
    before = look(f"python:{base[0]}-slim-{base[1]}", [], {})["packages"]
    needs = {}
    for case in cases:
        known = pydockstage.package_needs(case.distribution, on=f"debian:{base[1]}", extras=case.extras)
        runtime = list(known.runtime) if known else []
        needs[case.name] = {"files": case.sources, "runtime": runtime, "command": case.command}
    seen = look(image, before, needs)
    absent = []
    if verifier is not None:
        absent = inside(image, "/verifier", "/", "/venv", mounts=(f"{verifier}:/verifier",)).split()
    results = {}
    for case in cases:
        result = Result(**seen["each"][case.name])
        result.missing += absent
        try:
            # As production's own user.
            run("docker", "run", "--rm", image, *case.command)
        except Failed as failure:
            result.failed = f"import: {str(failure).strip().splitlines()[-1][:160]}"
        results[case.name] = result
    return results


def tell(
    cases: Sequence[Case], base: Base, generate: Callable[..., None], verifier: str | None, logs: Path | None
) -> dict[str, Result]:
    """Builds an image with those of the cases that can be built and tells what was seen of each."""
    tag = f"pydockstage-from-source-{cases[0].distribution.lower()}-{base[1]}"
    left = list(cases)
    results: dict[str, Result] = {}
    while left:
        try:
            built(left, base, tag, generate)
            results |= measured(left, tag, base, verifier)
            break
        except Failed as failure:
            said = str(failure)
            failing = culprits(left, said)
            if logs is not None:
                (logs / f"{failing[0].distribution}-{base[1]}.log").write_text(said)
            for case in failing:
                results[case.name] = Result(failed=f"build: {why(said, case)}")
            left = [case for case in left if case not in failing]
        finally:
            subprocess.run(["docker", "image", "rm", "--force", tag], capture_output=True, check=False)
    return results


def generate_here(project: Path, *arguments: str) -> None:
    """Generates with the installed package."""
    run(sys.executable, "-m", "pydockstage", "generate", *arguments, cwd=project)


HEADER = """# Built from source

Distributions of PyPI, each compiled from its sdist (`--no-binary`) with nothing named by hand, and loaded in the image
that ships, as its own user. Made by `nox -s builds_from_source`.

{counts}

- **files**: the distribution's own installed files, in MiB
- **packages**: the runtime packages that its needs name and all they depend on, beyond the base image's, by their
  Installed-Size, in MiB
- **needed**: the packages that own what its files link to (`ldd`, dpkg's database) or what was opened while its code
  ran (`/proc/self/maps`), and all they depend on, in MiB
- **ratio**: the one to the other; a dash where nothing beyond the base is needed
- **opened**: the packages that no look at the files would find, as their libraries are opened while the program runs

Several distributions share an image, as they do in a project; what each brings and needs is looked at by itself.
"""


def row(case: Case, result: Result) -> str:
    """A line of the table."""
    if result.failed:
        step, _, said = result.failed.partition(": ")
        why = said.replace("|", "\\|").replace("`", "'")
        told = f"`{why}`" + (f" ({case.note})" if case.note else "")
        return f"| {case.name} | {result.version or '-'} | fails at {step}: {told} | | | | | |"
    mib = "{:.1f}".format
    ratio = f"{result.added_kib / result.exact_kib:.2f}" if result.exact_kib else "-"
    state = "misses " + ", ".join(result.missing) if result.missing else "loads"
    sizes = " | ".join(mib(kib / 1024) for kib in (result.files_kib, result.added_kib, result.exact_kib))
    return f"| {case.name} | {result.version} | {state} | {sizes} | {ratio} | {', '.join(result.opened)} |"


def page(results: dict[str, Result]) -> str:
    """The page that tells how it went."""
    tables, counts = [], []
    for python, release in BASES:
        seen = [(case, results[key]) for case in CASES if (key := f"{case.name} {release}") in results]
        loading = sum(not result.failed and not result.missing for _, result in seen)
        counts.append(f"{loading} of {len(seen)} load and miss nothing on {release}")
        head = "| distribution | version | | files | packages | needed | ratio | opened |\n" + "|---" * 8 + "|"
        rows = [row(case, result) for case, result in seen]
        tables.append("\n".join([f"## Python {python} on {release}", "", head, *rows]) + "\n")
    return "\n".join([HEADER.format(counts=", ".join(counts) + "."), *tables])


def main() -> None:
    """Build what the file of results lacks, then write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--results", type=Path, default=HERE / "from_source.json")
    parser.add_argument("--verifier", help="the program that finds missing libraries")
    parser.add_argument("--release", help="the only release to build on")
    parser.add_argument("--page", type=Path, help="where to write the page")
    parser.add_argument("--page-only", action="store_true", help="build nothing")
    parser.add_argument("--logs", type=Path, help="the folder for what failed builds say")
    parser.add_argument("--together", action="store_true", help="all in one image, whatever shares one by default")
    parser.add_argument("names", nargs="*", help="the distributions to build anew; those not in the results without it")
    arguments = parser.parse_args()
    results = json.loads(arguments.results.read_text()) if arguments.results.exists() else {}
    groups = (CASES,) if arguments.together else GROUPS
    for group, base in product(() if arguments.page_only else groups, BASES):
        if arguments.release not in (None, base[1]):
            continue
        known = [] if arguments.names else [case for case in group if f"{case.name} {base[1]}" in results]
        cases = [case for case in group if case not in known and case.name in (arguments.names or [case.name])]
        if not cases:
            continue
        for name, result in tell(cases, base, generate_here, arguments.verifier, arguments.logs).items():
            results[f"{name} {base[1]}"] = asdict(result)
            ratio = result.added_kib / result.exact_kib if result.exact_kib else 0
            state = result.failed and f"FAILED at {result.failed}"
            print(name, base[1], result.version, f"{ratio:.2f}", result.missing, state, flush=True)
        arguments.results.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    if arguments.page is not None:
        arguments.page.parent.mkdir(parents=True, exist_ok=True)
        arguments.page.write_text(page({name: Result(**result) for name, result in results.items()}))


if __name__ == "__main__":
    main()
