"""Threads and interpreters: who works, lets the others work, and a second interpreter is refused in so many words."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from example_project import copied

import pydockstage

CALLS = 20_000


class Ticker:
    """A thread that counts as long as it may run, and gives up the interpreter after each tick."""

    def __init__(self) -> None:
        """Starts counting."""
        self.ticks = 0
        self._stops = False
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stops:
            self.ticks += 1
            time.sleep(0)

    def __enter__(self) -> Ticker:
        """Is at work before anything is measured."""
        self._thread.start()
        while self.ticks == 0:
            time.sleep(0)
        return self

    def __exit__(self, *_: object) -> None:
        """Waits for its end."""
        self._stops = True
        self._thread.join()


@pytest.fixture
def no_switches() -> Iterator[None]:
    """The interpreter takes itself from no thread: another one runs only where the running one lets it."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The article's project."""
    return copied(tmp_path)


def lets_others_work(call: Callable[[], object]) -> bool:
    """Whether another thread comes to a tick while it is called, over and over."""
    with Ticker() as ticker:
        before = ticker.ticks
        for _ in range(CALLS):
            call()
            if ticker.ticks != before:
                return True
    return False


CALLS_THAT_WORK: dict[str, Callable[[Path], Callable[[], object]]] = {
    "generate": lambda folder: lambda: pydockstage.generate(folder),
    "read": lambda folder: lambda: pydockstage.read(folder),
    "plan": lambda folder: pydockstage.read(folder).plan,
    "dockerfile": lambda folder: pydockstage.generate(folder).plan.dockerfile,
    "explain": lambda folder: pydockstage.generate(folder).explain,
    "check": lambda folder: pydockstage.generate(folder).check,
    "write": lambda folder: pydockstage.generate(folder).write,
    "to_json": lambda folder: pydockstage.generate(folder).plan.to_json,
    "Dockerfile": lambda folder: lambda: pydockstage.Dockerfile(text=pydockstage.generate(folder).dockerfile),
    "runtime_packages": lambda _: lambda: pydockstage.runtime_packages("libpq-dev", on="debian:trixie"),
}


@pytest.mark.parametrize("name", CALLS_THAT_WORK)
@pytest.mark.usefixtures("no_switches")
def test_other_threads_run_while_it_works(name: str, project: Path) -> None:
    assert lets_others_work(CALLS_THAT_WORK[name](project))


@pytest.mark.usefixtures("no_switches")
def test_what_holds_the_interpreter_is_told_apart(project: Path) -> None:
    # The control: were this wrong, the test above would say nothing.
    plan = pydockstage.generate(project).plan
    assert not lets_others_work(lambda: plan.release)
    assert not lets_others_work(lambda: sorted(range(100)))


def test_one_object_serves_many_threads_at_once(project: Path) -> None:
    read, generation = pydockstage.read(project), pydockstage.generate(project)
    barrier = threading.Barrier(8)
    expected = (generation.dockerfile, repr(generation.plan), hash(generation.plan), generation.plan.to_json())

    def work(_: int) -> bool:
        barrier.wait()
        plan = read.plan()
        return (plan.dockerfile(), repr(plan), hash(plan), plan.to_json()) == expected and plan == generation.plan

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(80)))


SECOND = """
import {module} as interpreters

import pydockstage

number = interpreters.create()
program = "import pydockstage"
try:
    # Python 3.13 gives what went wrong, older ones raise it.
    fault = interpreters.run_string(number, program)
except RuntimeError as error:
    fault = error
print(fault)
interpreters.destroy(number)
print(pydockstage.runtime_packages("libpq-dev", on="debian:trixie"))
"""


@pytest.mark.skipif(
    not (3, 12) <= sys.version_info < (3, 14),
    reason="older ones ask no module, in newer ones interpreters are made anew",
)
def test_a_second_interpreter_is_refused_and_the_first_goes_on() -> None:
    module = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    program = SECOND.format(module=module)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    fault, answer = done.stdout.splitlines()[0], done.stdout.splitlines()[-1]
    assert "ImportError" in fault
    assert "subinterpreters" in fault
    assert answer == "['libpq5']"
