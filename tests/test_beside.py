"""What is written beside the Dockerfile where it is asked for: docker-bake.json and compose.yaml.

`beside/expected` has the whole of both for the project in `beside/project`; `UPDATE_EXPECTED=1` writes what is
generated now.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from message_cases import PROGRAM, UPDATE

import pydockstage

BESIDE = Path(__file__).resolve().parent / "beside"
FILES = ("docker-bake.json", "compose.yaml")


def said(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command says."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    command = [*PROGRAM, *arguments]
    return subprocess.run(command, cwd=project, env=environment, text=True, capture_output=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project, without any generated file."""
    return Path(shutil.copytree(BESIDE / "project", tmp_path / "project"))


def test_the_whole_of_both(project: Path) -> None:
    done = said(project, "generate")
    assert done.returncode == 0, done.stderr
    for name in FILES:
        text = (project / name).read_text(encoding="utf-8")
        if UPDATE:
            (BESIDE / "expected" / name).write_text(text, encoding="utf-8")
        assert text == (BESIDE / "expected" / name).read_text(encoding="utf-8")


def test_each_only_when_asked_for(project: Path) -> None:
    spec = project / "pydockstage.toml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("bake = true", "bake = false"), encoding="utf-8")
    assert said(project, "generate").returncode == 0
    assert [name for name in FILES if (project / name).exists()] == ["compose.yaml"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_person_stays(project: Path, name: str) -> None:
    (project / name).write_text("{}\n", encoding="utf-8")
    done = said(project, "generate")
    assert (done.returncode, f"error[file-not-generated]: {name}" in done.stderr) == (2, True)
    assert (project / name).read_text(encoding="utf-8") == "{}\n"
    assert not (project / "Dockerfile").exists()


@pytest.mark.parametrize("name", FILES)
def test_a_change_is_found_and_stays(project: Path, name: str) -> None:
    said(project, "generate")
    assert said(project, "check").returncode == 0
    file = project / name
    changed = file.read_text(encoding="utf-8").replace("dev", "development", 1)
    file.write_text(changed, encoding="utf-8")
    done = said(project, "check")
    assert (done.returncode, f"+++ b/{name}" in done.stdout) == (1, True)
    assert f"error[file-edited]: {name}" in said(project, "generate").stderr
    assert file.read_text(encoding="utf-8") == changed
    assert said(project, "generate", "--force").returncode == 0
    assert said(project, "check").returncode == 0


@pytest.mark.parametrize("name", FILES)
def test_the_dockerfile_takes_no_place_of_theirs(project: Path, name: str) -> None:
    done = said(project, "generate", "--force", f"--output={name}")
    assert (done.returncode, f"error[output-taken]: {name}" in done.stderr) == (2, True)
    assert not (project / name).exists()


def test_both_are_explained(project: Path) -> None:
    everything = said(project, "explain").stdout
    alone = "".join(said(project, "explain", ".", name).stdout for name in FILES)
    assert alone == (
        "docker-bake.json: the images that docker buildx bake builds (pydockstage.toml:1:8)\n"
        "  builds production, test, dev, build-base, build-dev, release\n"
        "compose.yaml: what docker compose runs (pydockstage.toml:2:11)\n"
        "  runs dev as greeter\n"
    )
    assert everything.replace("\n\n", "\n").endswith(alone)


def test_python_has_the_same(project: Path) -> None:
    generation = pydockstage.generate(project)
    texts = {output.path: output.text for output in generation.outputs}
    assert [texts[name] for name in FILES] == [(BESIDE / "expected" / name).read_text() for name in FILES]
    plan = generation.plan
    assert plan.compose is not None
    assert plan.compose["stage"] == "dev"
    assert pydockstage.Plan.from_json(plan.to_json()) == plan
    assert eval(repr(plan), vars(pydockstage)) == plan


def test_no_value_means_anything_to_bake_or_compose(project: Path) -> None:
    name = "a${TAG}%{b}$c"
    (project / name).mkdir()
    (project / name / "__init__.py").touch()
    said(project, "generate", f"--output={name}/Dockerfile")
    bake = json.loads((project / "docker-bake.json").read_text(encoding="utf-8"))
    assert bake["target"]["_common"]["dockerfile"] == "a$${TAG}%%{b}$c/Dockerfile"
    compose = (project / "compose.yaml").read_text(encoding="utf-8")
    assert '"a$${TAG}%{b}$$c/Dockerfile"' in compose
