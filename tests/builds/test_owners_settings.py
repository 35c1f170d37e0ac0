"""What the owner writes arrives in the image to the letter, with a real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Engine, copy_example, generate

SETTINGS = """
env = { LOG_LEVEL = "info", GREETING = "it's \\"quoted\\", $literal, ${braced}, \\\\ and # too \\\\" }
labels = { "org.example.team" = "people & 'machines' $x" }
workdir = "/srv"
user = "20000:0"
stopsignal = "SIGINT"
healthcheck = { path = "/", port = 8000, interval = "1m" }
[stages]
production = "release"
[paths]
venv = "/opt/venv"
project = "/srv/project"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with all these settings."""
    project = copy_example("plain-requirements", tmp_path_factory.mktemp("settings"))
    settings = project / "pydockstage.toml"
    # The script is found from wherever the owner lets the command start.
    text = settings.read_text().replace('"web.py"', '"/srv/project/web.py"')
    settings.write_text(text + SETTINGS)
    generate(project)
    return project


@pytest.fixture(scope="module")
def image(engine: Engine, project: Path) -> str:
    """The image that ships, by the owner's name for it."""
    return engine.build(project, "settings", "--target=release")


def test_the_builder_finds_nothing_to_say(engine: Engine, project: Path) -> None:
    assert engine.build(project, "settings-check", "--check")


def test_the_environment_holds_each_value_to_the_letter(engine: Engine, image: str) -> None:
    seen = engine.run(image, "python", "-c", "import os; print(os.environ['GREETING'])").stdout
    assert seen == 'it\'s "quoted", $literal, ${braced}, \\ and # too \\\n'


def test_the_configuration_is_the_owners(engine: Engine, image: str) -> None:
    config = engine.config(image)
    assert config["User"] == "20000:0"
    assert config["WorkingDir"] == "/srv"
    assert config["StopSignal"] == "SIGINT"
    assert config["Labels"] == {"org.example.team": "people & 'machines' $x"}
    health = config["Healthcheck"]
    assert isinstance(health, dict)
    assert health["Interval"] == 60_000_000_000


def test_the_environment_lies_where_the_owner_put_it(engine: Engine, image: str) -> None:
    assert engine.run(image, "python", "-c", "import sys; print(sys.prefix)").stdout == "/opt/venv\n"
