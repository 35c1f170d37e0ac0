"""Fails where this image would not work.

guard.py libraries FOLDER PLACE: where a file below FOLDER needs a library that is missing. PLACE is where the files of
FOLDER lie when the container runs.

guard.py imports FOLDER NAME...: where the modules installed below FOLDER, or a named module or what a named script
begins by importing, can't be imported.
"""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

SITES = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
ITSELF = Path(sys.executable).resolve().read_bytes()[:8192]
LOADER = re.search(rb"/lib[\w/]*/ld-[\w.-]+", ITSELF)
NOT_FOUND = r"^\s*(\S.*) => not found|version `(\S+)' not found|loading shared library (\S+):"


def files_below(folder):
    return sorted(Path(root, name) for root, _, names in os.walk(folder) for name in names)


def is_binary(path):
    """Whether it is an ELF file for this machine: of the class, the byte order and the machine of Python itself."""
    try:
        head = b"" if path.is_symlink() or not path.is_file() else path.open("rb").read(20)
    except OSError:
        return False
    return head[:6] == ITSELF[:6] and head[18:] == ITSELF[18:20]


def missing(path):
    """The libraries and versions that the loader does not find for a file; it runs none of its code."""
    trace = {**os.environ, "LD_TRACE_LOADED_OBJECTS": "1"}
    try:
        # glibc's loader goes by the variable, musl's by its own name.
        ran = subprocess.run(["ldd", path], executable=LOADER[0], env=trace, stdout=-1, stderr=-2, timeout=60)
    except subprocess.TimeoutExpired:
        return []
    found = re.findall(NOT_FOUND, ran.stdout.decode(errors="replace"), re.MULTILINE)
    return sorted({"".join(names) for names in found})


@lru_cache(maxsize=None)
def import_error(folder, *modules):
    """What Python says when it can't import them; nothing when it can."""
    program = "import importlib, sys; sys.path[0] = sys.argv[1]; [*map(importlib.import_module, sys.argv[2:])]"
    try:
        ran = subprocess.run([sys.executable, "-B", "-c", program, folder, *modules], stderr=-1, timeout=120)
    except subprocess.TimeoutExpired:
        return "it did not end within two minutes"
    said = ran.stderr.decode(errors="replace").strip()
    return said or f"Python ended with {ran.returncode}" if ran.returncode else ""


def modules(paths):
    """The topmost modules among files of site-packages, without those of tests."""
    packages = {path.parent for path in paths if path.name == "__init__.py"}
    names = {".".join(path.parts) for path in packages if not packages.intersection(path.parents)}
    names |= {path.name.split(".")[0] for path in paths if len(path.parts) == 1 and path.suffix in (".py", ".so")}
    return sorted(name for name in names if name.replace(".", "").isidentifier() and name not in ("test", "tests"))


@lru_cache(maxsize=None)
def wheels():
    """The distribution that each file of the environment came with."""
    found = importlib.metadata.distributions(path=SITES)
    return {wheel.locate_file(file): wheel for wheel in found for file in wheel.files or []}


@lru_cache(maxsize=None)
def is_optional(wheel):
    """Whether it was built elsewhere and can be imported though libraries are missing: a plug-in needs them."""
    came = wheel and re.search(r"^Tag: .*-(many|musl)linux", wheel.read_text("WHEEL") or "", re.MULTILINE)
    return bool(came) and not import_error("", *modules(wheel.files))


def help_for(library):
    """Which package has a library, by the lists of files of those in the stages that build."""
    lists = sorted(Path("LISTS").glob("*.list"))
    found = [path.stem.split(":")[0] for path in lists if f"/{library}\n" in path.read_text(errors="replace")]
    if found:
        return f'the package {found[0]} has it: add "{found[0]}" to runtime in [tool.pydockstage.system]'
    if ".so" in library:
        return f"`pydockstage packages owner {library} --on RELEASE` tells which package to add to runtime"
    return "it was built for a newer release of the distribution than this one"


def library_faults(folder, place):
    binaries = list(filter(is_binary, files_below(folder)))
    with ThreadPoolExecutor() as pool:
        wanted = [(path, name) for path, names in zip(binaries, pool.map(missing, binaries)) for name in names]
    present = {path.name for path in files_below(sys.prefix)} if wanted else ()
    notes, faults = {}, {}
    for path, name in wanted:
        path = Path(place, path.relative_to(folder))
        wheel = wheels().get(path)
        if name in present:
            notes.setdefault((wheel, "finds {} only when another module has loaded it"), {})[name] = None
        elif is_optional(wheel):
            notes.setdefault((wheel, "can be imported without what is missing: {}"), {})[name] = None
        else:
            faults.setdefault(name, []).append(path)
    for (wheel, text), names in notes.items():
        print("note:", wheel.metadata["Name"] if wheel else "a file", text.format(", ".join(names)))
    for name, paths in faults.items():
        more = f" and {len(paths) - 1} more" if paths[1:] else ""
        yield f"{name} is missing\n  {str(paths[0])!r}{more} cannot be loaded without it\n  {help_for(name)}"


def import_faults(folder, *names):
    files = [(path, Path(f"{folder}{site}")) for path in files_below(folder) for site in SITES]
    installed = [path.relative_to(site) for path, site in files if site in path.parents]
    for name in sorted({*names, *modules(installed)}):
        wanted = [name]
        if name.endswith(".py"):
            if not Path(name).is_file():
                yield f"{name} is missing\n  the command names it, and it is not in {os.getcwd()!r}"
                continue
            body = ast.parse(Path(name).read_bytes(), name).body
            wanted = [alias.name for node in body if isinstance(node, ast.Import) for alias in node.names]
            wanted += [node.module for node in body if isinstance(node, ast.ImportFrom) and not node.level]
        said = import_error(str(Path(name).parent) if name.endswith(".py") else "", *wanted)
        lost = re.findall(r"(\S+\.so[.\d]*): cannot open shared object", said)
        said = [line for line in said.splitlines() if "<frozen importlib" not in line]
        if said:
            yield "\n  ".join([f"{name} can't be imported:", *said, *map(help_for, lost)])


check = {"libraries": library_faults, "imports": import_faults}[sys.argv[1]]
faults = list(check(*sys.argv[2:]))
if faults:
    print("This image would not work:", *dict.fromkeys(faults), sep="\n\n", file=sys.stderr)
    print("\nTo build it all the same: guard = false in [tool.pydockstage]", file=sys.stderr)
    if sys.argv[1] == "imports":
        print('To check libraries alone, as an import may need what only runs beside it: guard = "libraries"', file=sys.stderr)
    sys.exit(1)
