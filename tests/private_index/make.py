"""Makes the lock files beside this one, by the installers themselves.

Needs uv, poetry, pdm and pipenv on the path, in the versions that `plan/installers/versions.rs` of the core names:
`python tests/private_index/make.py`.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from server import PASSWORD, USER, serving

HERE = Path(__file__).resolve().parent
COMMANDS = {
    "uv": ["uv", "lock", "--no-cache"],
    "poetry": ["poetry", "--no-interaction", "--no-cache", "lock"],
    "pdm": ["pdm", "lock"],
    "pipenv": ["pipenv", "lock"],
}
CREDENTIALS = {
    "INDEX_USER": USER,
    "INDEX_PASSWORD": PASSWORD,
    "UV_INDEX_CORP_MAIN_USERNAME": USER,
    "UV_INDEX_CORP_MAIN_PASSWORD": PASSWORD,
    "POETRY_HTTP_BASIC_CORP_USERNAME": USER,
    "POETRY_HTTP_BASIC_CORP_PASSWORD": PASSWORD,
}

if __name__ == "__main__":
    with serving():
        for folder, command in COMMANDS.items():
            subprocess.run(command, cwd=HERE / folder, env={**os.environ, **CREDENTIALS}, check=True)
