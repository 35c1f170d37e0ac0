"""A project to generate for."""

from __future__ import annotations

import shutil
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def copied(folder: Path) -> Path:
    """Copies the article's project below a folder, without what was generated for it."""
    copy = folder / "flask-ldap"
    ignored = shutil.ignore_patterns("Dockerfile", ".dockerignore", "__pycache__")
    return Path(shutil.copytree(EXAMPLES / "flask-ldap", copy, ignore=ignored))
