"""Holds the embedded catalog against the packages themselves.

The index tells only names of files; here each sampled development package is opened, its linker symlinks are followed,
the library behind each is opened too, its SONAME is read from its ELF header, and the package that holds the file of
that name is the truth. Nothing of the catalog's own code takes part.

It needs a mirror and downloads some hundred megabytes a release, so it runs only where it is asked for:

    PYDOCKSTAGE_MIRROR=https://example.org/debian PYDOCKSTAGE_CACHE=/var/tmp/debs pytest -s tests/test_catalog_truth.py

The sample is drawn from the names of the release's index, sorted, by `random.Random(SEED)`. To it come the popular
names below, and every metapackage (a development package without a file of its own) that a source package with a
`python3-*` binary names in its Build-Depends.
"""

import gzip
import io
import lzma
import os
import pathlib
import random
import struct
import subprocess
import tarfile
import urllib.error
import urllib.request

import pytest

MIRROR = os.environ.get("PYDOCKSTAGE_MIRROR", "")
CACHE = pathlib.Path(os.environ.get("PYDOCKSTAGE_CACHE", "/var/tmp/pydockstage-debs"))
CATALOG = pathlib.Path(__file__).parent.parent / "crates/pydockstage-core/catalog/debian.txt"
SEED = 20261123
SAMPLE = 300
# A package that is larger is left out of the sample and counted; the popular ones are opened whatever their size.
LARGEST = 30 << 20
EXACT = 0.985
RELEASES = ["bullseye", "bookworm", "trixie", "forky"]
POPULAR = """
libldap2-dev default-libmysqlclient-dev libkrb5-dev libboost-python-dev libjpeg-dev libcurl4-openssl-dev libblas-dev
libmagickwand-dev libgdal-dev libsasl2-dev libpq-dev libxml2-dev libxslt1-dev zlib1g-dev libffi-dev libssl-dev
libxmlsec1-dev unixodbc-dev libmariadb-dev libtiff-dev libwebp-dev liblcms2-dev libopenjp2-7-dev libcairo2-dev
libgirepository1.0-dev libglib2.0-dev libdbus-1-dev libsystemd-dev libcups2-dev portaudio19-dev libhdf5-dev
libnetcdf-dev libmemcached-dev libgraphviz-dev libicu-dev libyaml-dev libzmq3-dev libgeos-dev libproj-dev libsqlite3-dev
libbz2-dev liblzma-dev libreadline-dev libncurses-dev libdb-dev libgmp-dev libmpfr-dev libev-dev libsnappy-dev
libleveldb-dev libusb-1.0-0-dev libudev-dev libasound2-dev libpcap-dev libgit2-dev libssh-dev libacl1-dev libattr1-dev
libcap-dev libopenblas-dev liblapack-dev libopenmpi-dev tcl-dev tk-dev libcapnp-dev libevent-dev libexpat1-dev
""".split()

pytestmark = pytest.mark.skipif(not MIRROR, reason="PYDOCKSTAGE_MIRROR is not set")


FOREIGN = ("librust-", "golang-", "libghc-", "node-", "elpa-", "lib32", "libx32")


# The folders that the linker looks into by itself, both halves of a merged /usr as one.
SEARCHED = ["lib/x86_64-linux-gnu", "lib"]


def fetch(path):
    kept = CACHE / path
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{kept.name}.{os.getpid()}")
        for attempt in range(3):
            try:
                with urllib.request.urlopen(f"{MIRROR}/{path}", timeout=120) as answer:
                    part.write_bytes(answer.read())
                break
            except urllib.error.HTTPError:
                raise
            except OSError:
                if attempt == 2:
                    raise
        part.rename(kept)
    return kept


def normal(path):
    """The path without the leading parts, and with both halves of a merged /usr as one."""
    path = os.path.normpath("/" + path).lstrip("/")
    return path.removeprefix("usr/") if path.startswith("usr/lib") else path


def index(path):
    """The paragraphs of an index, each by the names of its fields; what is folded is joined."""
    with lzma.open(fetch(path), "rt", encoding="utf-8") as lines:
        paragraphs = lines.read().replace("\n ", " ").split("\n\n")
    for paragraph in paragraphs:
        fields = dict(line.split(":", 1) for line in paragraph.split("\n") if ":" in line)
        if fields:
            yield {name: value.strip() for name, value in fields.items()}


def names_in(relations):
    """The packages that a field such as Depends names, the first of each list of alternatives."""
    groups = (group.split("|")[0] for group in relations.split(","))
    names = (group.split("(")[0].split("[")[0].split("<")[0].split(":")[0].strip() for group in groups)
    return [name for name in names if name]


