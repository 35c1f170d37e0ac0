"""Everything that is generated, before the judges: ``nox -s judges``.

The files are those of the examples, of the fixture projects, of the twenty applications of ``docs/corpus.md`` and of
specs that say all that an owner can say, in both dialects. Whoever finds something ends the run with status 1; what is
left standing with a reason is in ``LEFT``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SECTION = re.compile(
    r"^## (?P<name>[^\n]+)\n.*?<!-- files: (?P<files>[^\n]*) -->\n\n"
    r"```toml title=\"pydockstage.toml\"\n(?P<spec>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

LEFT: dict[str, str] = {}
"""Rules of the judges that are not followed, each with the reason."""

Finding = tuple[str, str, str]
"""The file, the rule, and what is said."""


def corpus(folder: Path) -> Iterator[Path]:
    """The projects of docs/corpus.md."""
    for section in SECTION.finditer((ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")):
        project = folder / re.sub(r"\W+", "-", section["name"].lower())
        for entry in section["files"].split():
            name, _, lines = entry.partition("=")
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = "".join(f"{line.replace('-r-', '-r ')}\n" for line in lines.split(",") if line)
            path.write_text(text, encoding="utf-8")
        (project / "pydockstage.toml").write_text(section["spec"], encoding="utf-8")
        yield project


def projects(folder: Path) -> Iterator[Path]:
    """Every project that something is generated for."""
    yield from sorted(path.parent for path in (ROOT / "examples").rglob("Dockerfile"))
    yield from sorted(path / "project" for path in (ROOT / "tests" / "projects").iterdir())
    yield from corpus(folder)


def generated(projects: Iterator[Path], folder: Path) -> int:
    """Writes each project's Dockerfile into a folder of its own, in both dialects; tells how many there are."""
    count = 0
    for project in projects:
        parts = project.parts[-2:] if project.name == "project" else project.parts[-1:]
        for dialect in ("buildkit", "portable"):
            command = [sys.executable, "-m", "pydockstage", "generate", "--stdout", f"--dialect={dialect}"]
            done = subprocess.run(command, cwd=project, text=True, capture_output=True, check=False)
            if done.returncode != 0:
                raise SystemExit(f"{project}: {done.stderr}")
            target = folder / f"{parts[0]}-{dialect}"
            target.mkdir()
            (target / "Dockerfile").write_text(done.stdout, encoding="utf-8")
            count += 1
    return count


def said(folder: Path, *command: str) -> Any:
    """What a judge says, as JSON."""
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        raise SystemExit(f"{command[0]} says no JSON: {done.stderr[-2000:]}") from None


def hadolint(folder: Path, files: list[str]) -> Iterator[Finding]:
    """hadolint, with ShellCheck's rules."""
    for found in said(folder, str(BIN / "hadolint"), "--format=json", *files):
        yield f"{found['file']}:{found['line']}", found["code"], found["message"]


def trivy(folder: Path, files: list[str]) -> Iterator[Finding]:
    """trivy's checks of Dockerfiles, without a look at the network."""
    offline = ("--skip-check-update", "--skip-version-check", "--disable-telemetry")
    seen = said(folder, str(BIN / "trivy"), "config", *offline, "--quiet", "--format=json", ".")
    results = seen.get("Results", [])
    assert len(results) == len(files), "trivy has not seen every file"
    for result in results:
        for found in result.get("Misconfigurations", []):
            if found["Status"] == "FAIL":
                line = found.get("CauseMetadata", {}).get("StartLine", 0)
                yield f"{result['Target']}:{line}", found["ID"], found["Title"]


def checkov(folder: Path, files: list[str]) -> Iterator[Finding]:
    """checkov's checks of Dockerfiles."""
    options = ("--framework=dockerfile", "--compact", "--quiet", "--skip-download", "--output=json")
    seen = said(folder, str(BIN / "checkov"), *options, "--directory=.")
    results = seen.get("results", {})
    for found in results.get("failed_checks", []):
        yield f"{found['file_path']}:{found['file_line_range'][0]}", found["check_id"], found["check_name"]


def tally(folder: Path, files: list[str]) -> Iterator[Finding]:
    """The builder's own checks, as tally has them."""
    options = ("--no-config", "--slow-checks=off", "--format=json")
    seen = said(folder, str(BIN / "tally"), "lint", *options, *files)
    for file in seen.get("files", []):
        for found in file.get("violations", []):
            # Its other rules are hadolint's again, and its own: blank lines, sorted packages, heredocs.
            if found["rule"].startswith("buildkit/"):
                line = found.get("location", {}).get("start", {}).get("line", 0)
                yield f"{file['file']}:{line}", found["rule"], found["message"]


def main() -> None:
    """Generate, judge, tell."""
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        folder = Path(temporary) / "judged"
        folder.mkdir()
        count = generated(projects(made), folder)
        files = sorted(str(path.relative_to(folder)) for path in folder.rglob("Dockerfile"))
        shutil.rmtree(made)
        faults = 0
        for judge in (hadolint, trivy, checkov, tally):
            found = list(judge(folder, files))
            left = [finding for finding in found if finding[1] in LEFT]
            for place, rule, message in found:
                if rule not in LEFT:
                    faults += 1
                    print(f"{place}: {rule}: {message}")
            print(
                f"{judge.__name__}: {len(found) - len(left)} findings in {count} files, {len(left)} left with a reason"
            )
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
