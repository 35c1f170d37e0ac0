"""Hooks, stages of the owner's own and more targets, with a real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Engine, copy_example, generate, run

# What each shell, builder or writer that it passes could take for something else.
NASTY = 'it\'s "quoted" $HOME ${y} `z` $(id) # \\\\ d\u00e9j\u00e0 && ; | < > \\'

# A name that a builder takes for a pattern unless told otherwise.
FILE = "app [1]*\\.ini"

SETTINGS = r"""

[stage.tool]
from = "debian:trixie-slim"
platform = "build"
steps = [
    { workdir = "/tool" },
    { env = { KIND = "tool" } },
    { copy = ["conf/note.txt"], to = "/tool/" },
    { run = "echo \"$KIND\" > /tool/kind" },
]

[targets]
test = {}
dev = {}
debug = { packages = ["procps"] }

[[hooks.base]]
copy = ['conf/app [1]*\.ini']
to = "/etc/app/"
mode = "0640"
owner = "0:10001"

[[hooks.after-dependencies]]
run = '''
# a comment
cat <<EOF > /venv/script.txt
$VALUE
EOF
printf '%s\n' 'it'\''s $HOME # \' >> /venv/script.txt
test -f /conf/note.txt
test -d /scratch
test ! -e /sys/class/net/eth0
echo kept > /root/.cache/own/kept
'''
env = { VALUE = 'NASTY' }
mounts = [
    { type = "cache", target = "/root/.cache/own", id = "own", sharing = "locked" },
    { type = "tmpfs", target = "/scratch", size = "16m" },
    { type = "bind", source = "conf", target = "/conf" },
]
network = "none"

[[hooks.after-dependencies]]
run = [
    "python3",
    "-c",
    "import os, sys; open('/venv/words.txt', 'w').write(os.environ['VALUE'] + sys.argv[1])",
    'NASTY',
]
env = { VALUE = 'NASTY' }

[[hooks.after-dependencies]]
run = "printf %s \"$VALUE\" > /venv/line.txt"
env = { VALUE = 'NASTY' }

[[hooks.production-root]]
copy = ["/tool/kind", "/tool/note.txt"]
from = "tool"
to = "/etc/tool/"

[[hooks.production-root]]
run = ["install", "-d", "-m", "0770", "-o", "10001", "-g", "0", "/data"]

[[hooks.production-user]]
run = "id -u > /data/who && test ${#SESAME} = 16"
mounts = [{ type = "secret", id = "sesame", env = "SESAME" }]
"""


def with_settings(folder: Path, settings: str) -> Path:
    """A project with these settings and its generated files."""
    project = copy_example("plain-requirements", folder)
    (project / "conf").mkdir()
    (project / "conf" / FILE).write_text("[app]\n")
    (project / "conf" / "note.txt").write_text("a note\n")
    file = project / "pydockstage.toml"
    # In a TOML text of single quotes an apostrophe can't stand, so the value is written with double ones.
    quoted = '"' + NASTY.replace("\\", "\\\\").replace('"', '\\"') + '"'
    file.write_text(file.read_text() + settings.replace("'NASTY'", quoted))
    generate(project)
    return project


SECRET = "wide-is-the-gate"


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The option that hands the secret over."""
    file = tmp_path_factory.mktemp("secret") / "sesame"
    file.write_text(SECRET)
    return f"--secret=id=sesame,src={file}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of most tests here."""
    return with_settings(tmp_path_factory.mktemp("own"), SETTINGS)


@pytest.fixture(scope="module")
def image(engine: Engine, project: Path, secret: str) -> str:
    """A build without a target."""
    return engine.build(project, "own", secret)


def test_values_arrive_to_the_letter(engine: Engine, image: str) -> None:
    read = "import sys; sys.stdout.write(open(sys.argv[1]).read())"
    assert engine.run(image, "python", "-c", read, "/venv/line.txt").stdout == NASTY
    assert engine.run(image, "python", "-c", read, "/venv/words.txt").stdout == NASTY * 2
    assert engine.run(image, "python", "-c", read, "/venv/script.txt").stdout == f"{NASTY}\nit's $HOME # \\\n"


def test_a_file_has_its_owner_and_mode(engine: Engine, image: str) -> None:
    assert engine.shell(image, f"stat -c '%u:%g %a' '/etc/app/{FILE}' /data") == "0:10001 640\n10001:0 770\n"


def test_files_of_another_stage_arrive(engine: Engine, image: str) -> None:
    assert (
        engine.run(image, "cat", "/etc/tool/kind", "/etc/tool/note.txt", "/data/who").stdout == "tool\na note\n10001\n"
    )


def test_nothing_that_holds_for_a_command_alone_stays(engine: Engine, image: str) -> None:
    left = engine.shell(image, "ls -d /conf /scratch /root/.cache/own 2>/dev/null || true; env | grep -c VALUE || true")
    assert left == "0\n"
    history = run("docker", "history", "--no-trunc", image).stdout
    assert SECRET not in history + str(engine.config(image))


def test_a_build_without_the_secret_fails(engine: Engine, project: Path) -> None:
    assert "secret sesame: not found" in engine.build_fails(project, "--no-cache-filter=production")


def test_a_line_that_fails_ends_the_script(engine: Engine, tmp_path: Path) -> None:
    failing = with_settings(tmp_path, "\n[[hooks.base]]\nrun = '''\nfalse\ntrue\n'''\n")
    assert "exit code: 1" in engine.build_fails(failing)


def test_without_a_target_production_is_made(engine: Engine, project: Path, image: str, secret: str) -> None:
    production = engine.build(project, "own-production", "--target=production", secret)

    def layers(name: str) -> str:
        return run("docker", "image", "inspect", "--format={{.RootFS.Layers}} {{json .Config}}", name).stdout

    assert layers(production) == layers(image)


def test_the_builders_own_checks_find_nothing(engine: Engine, project: Path, secret: str) -> None:
    assert engine.build(project, "own-check", "--check", secret)


def test_what_ships_is_what_was_tested(engine: Engine, project: Path, image: str, secret: str) -> None:
    tested = engine.build(project, "own-test", "--target=test", secret)
    assert "1 passed" in engine.run(tested).stdout

    def layers(name: str) -> list[str]:
        return run("docker", "image", "inspect", '--format={{join .RootFS.Layers "\\n"}}', name).stdout.split()

    assert layers(tested)[: len(layers(image))] == layers(image)
    assert engine.config(tested)["User"] == "10001:10001"


def test_the_image_for_a_look_inside_has_tools(engine: Engine, project: Path, secret: str) -> None:
    image = engine.build(project, "own-debug", "--target=debug", secret)
    assert "PID" in engine.run(image, "ps").stdout
    assert engine.config(image)["User"] == "10001:10001"


def test_an_edit_of_the_mounted_source_counts(engine: Engine, tmp_path: Path) -> None:
    package = copy_example("pyproject-groups", tmp_path)
    (package / "pydockstage.toml").write_text("targets.dev = {}\n")
    generate(package)
    image = engine.build(package, "own-dev", "--target=dev")
    assert engine.run(image).stdout == "Hello, world!\n"
    assert "1 passed" in engine.run(image, "pytest").stdout
    source = next(path for path in package.rglob("*.py") if "Hello" in path.read_text())
    source.write_text(source.read_text().replace("Hello", "Welcome"))
    mounted = run("docker", "run", "--rm", f"--volume={package}:/project", image).stdout
    assert mounted == "Welcome, world!\n"
