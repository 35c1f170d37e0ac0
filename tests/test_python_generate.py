"""From a project's folder to its files, in Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from example_project import copied

import pydockstage


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project, for which nothing was generated yet."""
    return copied(tmp_path)


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs the command as a module."""
    line = [sys.executable, "-m", "pydockstage", *arguments]
    return subprocess.run(line, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_nothing_is_written_before_it_is_asked_for(project: Path) -> None:
    pydockstage.generate(project)
    assert not (project / "Dockerfile").exists()
    assert not (project / ".dockerignore").exists()


def test_files_are_written_once_and_then_up_to_date(project: Path) -> None:
    generation = pydockstage.generate(project, base="debian:bookworm")
    assert {difference.path for difference in generation.check()} == {"Dockerfile", ".dockerignore"}
    created = generation.write()
    assert {(written.path, written.change) for written in created} == {
        ("Dockerfile", "created"),
        (".dockerignore", "created"),
    }
    assert (project / "Dockerfile").read_text(encoding="utf-8") == generation.dockerfile
    assert (project / ".dockerignore").read_text(encoding="utf-8") == generation.dockerignore
    assert generation.check() == ()
    assert {written.change for written in generation.write()} == {"unchanged"}


def test_a_change_of_the_project_is_a_difference(project: Path) -> None:
    pydockstage.generate(project).write()
    (difference,) = pydockstage.generate(project, expose=[9000]).check()
    assert difference.path == "Dockerfile"
    assert "+EXPOSE 9000\n" in difference.diff


def test_a_file_that_a_person_wrote_stays_unless_forced(project: Path) -> None:
    (project / "Dockerfile").write_text("FROM scratch\n")
    generation = pydockstage.generate(project)
    with pytest.raises(pydockstage.FilesError):
        generation.write()
    assert (project / "Dockerfile").read_text() == "FROM scratch\n"
    assert not (project / ".dockerignore").exists()
    assert "replaced" in {written.change for written in generation.write(force=True)}


def test_a_folder_can_be_named_in_each_usual_way(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    texts = {pydockstage.generate(path).dockerfile for path in (project, str(project), os.curdir)}
    assert {pydockstage.generate().dockerfile} == texts


def test_the_dockerfile_can_have_another_name(project: Path) -> None:
    generation = pydockstage.generate(project, output=Path("docker.d") / "Dockerfile.web")
    (project / "docker.d").mkdir()
    generation.write()
    assert generation.output == "docker.d/Dockerfile.web"
    assert sorted(path.name for path in (project / "docker.d").iterdir()) == [
        "Dockerfile.web",
        "Dockerfile.web.dockerignore",
    ]


def test_arguments_go_before_what_is_written(project: Path) -> None:
    generation = pydockstage.generate(
        project,
        python="3.12",
        base="debian:bookworm",
        command=("python", "-m", "myproject", "--help"),
        expose=[8000, "53/udp"],
        default_set="dev",
        build_packages=["libpq-dev"],
        runtime_packages=["media-types"],
        spec={"user": 4711, "labels": {"org.example.team": "web"}, "python": "3.11"},
    )
    plan, text = generation.plan, generation.dockerfile
    assert (plan.python, plan.release, plan.default_set) == ("3.12", "debian:bookworm", "dev")
    assert 'CMD ["python", "-m", "myproject", "--help"]' in text
    assert "EXPOSE 8000 53/udp" in text
    assert "org.example.team=web" in text
    assert "4711" in text
    toolchain = next(stage for stage in plan.stages if stage.role == "toolchain")
    # What production stands on: the guard and production itself both begin with it.
    runtime = next(stage for stage in plan.stages if stage.role == "runtime")
    assert "libpq-dev" in {package.name for step in toolchain.steps for package in step.packages}
    shipped = {package.name for step in runtime.steps for package in step.packages}
    assert {"libpq5", "media-types"} <= shipped
    assert {package.name for package in toolchain.runtime().packages} <= shipped


def test_an_unknown_keyword_is_no_argument(project: Path) -> None:
    with pytest.raises(TypeError, match="bas"):
        pydockstage.generate(project, bas="debian:trixie")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        pydockstage.generate(project, "3.13")  # type: ignore[call-arg]


@pytest.mark.parametrize("value", [b"3.13", object(), {1, 2}, float("nan")])
def test_what_no_key_can_hold_is_refused(project: Path, value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        pydockstage.generate(project, python=value)


def test_it_is_what_the_command_writes(project: Path) -> None:
    generation = pydockstage.generate(project)
    assert command("generate", "--stdout", cwd=project).stdout == generation.dockerfile
    assert command("explain", cwd=project).stdout == generation.explain() == generation.plan.explain()
    as_json = json.loads(command("explain", "--format=json", cwd=project).stdout)
    assert as_json["plan"] == json.loads(generation.plan.to_json())
    other = pydockstage.generate(project, base="debian:bookworm")
    assert command("generate", "--base=debian:bookworm", "--stdout", cwd=project).stdout == other.dockerfile


def test_it_fails_with_what_the_command_says(project: Path) -> None:
    with pytest.raises(pydockstage.PlanError) as caught:
        pydockstage.generate(project, base="rhel:9")
    said = command("generate", "--base=rhel:9", cwd=project)
    assert said.returncode == 2
    assert said.stderr == f"{caught.value}\n".replace("asked for by base", "asked for by --base")


def test_a_plan_comes_back_from_json(project: Path) -> None:
    plan = pydockstage.generate(project).plan
    again = pydockstage.Plan.from_json(plan.to_json())
    assert again == plan
    assert again.dockerfile() == plan.dockerfile() == pydockstage.generate(project).dockerfile
    with pytest.raises(pydockstage.PlanError):
        pydockstage.Plan.from_json("{}")


def test_a_changed_plan_can_be_written(project: Path) -> None:
    generation = pydockstage.generate(project)
    plan = generation.plan.__replace__(syntax="docker/dockerfile:1")
    changed = pydockstage.Generation(root=project, plan=plan)
    changed.write()
    assert (project / "Dockerfile").read_text(encoding="utf-8").startswith("# syntax=docker/dockerfile:1\n")
    assert {output.path: output.unmarked for output in changed.outputs} == {
        "Dockerfile": "refuse",
        ".dockerignore": "keep",
    }


def test_every_line_of_an_instruction_has_a_reason(project: Path) -> None:
    generation = pydockstage.generate(project)
    for number, line in enumerate(generation.dockerfile.splitlines(), 1):
        if line.startswith(("FROM", "RUN", "COPY", "ENV", "CMD", "USER")):
            assert generation.explain(number) == generation.explain(str(number))
    assert "its runtime half: libldap2" in generation.explain("libldap2-dev")
    with pytest.raises(pydockstage.PlanError) as caught:
        generation.explain("libldpa2-dev")
    assert caught.value.hints == ("did you mean libldap2-dev?",)
    with pytest.raises(pydockstage.PlanError):
        generation.explain(100_000)


def test_threads_can_share_everything(project: Path) -> None:
    generation = pydockstage.generate(project)
    expected = (generation, generation.plan.explain(), hash(generation))

    def work(_: int) -> bool:
        own = pydockstage.generate(project)
        generation.write()
        assert generation.check() == ()
        return (own, generation.plan.explain(), hash(own)) == expected

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(200)))


def test_a_setup_script_can_call_it(project: Path) -> None:
    (project / "setup.py").write_text(
        "import pydockstage\n"
        "import sys\n"
        'project = pydockstage.generate(".", base="debian:bookworm")\n'
        "project.write()\n"
        "assert not project.check()\n"
        'if "--version" in sys.argv:\n'
        '    print("1.0", project.plan.python)\n'
    )
    line = [sys.executable, "setup.py", "--version"]
    done = subprocess.run(line, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1.0 3.13\n", "")
    assert "slim-bookworm" in (project / "Dockerfile").read_text(encoding="utf-8")
