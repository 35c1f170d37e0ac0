"""Each file in tests/requirements means the same to pydockstage as to pip's own reader.

pip has no public interface for this; what is imported from it here is private, and may need care when pip is updated.
"""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pip = pytest.importorskip("pip", minversion="26.0")

from pip._internal.cli import cmdoptions  # noqa: E402
from pip._internal.network.session import PipSession  # noqa: E402
from pip._internal.req.constructors import install_req_from_parsed_requirement  # noqa: E402
from pip._internal.req.req_file import (  # noqa: E402
    RequirementsFileParser,
    get_line_parser,
    handle_requirement_line,
)
from pip._vendor.packaging.markers import Marker  # noqa: E402
from pip._vendor.packaging.specifiers import SpecifierSet  # noqa: E402
from pip._vendor.packaging.utils import canonicalize_name  # noqa: E402

REPOSITORY = Path(__file__).resolve().parent.parent
FILES = Path(__file__).resolve().parent / "requirements"
NAMES = sorted(path.name for path in FILES.glob("*.txt"))

ENVIRONMENTS = [
    {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system,
        "os_name": "nt" if system == "win32" else "posix",
        "platform_machine": machine,
        "implementation_name": implementation.lower(),
        "platform_python_implementation": implementation,
        "extra": extra,
    }
    for python in ("2.7", "3.7", "3.9", "3.13")
    for system in ("linux", "win32")
    for machine in ("x86_64", "ppc64le")
    for implementation in ("CPython", "PyPy")
    for extra in ("", "test")
]
# Where pydockstage refuses what pip takes, and why: the code of its message.
STRICTER = {
    # pip would decode these; a Dockerfile and its build should not depend on an encoding.
    "declared_latin_1.txt": "not-utf-8",
    "utf_16.txt": "not-utf-8",
    # pip falls back to the encoding of the machine on which it runs.
    "not_utf_8.txt": "not-utf-8",
}
# Where lines end at characters at which an editor ends none: we count as the editor does.
COUNTED_OTHERWISE = {"old_mac_lines.txt", "rare_line_ends.txt"}
# What pip gives up only later, when it looks at an archive or an address.
LATER = {
    "refused_name_ends_with_hyphen.txt",
    "refused_unclosed_quote.txt",
}