class Release:
    """The index of a release, and what its opened packages hold."""

    def __init__(self, name):
        """Read the index of the release `name`."""
        self.name = name
        self.packages = {fields["Package"]: fields for fields in index(f"dists/{name}/main/binary-amd64/Packages.xz")}
        self.providers = {}
        for package, fields in self.packages.items():
            for provided in names_in(fields.get("Provides", "")):
                self.providers.setdefault(provided, []).append(package)
        self.asked_by_python = set()
        for fields in index(f"dists/{name}/main/source/Sources.xz"):
            if any(binary.startswith("python3-") for binary in names_in(fields.get("Binary", ""))):
                for field in ["Build-Depends", "Build-Depends-Arch", "Build-Depends-Indep"]:
                    self.asked_by_python.update(names_in(fields.get(field, "")))
        self.owners = {}
        self.with_content = set()
        for part in ["amd64", "all"]:
            with gzip.open(fetch(f"dists/{name}/main/Contents-{part}.gz"), "rt", encoding="utf-8") as lines:
                for line in lines:
                    if ".so" not in line and "-dev" not in line:
                        continue
                    path, _, names = line.rstrip("\n").rpartition(" ")
                    names = [name.rsplit("/", 1)[1] for name in names.split(",")]
                    if ".so" in path:
                        self.owners.setdefault(normal(path.strip()), []).extend(names)
                    if not path.startswith(("usr/share/doc", "usr/share/man", "usr/share/lintian", "usr/share/bug")):
                        self.with_content.update(names)
        self.opened = {}

    def depends(self, name):
        """Name each package that `name` depends on."""
        fields = self.packages.get(name, {})
        return names_in(f"{fields.get('Pre-Depends', '')},{fields.get('Depends', '')}")

    def metapackages(self):
        """Name the development packages without a file of their own that Python packages are built with."""
        return sorted(
            package
            for package in self.asked_by_python
            if package in self.packages
            and package.endswith("-dev")
            and not package.startswith(FOREIGN)
            and package not in self.with_content
        )

    def open(self, name):
        """Path → the symlink's target, or the file's bytes where it is a library or a script; None for the rest."""
        if name not in self.opened:
            data = subprocess.run(
                ["dpkg-deb", "--fsys-tarfile", fetch(self.packages[name]["Filename"])], capture_output=True, check=True
            ).stdout
            files = {}
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                for member in archive:
                    base = os.path.basename(member.name)
                    if ".so" not in base:
                        continue
                    if member.issym():
                        files[normal(member.name)] = ("link", (member.name.lstrip("./"), member.linkname))
                    elif member.isfile():
                        head = archive.extractfile(member).read()
                        kind = "elf" if head.startswith(b"\x7fELF") else "script"
                        files[normal(member.name)] = (kind, soname(head) if kind == "elf" else head[:65536])
            self.opened[name] = files
        return self.opened[name]

    def holders(self, path, near):
        """The packages that ship a path: as the index of files says, or, where that is older, one that is near."""
        found = [name for name in self.owners.get(path, []) if name in self.packages]
        return found or [name for name in near if name in self.packages and path in self.open(name)]

    def truth(self, name, depth=6):
        """Name the packages that own what the links of `name` lead to, by looking into the packages themselves."""
        if name not in self.packages and len(self.providers.get(name, [])) == 1:
            name = self.providers[name][0]
        if name not in self.packages or depth == 0:
            return set()
        files = self.open(name)
        links = [path for path in files if path.endswith(".so") and os.path.basename(path).startswith("lib")]
        links = [path for path in links if path.startswith("lib/") and not self.is_plug_in(name, path)]
        if not links and name not in self.with_content:
            targets = [target for target in self.depends(name) if target.endswith("-dev")]
            return set().union(*(self.truth(target, depth - 1) for target in targets))
        return set().union(*(self.follow(name, path, 8) for path in links))

    def is_plug_in(self, name, path):
        """Whether a file is neither a link nor has a SONAME, in a folder of its own: no linker looks for it there."""
        return os.path.dirname(path) not in SEARCHED and self.open(name).get(path) == ("elf", None)

    def follow(self, name, path, depth):
        """The packages that hold the library, under its SONAME, which a path of a package leads to."""
        entry = self.open(name).get(path)
        if entry is None or depth == 0:
            return set()
        kind, value = entry
        if kind == "elf":
            if value is None or value == os.path.basename(path):
                return {name}
            by_soname = os.path.join(os.path.dirname(path), value)
            if by_soname in self.open(name):
                return {name}
            return set(self.holders(by_soname, self.depends(name))) or {name}
        targets = [value[1]] if kind == "link" else script(value)
        found = set()
        for target in targets:
            folder = os.path.dirname(value[0]) if kind == "link" else os.path.dirname(path)
            if target.startswith("-l"):
                target = f"lib{target[2:]}.so"
            near = self.depends(name)
            places = [normal(target if target.startswith("/") else os.path.join(folder, target))]
            if kind == "script" and "/" not in target:
                # What a script names without a folder is looked for where the linker looks for all (ld, "INPUT").
                places += [f"{searched}/{target}" for searched in SEARCHED]
            place = next((place for place in places if place in self.open(name)), None)
            if place is not None:
                found |= self.follow(name, place, depth - 1)
                continue
            place, holders = next(
                ((place, held) for place in places if (held := self.holders(place, near))), (None, [])
            )
            # Where several ship the file (builds of one library), apt brings the one that is depended on.
            chosen = [holder for holder in holders if holder in near] or holders[:1]
            for holder in chosen[:1]:
                found |= self.follow(holder, place, depth - 1)
        return found


