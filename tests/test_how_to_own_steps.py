"""Every setting that the pages about the owner's own steps show is read, planned and judged clean."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "docs" / "how-to"
HADOLINT = Path(sys.executable).parent / "hadolint"

NAMES = (
    "apt-repositories",
    "bake-and-compose",
    "extra-stages",
    "hooks",
    "node-assets",
    "portable-dialect",
    "test-and-dev-targets",
    "writable-directories",
)

FILES = {
    "requirements.txt": "flask\n",
    "requirements-dev.txt": "-r requirements.txt\npytest\n",
    "conf/app.ini": "[app]\n",
    "keys/example.asc": "a key\n",
    "certificates/example.crt": "a certificate\n",
    "frontend/package.json": "{}\n",
    "frontend/package-lock.json": "{}\n",
}

SNIPPETS = [
    pytest.param(snippet, id=f"{name}-{index}")
    for name in NAMES
    for index, snippet in enumerate(
        re.findall(r'^```toml title="pydockstage.toml"\n(.*?)^```', (PAGES / f"{name}.md").read_text(), re.M | re.S)
    )
]


@pytest.mark.parametrize("dialect", ["buildkit", "portable"])
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_setting_is_planned_and_judged_clean(snippet: str, dialect: str, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "pydockstage.toml").write_text(f'command = ["flask", "run"]\n{snippet}')
    generate = [sys.executable, "-m", "pydockstage", "generate", f"--dialect={dialect}"]
    done = subprocess.run(generate, cwd=tmp_path, text=True, capture_output=True, check=False)
    if dialect == "portable" and "network =" in snippet:
        assert "error[not-portable]" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    judged = subprocess.run(
        [str(HADOLINT), "--format=json", str(tmp_path / "Dockerfile")], text=True, capture_output=True, check=False
    )
    assert json.loads(judged.stdout) == []


def test_the_pages_have_settings() -> None:
    assert len(SNIPPETS) >= 11
