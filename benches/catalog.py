"""What the embedded catalog costs: in the module's size, at a start, and for each question.

Run it with an interpreter that has the package, built as users get it::

    pip install .
    python benches/catalog.py

Instructions are counted by callgrind (valgrind), which no other work of the machine changes; a question is what a
thousand of them add, through Python. With ``--beside PYTHON``, an interpreter whose package was built from another
catalog, the same is measured there, and the difference told: with a catalog of one package in the place of
``crates/pydockstage-core/catalog/debian.txt`` that is the price of the catalog itself.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

CATALOG = Path(__file__).resolve().parents[1] / "crates" / "pydockstage-core" / "catalog"
ASK = "pydockstage.runtime_packages({name!r}, on='debian:trixie')"
MISTYPED = """
try:
    pydockstage.runtime_packages('libldpa2-dev', on='debian:trixie')
except pydockstage.DockstageError:
    pass
"""
PROGRAMS = {
    "python -c pass": "pass",
    "import pydockstage": "import pydockstage",
    "and a question": "import pydockstage\n" + ASK.format(name="libldap2-dev"),
    "and a thousand": f"import pydockstage\nfor _ in range(1000): {ASK.format(name='libldap2-dev')}",
    "and a mistyped name": "import pydockstage" + MISTYPED,
    "and ten of them": "import pydockstage\nfor _ in range(10):" + MISTYPED.replace("\n", "\n    "),
}


def instructions(python: str, program: str) -> float:
    """How many instructions the program runs, in millions."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", python, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if counted is None:
        raise SystemExit(f"callgrind told no count:\n{done.stderr}")
    return int(counted[1]) / 1e6


def module(python: str) -> Path:
    """The file of the extension module."""
    command = [python, "-c", "import pydockstage._core as core; print(core.__file__)"]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def measure(python: str) -> dict[str, float]:
    """Prints and returns what one interpreter's package costs."""
    file = module(python).read_bytes()
    measured: dict[str, float] = {"bytes of the module": len(file)}
    texts = {path.name: path.read_bytes() for path in sorted(CATALOG.glob("*.txt"))}
    for name, text in texts.items():
        measured[f"times {name} ({len(text)} bytes) is in it"] = file.count(text)
    for name, program in PROGRAMS.items():
        measured[f"instructions, {name}"] = instructions(python, program) * 1e6
    more = measured["instructions, and a thousand"] - measured["instructions, and a question"]
    measured["instructions a question"] = more / 999
    more = measured["instructions, and ten of them"] - measured["instructions, and a mistyped name"]
    measured["instructions a mistyped name"] = more / 9
    for name, value in measured.items():
        print(f"{name:55} {value:14,.0f}")
    return measured


def main() -> None:
    """Measures this interpreter's package, and another's beside it."""
    parser = argparse.ArgumentParser(description="Measure what the embedded catalog costs.")
    parser.add_argument("--beside", help="an interpreter whose package was built from another catalog")
    arguments = parser.parse_args()
    own = measure(sys.executable)
    if arguments.beside:
        print(f"\n{arguments.beside}")
        other = measure(arguments.beside)
        print("\nthe difference")
        for name, value in own.items():
            print(f"{name:55} {value - other[name]:+14,.0f}")


if __name__ == "__main__":
    main()