@pytest.fixture(scope="session")
def ours():
    """What pydockstage makes of all the files."""
    command = ["cargo", "run", "--quiet", "--package=pydockstage-core", "--example=requirements_json", "--", str(FILES)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
    return json.loads(run.stdout)


def theirs(name):
    """What pip makes of a file: requirements, constraints and options."""
    requirements, constraints, options = [], [], []
    # The default is a list to which each `--use-feature` adds, for all lines to come.
    cmdoptions.use_new_feature.keywords["default"].clear()
    for line in RequirementsFileParser(PipSession(), get_line_parser(None)).parse(name, constraint=False):
        if line.requirement is None:
            options.extend(global_options(line.opts))
            continue
        parsed = handle_requirement_line(line)
        requirement = install_req_from_parsed_requirement(parsed)
        found = view(requirement, parsed, line)
        (constraints if parsed.constraint else requirements).append(found)
    return requirements, constraints, unique(options)


def global_options(opts):
    """The global options of a line, in the order in which this file has them."""
    for key, flag in [("no_index", "no-index"), ("pre", "pre"), ("prefer_binary", "prefer-binary")]:
        if getattr(opts, key):
            yield flag
    if opts.require_hashes:
        yield "require-hashes"
    if opts.index_url:
        yield {"index-url": opts.index_url}
    for key, option in [("extra_index_urls", "extra-index-url"), ("trusted_hosts", "trusted-host")]:
        for value in getattr(opts, key) or []:
            yield {option: value}
    for value in (opts.find_links or [])[:1]:
        yield {"find-links": os.path.normpath(value) if "://" not in value else value}
    for value in opts.features_enabled or []:
        yield {"use-feature": value}
    if opts.format_control.no_binary:
        yield {"no-binary": sorted(opts.format_control.no_binary)}
    if opts.format_control.only_binary:
        yield {"only-binary": sorted(opts.format_control.only_binary)}


def view(requirement, parsed, line):
    """A requirement of pip's, as far as both have the same facts."""
    link, req = requirement.link, requirement.req
    is_local = link is not None and link.scheme == "file"
    direct = str(req.url) if req is not None and req.url else None
    marker = requirement.markers or (req.marker if req is not None else None)
    return {
        "file": os.path.relpath(line.filename),
        "line": None if line.filename in COUNTED_OTHERWISE else line.lineno,
        "name": canonicalize_name(req.name) if req is not None else None,
        "extras": sorted(canonicalize_name(extra) for extra in requirement.extras),
        "specifiers": req.specifier if req is not None and link is None else None,
        "path": os.path.relpath(unquote(urlsplit(link.url).path)) if is_local else None,
        "url": None if is_local or link is None else address(direct or link.url),
        "marker": answers(marker),
        "editable": requirement.editable,
        "hashes": sorted(f"{name}:{one}" for name, many in parsed.options.get("hashes", {}).items() for one in many),
        "settings": parsed.options.get("config_settings") or {},
    }


def answers(marker):
    """What a marker says in some environments: two that agree in them are the same to us."""
    if marker is None:
        return None
    return [Marker(str(marker)).evaluate(environment) for environment in ENVIRONMENTS]


def address(url):
    """An address without the name in its fragment, which stands apart."""
    base, _, fragment = url.partition("#")
    kept = [part for part in fragment.split("&") if part.startswith("subdirectory=")]
    return "#".join([base, *kept])


def our_view(requirement):
    """The same facts of a requirement of ours."""
    kind = requirement["kind"]
    url = path = specifiers = None
    if "index" in kind:
        specifiers = SpecifierSet(kind["index"])
    elif "repository" in kind:
        program = {"git": "git", "mercurial": "hg", "subversion": "svn", "bazaar": "bzr"}
        repository = kind["repository"]
        url = f"{program[repository['system']]}+{repository['url']}"
        url += f"@{repository['revision']}" if repository["revision"] else ""
        url += f"#subdirectory={repository['subdirectory']}" if repository["subdirectory"] else ""
    elif "archive" in kind:
        url = kind["archive"]["url"]
        folder = kind["archive"]["subdirectory"]
        url += f"#subdirectory={folder}" if folder else ""
    else:
        path = kind.get("directory") or kind.get("file")
    return {
        "file": requirement["origin"]["path"],
        "line": None if requirement["origin"]["path"] in COUNTED_OTHERWISE else requirement["origin"]["line"],
        "name": requirement["name"],
        "extras": sorted(requirement["extras"]),
        "specifiers": specifiers,
        "path": path,
        "url": url,
        "marker": answers(requirement["marker"]),
        "editable": requirement["editable"],
        "hashes": sorted(f"{one['algorithm']}:{one['digest']}" for one in requirement["hashes"]),
        "settings": dict(setting.split("=", 1) for setting in requirement["config_settings"]),
    }


def our_options(options):
    """Our global options in the form of `global_options`."""
    for option in (found["value"] for found in options):
        if isinstance(option, str):
            yield option
            continue
        [(key, value)] = option.items()
        if key in ("find-links-url", "find-links-path"):
            yield {"find-links": value}
        elif key in ("no-binary", "only-binary"):
            yield {key: sorted(value.split(","))}
        else:
            yield {key: value}


def without_index_pins(requirement):
    """pip pins a wheel to its own version, and says of an archive's name no specifier that matters."""
    return {**requirement, "specifiers": requirement["specifiers"] if requirement["url"] is None else None}


def unique(items):
    """A file that is included twice counts once for us; pip reads it again, to the same effect."""
    return [item for at, item in enumerate(items) if item not in items[:at]]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("refused_") and name not in STRICTER])
def test_a_file_means_what_it_means_to_pip(name, ours, monkeypatch):
    monkeypatch.chdir(FILES)
    requirements, constraints, options = theirs(name)

    assert "error" not in ours[name], ours[name]["error"]["what"]
    found = ours[name]["set"]
    assert [without_index_pins(our_view(one)) for one in found["requirements"]] == [
        without_index_pins(one) for one in unique(requirements)
    ]
    assert [our_view(one) for one in found["constraints"]] == unique(constraints)
    # Python's option parser gathers the options of a line by name, so that their order on it is lost.
    assert sorted(map(str, our_options(found["options"]))) == sorted(map(str, options))


def linux(python, machine):
    """The environment of CPython on Linux."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "posix",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
        "extra": "",
    }


@pytest.mark.parametrize("name", ["markers.txt", "repositories.txt", "archives.txt", "local_folders.txt"])
def test_a_marker_holds_where_it_holds_for_pip(name, ours, monkeypatch):
    monkeypatch.chdir(FILES)
    # The same as in the example that prints ours.
    environments = [linux("2.7", "x86_64"), linux("3.7", "aarch64"), linux("3.9", "ppc64le"), linux("3.13", "x86_64")]
    for requirement, applies in zip(ours[name]["set"]["requirements"], ours[name]["applies"], strict=True):
        marker = requirement["marker"]
        expected = [marker is None or Marker(marker).evaluate(environment) for environment in environments]
        assert applies == expected, requirement["text"]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("refused_")])
def test_a_file_that_pip_refuses_is_refused(name, ours, monkeypatch):
    monkeypatch.chdir(FILES)
    assert "error" in ours[name]
    if name not in LATER:
        with pytest.raises(Exception):  # noqa: B017 (pip has several)
            theirs(name)


@pytest.mark.parametrize("name", sorted(STRICTER))
def test_a_file_is_refused_for_a_reason_of_our_own(name, ours):
    assert ours[name]["error"]["code"] == STRICTER[name]
