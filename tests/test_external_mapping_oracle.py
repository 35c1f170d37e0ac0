"""The mapping that is exported in PEP 804's form is read as one by the reference implementation of the draft.

pyproject-external reads the document, finds its package manager and renders its commands. Its own schema lies on the
network, so the rules of that schema (`external-mapping.schema.json` of external-metadata-mappings, since the draft
calls the middle list `build_host`) stand here once more, in a few lines.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

registry = pytest.importorskip("pyproject_external._registry")
jsonschema = pytest.importorskip("jsonschema")

RELEASES = ["debian:bullseye", "debian:bookworm", "debian:trixie", "debian:forky"]


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


WORD = {"type": "string", "minLength": 1}
WORDS = {"type": "array", "items": WORD}
ONE_OR_MORE = {"anyOf": [WORD, WORDS]}
ID = {"type": "string", "minLength": 5, "pattern": "^dep:.+$"}
COMMAND = closed(
    {"command": WORDS},
    {
        "multiple_specifiers": {"enum": ["always", "name-only", "never"]},
        "requires_elevation": {"type": "boolean"},
    },
)
NOTES = {"description": {"type": ["string", "null"]}, "extra_metadata": {"type": ["object", "null"]}, "urls": {}}
SPECS = {"anyOf": [WORD, WORDS, closed({"build": ONE_OR_MORE, "build_host": ONE_OR_MORE, "run": ONE_OR_MORE})]}
VERSIONS = closed(
    {"syntax": WORDS}
    | {name: {"type": ["string", "null"]} for name in ["and", "greater_than_equal", "greater_than"]}
    | {name: {"type": ["string", "null"]} for name in ["less_than_equal", "less_than"]}
    | {"equal": {"type": "string"}}
)
SYNTAX = closed(
    {
        "name_only": WORDS,
        "exact_version": {"anyOf": [WORDS, {"type": "null"}]},
        "version_ranges": {"anyOf": [VERSIONS, {"type": "null"}]},
    }
)
COMMANDS = closed({"install": COMMAND, "query": {"anyOf": [COMMAND, {"type": "null"}]}})
MANAGER = closed({"name": WORD, "commands": COMMANDS, "specifier_syntax": SYNTAX})
ENTRY = {"anyOf": [closed({"id": ID, "specs": SPECS}, NOTES), closed({"id": ID, "specs_from": ID}, NOTES)]}
SCHEMA = closed(
    {
        "name": WORD,
        "package_managers": {"type": "array", "items": MANAGER},
        "mappings": {"type": "array", "items": ENTRY},
    },
    {
        "$schema": {"type": "string"},
        "schema_version": {"type": "integer", "minimum": 1, "exclusiveMaximum": 2},
        "description": {"type": ["string", "null"]},
    },
)


def exported(release: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "pydockstage", "packages", "export", "--on", release]
    document: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return document


@pytest.mark.parametrize("release", RELEASES)
def test_the_document_is_of_the_drafts_form(release: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(exported(release)))
    assert errors == []


def test_what_is_not_of_the_form_is_told() -> None:
    document = exported("debian:trixie")
    document["mappings"][0]["specs"] = {"build": [], "host": [], "run": []}
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document))


@pytest.mark.parametrize("release", RELEASES)
def test_the_reference_implementation_reads_it(release: str, tmp_path: Path) -> None:
    place = tmp_path / "mapping.json"
    place.write_text(json.dumps(exported(release)))
    mapping = registry.Mapping.from_path(place)
    manager = mapping.get_package_manager("apt-get")
    ids = [entry["id"] for entry in mapping.iter_all(resolve_specs=False)]
    assert len(ids) > 20 and len(ids) == len(set(ids))
    rendered = {}
    for entry in mapping.iter_all():
        for specs in mapping.iter_specs_by_id(entry["id"], "run"):
            if specs:
                rendered[entry["id"]] = [list(command) for command in manager.render_commands("install", specs)]
    assert rendered["dep:generic/zlib"] == [["sudo", "apt-get", "install", "--yes", "zlib1g"]]
    assert rendered["dep:generic/libffi"][0][:4] == ["sudo", "apt-get", "install", "--yes"]
