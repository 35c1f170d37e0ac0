"""What the command says to other programs: CI services, editors and shells."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from example_project import EXAMPLES, copied

import pydockstage

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str, cwd: Path, status: int = 0) -> str:
    """What the command prints on the standard output."""
    command = [sys.executable, "-m", "pydockstage", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == status, done
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    return copied(tmp_path)


def misspell(project: Path) -> None:
    """Writes a base that there is not."""
    path = project / "pyproject.toml"
    path.write_text(path.read_text().replace("debian:trixie", "debian:trixy"))


def test_a_stale_file_is_annotated_at_the_line_that_differs(project: Path) -> None:
    run("generate", cwd=project)
    assert run("check", "--format=github", cwd=project) == ""
    path = project / "pyproject.toml"
    path.write_text(path.read_text().replace("expose = [5000]", "expose = [5001]"))
    annotation = run("check", "--format=github", cwd=project, status=1)
    # The digest is the first line that differs.
    assert annotation == (
        "::error file=Dockerfile,line=3,title=pydockstage%3A not-up-to-date::"
        "This is not what would be generated. To write what is new: pydockstage generate\n"
    )


def test_a_fault_is_annotated_where_it_stands(project: Path) -> None:
    misspell(project)
    line = (project / "pyproject.toml").read_text().splitlines().index('base = "debian:trixy"') + 1
    annotation = run("check", "--format=github", cwd=project, status=2)
    where = f"::error file=pyproject.toml,line={line},col=8,endColumn=21,title=pydockstage%3A unknown-release::"
    assert annotation.startswith(f"{where}no catalog holds debian:trixy%0A")
    assert len(annotation.splitlines()) == 1


def test_sarif_has_a_result_for_each_finding(project: Path) -> None:
    misspell(project)
    log = json.loads(run("check", "--format=sarif", cwd=project, status=2))
    (result,) = log["runs"][0]["results"]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "unknown-release", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "pyproject.toml"}
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (8, 22)
    assert log["runs"][0]["tool"]["driver"]["rules"] == [{"id": "unknown-release"}]


def test_the_schema_in_the_repository_is_the_command_s() -> None:
    """`pydockstage schema > schema/pydockstage.json` writes it."""
    assert (ROOT / "schema" / "pydockstage.json").read_text() == run("schema", cwd=ROOT)


SHELLS = {
    "bash": ["-c", 'source "$0" && complete -p pydockstage'],
    "zsh": ["-f", "-c", 'autoload -Uz compinit && compinit -D && source "$0" && print ${_comps[pydockstage]}'],
    "fish": ["--no-config", "-c", "source $argv[1]; complete --do-complete 'pydockstage gen'"],
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_takes_the_completion_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        # CI brings the shells: one that it lacks is no reason to pass.
        miss = pytest.fail if os.environ.get("PYDOCKSTAGE_REQUIRE_ENGINE") == "1" else pytest.skip
        miss(f"{shell} is not installed")
    script = tmp_path / f"_pydockstage.{shell}"
    script.write_text(run("completions", shell, cwd=tmp_path))
    command = [shell, *SHELLS[shell], str(script)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_pydockstage" in done.stdout or "generate" in done.stdout


def test_powershell_has_a_script_too(tmp_path: Path) -> None:
    assert "Register-ArgumentCompleter" in run("completions", "powershell", cwd=tmp_path)


def test_the_stages_are_drawn(project: Path) -> None:
    drawn = run("graph", cwd=project)
    assert drawn.startswith('flowchart TD\n    s0["<b>base</b><br>python:3.13-slim-trixie"]\n')
    plan = pydockstage.generate(project).plan
    assert plan.graph() == drawn
    assert plan._repr_markdown_() == f"```mermaid\n{drawn}```\n"
    assert run("graph", "--language=dot", cwd=project) == plan.graph(language="dot")
    assert plan._repr_mermaid_() == drawn
    names = [stage.name for stage in plan.stages]
    # What production gets of the packages has passed the guard.
    for source, user in [("dependencies", "guard"), ("guard", "production")]:
        assert f"    s{names.index(source)} -.-> s{names.index(user)}\n" in drawn


SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("example", ["flask-ldap", "django-assets", "numpy-report", "poetry-worker"])
def test_the_picture_shows_each_stage_and_arrow_and_no_arrow_crosses_a_box(example: str) -> None:
    folder = EXAMPLES / example
    plan = pydockstage.generate(folder).plan
    drawn = run("graph", "--language=svg", cwd=folder)
    assert drawn == plan.graph(language="svg") == plan._repr_svg_()
    assert plan._repr_html_() == f"<div>{drawn}</div>"
    root = ElementTree.fromstring(drawn)
    boxes = {}
    for group in root.iter(f"{SVG}g"):
        box, text = group.find(f"{SVG}rect"), group.find(f"{SVG}text")
        assert box is not None and text is not None and text.text
        boxes[text.text] = [int(box.attrib[key]) for key in ("x", "y", "width", "height")]
    assert list(boxes) == [stage.name for stage in plan.stages]
    # The last two are the legend's.
    arrows = [path.attrib["d"] for path in root.iter(f"{SVG}path") if "marker-end" in path.attrib][:-2]
    assert len(arrows) == len(re.findall(r"^    s\d+ -\.?-> s\d+$|^    s\d+ --> s\d+$", plan.graph(), re.MULTILINE))
    for arrow in arrows:
        points = corners(arrow)
        for (left, top), (right, bottom) in itertools.pairwise(points):
            for x, y, width, height in boxes.values():
                apart = max(left, right) <= x or min(left, right) >= x + width
                assert apart or max(top, bottom) <= y or min(top, bottom) >= y + height, (arrow, x, y)


def corners(path: str) -> list[tuple[int, int]]:
    """The corners of a path of vertical and horizontal lines."""
    x, y = 0, 0
    points = []
    for kind, first, second in re.findall(r"([MHV])(\d+)(?: (\d+))?", path):
        x, y = {"M": (int(first), int(second or 0)), "H": (int(first), y), "V": (x, int(first))}[kind]
        points.append((x, y))
    return points
