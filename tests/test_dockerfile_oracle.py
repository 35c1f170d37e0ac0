"""Holds our Dockerfile reader and writer against the builder's own parser.

The judge is the PyPI package ``dockerfile``, which wraps the Go parser of BuildKit. For each file of
``dockerfiles/`` it must see what our reader sees: the same instructions on the same lines, with the same
flags, values and heredocs. And it must see the same in the file as our writer writes it.

Our tree keeps what a word means and not how it was quoted, so words are compared by their meaning:
``Lexer`` reads them here as the builder does, written a second time and on its own.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

dockerfile = pytest.importorskip("dockerfile")

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "tests" / "dockerfiles").glob("*.Dockerfile"))

# Instructions whose arguments the builder hands on as they stand; those of all others are words, which it
# expands.
VERBATIM = {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL", "MAINTAINER"}
WORDS = {"FROM", "LABEL", "EXPOSE", "ENV", "ADD", "COPY", "VOLUME", "USER", "WORKDIR", "ARG", "STOPSIGNAL"}
# Flags whose value the builder takes as it stands.
PLAIN_FLAGS = {
    "from",
    "network",
    "security",
    "interval",
    "timeout",
    "start-period",
    "start-interval",
    "retries",
}
SETTINGS = {
    "src": "source",
    "dst": "target",
    "destination": "target",
    "ro": "readonly",
    "rw": "readwrite",
}


def read(path: Path) -> str:
    """The text with its own line breaks."""
    return path.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def ours() -> dict[str, Any]:
    """What our reader sees in every file: one run of the example for all of them."""
    cargo = shutil.which("cargo")
    if cargo is None:
        pytest.skip("cargo is not here")
    command = [cargo, "run", "--quiet", "--package", "pydockstage-core", "--example", "dockerfile_json", "--"]
    run = subprocess.run([*command, *map(str, FILES)], cwd=ROOT, check=True, capture_output=True)
    seen: dict[str, Any] = json.loads(run.stdout)
    return seen


def test_the_corpus_is_large_enough() -> None:
    assert len(FILES) >= 60
    used = {command.cmd.upper() for path in FILES for command in dockerfile.parse_string(read(path))}
    assert used == VERBATIM | WORDS | {"ONBUILD"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".Dockerfile"))
def test_the_builder_sees_what_we_see(path: Path, ours: dict[str, Any]) -> None:
    seen = ours[str(path)]
    assert "error" not in seen, seen.get("error")
    text = read(path)
    escape = escape_of(text)
    theirs = dockerfile.parse_string(text)
    mine = seen["commands"]
    assert [command.start_line for command in theirs] == [command["start_line"] for command in mine]
    assert [command.end_line for command in theirs] == [command["end_line"] for command in mine]
    assert [of_oracle(each, escape) for each in theirs] == [of_ours(each, escape) for each in mine]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".Dockerfile"))
def test_the_builder_sees_the_same_in_what_we_write(path: Path, ours: dict[str, Any]) -> None:
    seen = ours[str(path)]
    text, rewritten = read(path), seen["rewritten"]
    escape = escape_of(text)
    before = [of_oracle(command, escape) for command in dockerfile.parse_string(text)]
    after = [of_oracle(command, escape_of(rewritten)) for command in dockerfile.parse_string(rewritten)]
    assert before == after


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".Dockerfile"))
def test_no_comment_is_lost(path: Path, ours: dict[str, Any]) -> None:
    seen = ours[str(path)]
    rewritten = seen["rewritten"]
    bodies = [heredoc["content"] for command in seen["commands"] for heredoc in command["heredocs"]]
    assert comments(read(path), bodies) == comments(rewritten, bodies)


def comments(text: str, bodies: list[str]) -> list[str]:
    """The comment lines outside heredocs and directives, in order."""
    text = text.removeprefix("\ufeff")
    for body in filter(None, bodies):
        assert body in text
        text = text.replace(body, "", 1)
    lines = text.splitlines()
    while lines and directive(lines[0]):
        del lines[0]
    return [line.strip() for line in lines if line.strip().startswith("#")]


def directive(line: str) -> re.Match[str] | None:
    return re.match(r"\s*#\s*(syntax|escape|check)\s*=\s*(\S.*?)\s*$", line, re.IGNORECASE)


def escape_of(text: str) -> str:
    for line in text.removeprefix("\ufeff").splitlines():
        match = directive(line)
        if match is None:
            break
        if match[1].lower() == "escape":
            return match[2]
    return "\\"


def of_oracle(command: Any, escape: str) -> tuple[Any, ...]:
    heredocs = [(heredoc.name, heredoc.content) for heredoc in command.heredocs]
    return row(command.cmd, command.sub_cmd, command.json, command.flags, command.value, heredocs, escape)


def of_ours(command: dict[str, Any], escape: str) -> tuple[Any, ...]:
    heredocs = [(heredoc["name"], heredoc["content"]) for heredoc in command["heredocs"]]
    # Of the instruction in an ONBUILD the judge shows neither flags nor heredocs.
    if command["sub_cmd"]:
        command, heredocs = command | {"flags": []}, []
    value = command["value"]
    return row(command["cmd"], command["sub_cmd"], command["json"], command["flags"], value, heredocs, escape)


def row(
    cmd: str,
    sub_cmd: str | None,
    in_json: bool,
    flags: list[str],
    value: list[str],
    heredocs: list[tuple[str, str]],
    escape: str,
) -> tuple[Any, ...]:
    """A command as the builder would understand it."""
    cmd, sub_cmd = cmd.upper(), sub_cmd and sub_cmd.upper()
    kind = sub_cmd or cmd
    if kind == "HEALTHCHECK":
        arguments: list[Any] = [value[0].upper(), *value[1:]]
    elif kind in VERBATIM:
        arguments = list(value)
    elif kind == "FROM":
        arguments = [Lexer(value[0], escape).word(), *(word.lower() for word in value[1:2]), *value[2:]]
    elif kind == "ARG":
        arguments = [tuple(Lexer(part, escape).word() for part in pair.split("=", 1)) for pair in value]
    else:
        heredoc = heredoc_source if kind in ("COPY", "ADD") else lambda _: None
        arguments = [heredoc(word) or Lexer(word, escape).word() for word in value]
    # Paths with blanks need an array and others can do with one: that is writing, not meaning.
    in_json = in_json and kind in VERBATIM
    meant = sorted(filter(None, (flag(each, escape) for each in flags)))
    return cmd, sub_cmd, in_json, meant, arguments, heredocs


def heredoc_source(word: str) -> tuple[str, ...] | None:
    match = re.fullmatch(r"\d*<<(-?)([\"']?)([^<\"']+)\2", word)
    return match and ("heredoc", match[1], "quoted" if match[2] else "", match[3])


def flag(text: str, escape: str) -> tuple[Any, ...] | None:
    """A flag by its meaning; none where it says what is so anyway."""
    name, has_value, value = text.removeprefix("--").partition("=")
    if name in ("link", "parents"):
        return (name,) if value != "false" else None
    if name in ("keep-git-dir", "unpack"):
        return (name, value or "true")
    assert has_value, text
    if name == "mount":
        return (name, repr(mount(value, escape)))
    if name == "device":
        fields = next(csv.reader([value]))
        return (name, *sorted(field.removeprefix("name=").removesuffix("=true") for field in fields))
    return (name, value if name in PLAIN_FLAGS else repr(Lexer(value, escape).word()))


def mount(record: str, escape: str) -> list[tuple[str, Any]]:
    settings: dict[str, Any] = {"type": [("text", "bind")]}
    for field in next(csv.reader([record])):
        key, has_value, value = field.partition("=")
        key = SETTINGS.get(key.lower(), key.lower())
        settings[key] = Lexer(value, escape).word() if has_value else [("text", "true")]
    kind = settings["type"][0][1]
    if "sharing" in settings:
        settings["sharing"] = [("text", settings["sharing"][0][1].lower())]
    if kind == "secret" and "id" not in settings and "source" in settings:
        settings["id"] = settings.pop("source")
    if "readwrite" in settings:
        turned = {"true": "false", "false": "true"}
        settings["readonly"] = [("text", turned[settings.pop("readwrite")[0][1]])]
    default = [("text", "false" if kind in ("cache", "tmpfs") else "true")]
    if settings.get("readonly") == default:
        del settings["readonly"]
    return sorted(settings.items())


class Lexer:
    """Reads a word as the builder expands it, into texts and variables."""

    def __init__(self, raw: str, escape: str) -> None:
        """Of a word as it stands in the file."""
        self.rest = list(raw)
        self.escape = escape

    def word(self) -> list[tuple[Any, ...]]:
        """All of it."""
        return join(self.parts(None, raw=False))

    def parts(self, stop: str | None, *, raw: bool) -> list[tuple[Any, ...]]:
        """Up to the sign; in a raw part, the pattern of a variable, escape characters stay."""
        found: list[tuple[Any, ...]] = []
        while self.rest:
            sign = self.rest.pop(0)
            if sign == stop:
                return found
            if sign == "'":
                end = self.rest.index("'")
                found.append(("text", "".join(self.rest[:end])))
                del self.rest[: end + 1]
            elif sign == '"':
                found += self.quoted()
            elif sign == "$":
                found.append(self.variable())
            elif sign == self.escape:
                found.append(("text", (sign if raw else "") + "".join(self.rest[:1])))
                del self.rest[:1]
            else:
                found.append(("text", sign))
        assert stop is None, "a variable has no end"
        return found

    def quoted(self) -> list[tuple[Any, ...]]:
        """Up to the second double quote."""
        found: list[tuple[Any, ...]] = []
        while (sign := self.rest.pop(0)) != '"':
            if sign == "$":
                found.append(self.variable())
                continue
            if sign == self.escape and self.rest[0] in ('"', "$", self.escape):
                sign = self.rest.pop(0)
            found.append(("text", sign))
        return found

    def variable(self) -> tuple[Any, ...]:
        """What begins with the dollar that was just read."""
        braces = self.rest[:1] == ["{"]
        if braces:
            self.rest.pop(0)
        match = re.match(r"[0-9]+|[A-Za-z_][A-Za-z0-9_]*|[@*#?$!-]", "".join(self.rest))
        if match is None:
            assert not braces, "a variable has no name"
            return ("text", "$")
        del self.rest[: match.end()]
        if not braces:
            return ("variable", match[0])
        sign = self.rest.pop(0)
        if sign == "}":
            return ("variable", match[0])
        if sign == ":" or (sign in "#%/" and self.rest[0] == sign):
            sign += self.rest.pop(0)
        if sign[0] == "/":
            pattern = join(self.parts("/", raw=True))
            return ("variable", match[0], sign, pattern, join(self.parts("}", raw=True)))
        return ("variable", match[0], sign, join(self.parts("}", raw=sign[0] in "#%")))


def join(parts: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Texts side by side become one, empty ones none."""
    joined: list[tuple[Any, ...]] = []
    for part in parts:
        if part[0] == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + part[1])
        elif part != ("text", ""):
            joined.append(part)
    return joined