def script(text):
    commands = text.decode("utf-8", "replace").split("*/")[-1]
    words = commands.translate(str.maketrans("(),", "   ")).split()
    return [word for word in words if ".so" in word or word.startswith("-l")]


def soname(data):
    """The SONAME in an ELF file's dynamic section, read by hand: readelf is not on every machine."""
    if len(data) < 64 or data[4] != 2 or data[5] != 1:
        return None
    offset, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    loads, dynamic = [], None
    for index in range(count):
        kind, _, at, address, _, length = struct.unpack_from("<IIQQQQ", data, offset + index * size)
        if kind == 1:
            loads.append((address, at, length))
        if kind == 2:
            dynamic = (at, length)
    if dynamic is None:
        return None
    tags = dict(struct.iter_unpack("<qQ", data[dynamic[0] : dynamic[0] + dynamic[1] // 16 * 16]))
    if 14 not in tags or 5 not in tags:
        return None
    for address, at, length in loads:
        if address <= tags[5] < address + length:
            start = tags[5] - address + at + tags[14]
            return data[start : data.index(b"\0", start)].decode()
    return None


def catalog(release):
    """Development package → runtime packages on amd64, as the embedded text has it."""
    pairs, letter = {}, None
    for line in CATALOG.read_text().splitlines():
        words = line.split(" ")
        if words[:2] == ["#", "release"] and words[3] == f"debian:{release}":
            letter = words[2]
    for line in CATALOG.read_text().splitlines():
        words = line.split(" ")
        if words[0] == "dev":
            for value in words[2:]:
                letters, packages = value.split("=", 1)
                if letter in letters.split("/")[0] and "/" not in letters:
                    pairs[words[1]] = {name for name in packages.split("~")[0].split(",") if name}
    return pairs


@pytest.mark.parametrize("name", RELEASES)
def test_the_catalog_is_what_the_packages_say(name):
    release, pairs = Release(name), catalog(name)
    # Every development package that the index of files gives a linker's name, and every one without content.
    shipped = {
        owner
        for path, owners in release.owners.items()
        for owner in owners
        if path.endswith(".so") and path.startswith("lib/") and os.path.basename(path).startswith("lib")
    }
    names = sorted(
        package
        for package in release.packages
        if package.endswith("-dev")
        and not package.startswith(FOREIGN)
        and not package.endswith("-ocaml-dev")
        and (package in shipped or package not in release.with_content)
    )
    random.Random(SEED).shuffle(names)
    sampled, left_out = [], 0
    for package in names:
        if len(sampled) == SAMPLE:
            break
        if int(release.packages[package]["Size"]) > LARGEST:
            left_out += 1
            continue
        sampled.append(package)
    metapackages = release.metapackages()
    sampled += [package for package in metapackages if package not in sampled]
    exact, wrong, without = 0, [], 0
    for package in sampled:
        truth = release.truth(package)
        if not truth:
            without += 1
        elif pairs.get(package) == truth:
            exact += 1
        else:
            wrong.append((package, sorted(truth), sorted(pairs.get(package, ["(not there)"]))))
        release.opened.clear()
    popular = {package: release.truth(package) for package in POPULAR if package in release.packages}
    missed = {package: truth for package, truth in popular.items() if truth and pairs.get(package) != truth}
    share = exact / (exact + len(wrong))
    print(f"\n{name}: {exact} of {exact + len(wrong)} exact ({share:.2%}), {without} of the sample without a library,")
    print(f"{len(metapackages)} metapackages that Python packages are built with among them,")
    print(f"{left_out} left out for their size, {len(popular) - len(missed)} of {len(popular)} popular ones exact")
    for package, truth, said in wrong:
        print(f"  {package}: truth {truth}, catalog {said}")
    assert not missed, {package: (truth, pairs.get(package)) for package, truth in missed.items()}
    assert share >= EXACT
