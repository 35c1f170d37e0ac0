"""What a start costs: the interpreter, the import, the command by both doors, and a call within a program.

Run it with an interpreter that has the package, built as users get it, and with the binary built alike::

    pip install .
    cargo build --release --package=pydockstage-cli
    python benches/startup.py target/release/pydockstage

The commands take turns, so that what else the machine does meets all of them. Each line has the median of the wall
time and its ratio to the first of its kind (the interpreter that does nothing, ``/bin/true``) in the same run. Where
valgrind is there, callgrind counts instructions, which no other work of the machine changes. ``--rounds`` (by default
40) is how often each is run.

The console script is the installer's: that of older versions of pip imports ``re``, which costs more than all the rest.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pydockstage

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "flask-ldap"


def seconds(command: list[str], folder: Path) -> float:
    """How long the command took, in seconds."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def instructions(command: list[str], folder: Path) -> float | None:
    """How many instructions the command ran, in millions; None without valgrind."""
    if shutil.which("valgrind") is None:
        return None
    # A console script is a Python file, and valgrind wants the program that reads it.
    if Path(command[0]).read_bytes()[:2] == b"#!":
        command = [sys.executable, *command]
    line = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=True)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    return int(counted[1]) / 1e6 if counted else None


def processes(binary: str, folder: Path, rounds: int) -> None:
    """Prints a line for each way to start."""
    script = shutil.which("pydockstage", path=sysconfig.get_path("scripts"))
    if script is None:
        raise SystemExit("the package is not installed beside this interpreter: pip install .")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import pydockstage'": [sys.executable, "-c", "import pydockstage"],
        "console script: pydockstage generate": [script, "generate"],
        "/bin/true": [shutil.which("true") or "/bin/true"],
        "cargo binary: pydockstage generate": [str(Path(binary).resolve()), "generate"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command, folder))
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    print(f"{'':40} {'median':>9} {'ratio':>7} {'instructions':>13}")
    for name, command in commands.items():
        first = medians["/bin/true" if "bin" in name else "python -c pass"]
        counted = instructions(command, folder)
        shown = "" if counted is None else f"{counted:11.2f} M"
        print(f"{name:40} {medians[name] * 1e3:6.2f} ms {medians[name] / first:7.2f} {shown}")


def calls(folder: Path) -> None:
    """Prints a line for each call within a program."""
    generation = pydockstage.generate(folder)
    plan = generation.plan
    timed: dict[str, Callable[[], object]] = {
        "generate(): read, plan and render": lambda: pydockstage.generate(folder),
        "Plan.dockerfile(): render": plan.dockerfile,
        "Plan.explain()": plan.explain,
        "Generation.check()": generation.check,
        "runtime_packages()": lambda: pydockstage.runtime_packages("libldap2-dev", on="debian:trixie"),
        "generation.plan": lambda: generation.plan,
        "plan.stages": lambda: plan.stages,
        "hash(plan)": lambda: hash(plan),
        "repr(plan)": lambda: repr(plan),
    }
    print(f"\n{'a call':40} {'median':>9}")
    for name, call in timed.items():
        times = []
        for _ in range(300):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
        print(f"{name:40} {statistics.median(times) * 1e6:6.1f} µs")


def main() -> None:
    """Measures on a copy of the example, for which files were generated."""
    parser = argparse.ArgumentParser(description="Measure what a start of pydockstage costs.")
    parser.add_argument("binary", help="the command as cargo builds it: target/release/pydockstage")
    parser.add_argument("--rounds", type=int, default=40, help="how often each command is run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(EXAMPLE, Path(place) / "example"))
        pydockstage.generate(folder).write(force=True)
        processes(arguments.binary, folder, arguments.rounds)
        calls(folder)


if __name__ == "__main__":
    main()
