"""The hooks for pre-commit, in their local form: no network, and nothing is compiled."""

from __future__ import annotations

import subprocess
from pathlib import Path

from real_tools import ROOT, Tools, project, tools

__all__ = ["project", "tools"]

LOCAL = """repos:
  - repo: local
    hooks:
      - id: pydockstage-check
        name: pydockstage check
        entry: pydockstage check
        language: system
        pass_filenames: false
        files: ^(pyproject\\.toml|requirements/.*\\.txt|Dockerfile|\\.dockerignore)$
"""


def git(project: Path, *words: str) -> None:
    """Runs git as nobody in particular."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *words], cwd=project, check=True, capture_output=True)


def test_a_commit_with_an_old_dockerfile_is_stopped(tools: Tools, project: Path) -> None:
    (project / ".pre-commit-config.yaml").write_text(LOCAL)
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    assert "Failed" in tools.run("pre-commit", "run", "--all-files", cwd=project, status=1).stdout
    tools.run("pydockstage", "generate", cwd=project)
    git(project, "add", "--all")
    assert "Passed" in tools.run("pre-commit", "run", "--all-files", cwd=project).stdout


def test_the_hooks_of_this_repository_are_sound(tools: Tools, tmp_path: Path) -> None:
    tools.run("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=tmp_path)
