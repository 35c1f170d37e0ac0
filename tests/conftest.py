"""What the tests from outside share: a project to generate for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the article's project, for which nothing was generated yet."""
    copy = tmp_path / "flask-ldap"
    ignored = shutil.ignore_patterns("Dockerfile", ".dockerignore", "__pycache__")
    return Path(shutil.copytree(EXAMPLES / "flask-ldap", copy, ignore=ignored))
