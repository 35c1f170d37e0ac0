"""The classes are values: equal by their fields, hashable, unchangeable, and the same again after any trip."""

from __future__ import annotations

import copy
import inspect
import pickle
import sys
from typing import Any

import pytest

import pydockstage
from pydockstage import (
    Difference,
    Dockerfile,
    Generation,
    IgnoreRule,
    Instruction,
    Message,
    Needs,
    Output,
    Package,
    Plan,
    PlannedSet,
    Reason,
    Runtime,
    Stage,
    Step,
    Tree,
    Written,
)

REASON = Reason(text="the owner's choice", origins=("pyproject.toml:21:10",))
PACKAGE = Package(name="libldap2-dev", reason=REASON, runtime=("libldap-2.5-0",))
TREE = Tree(stage="build", source="/own", target="/", reason=REASON)
INSTALL = Step(
    action={
        "action": "install-packages",
        "packages": [
            {
                "name": "libldap2-dev",
                "reason": {"text": "the owner's choice", "origins": ["pyproject.toml:21:10"]},
                "runtime": ["libldap-2.5-0"],
            }
        ],
    },
    reason=REASON,
)
BASE = Stage(name="base", role="base", image="python:3.13-slim-trixie", reason=REASON)
TOOLCHAIN = Stage(name="tools", role="toolchain", parent="base", reason=REASON, steps=(INSTALL,))
SET = PlannedSet(files=("requirements/base.txt",), closure=("requirements/base.txt", "wheels/a.whl"))
RULE = IgnoreRule(pattern=".git", reason="version control")
PLAN = Plan(
    release="debian:trixie",
    python="3.13",
    argument="REQS",
    default_set="base",
    sets={"base": SET, "dev": SET},
    stages=(BASE, TOOLCHAIN),
    ignored=(RULE,),
    notes=("a note with 'quotes' and \"more\"\n",),
)
VALUES = [
    REASON,
    PACKAGE,
    TREE,
    Runtime(packages=(PACKAGE,), trees=(TREE,)),
    INSTALL,
    BASE,
    TOOLCHAIN,
    SET,
    RULE,
    PLAN,
    Output(path="Dockerfile", text="FROM scratch\n"),
    Written(path="docker/Dockerfile", change="created"),
    Difference(path="Dockerfile", diff="--- a\n+++ b\n"),
    Generation(root="/srv/project", plan=PLAN, output="docker/Dockerfile"),
    Needs(build=("libldap-dev",), runtime=("libldap2",), tools=("gcc",), mode="linked", evidence="hand"),
    Dockerfile('FROM scratch\nCMD ["x"]\n'),
    Instruction(keyword="RUN", arguments=("true",), first_line=2, last_line=2, flags=("--network=none",)),
    Message(code="bad-value", what="it is bad", text="error[bad-value]: it is bad", line=3, hints=("mend it",)),
]
CHANGES: dict[type, dict[str, Any]] = {
    Reason: {"text": "another"},
    Package: {"runtime": ()},
    Tree: {"target": "/srv"},
    Runtime: {"trees": ()},
    Step: {"reason": Reason(text="another")},
    Stage: {"name": "other"},
    PlannedSet: {"directories": ("library",)},
    IgnoreRule: {"pattern": ".hg"},
    Plan: {"python": "3.12"},
    Output: {"unmarked": "keep"},
    Written: {"change": "kept"},
    Difference: {"path": "other"},
    Generation: {"output": "Dockerfile"},
    Needs: {"mode": "opened"},
    Dockerfile: {"text": "FROM scratch\n"},
    Instruction: {"heredocs": (("EOF", "x\n"),)},
    Message: {"line": None},
}

each = pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)


def test_each_class_is_among_them() -> None:
    classes = {thing for name in pydockstage.__all__ if inspect.isclass(thing := getattr(pydockstage, name))}
    # A project is what was read from a folder: nobody can make one of fields.
    values = {thing for thing in classes if not issubclass(thing, Exception)} - {pydockstage.Project}
    assert {type(value) for value in VALUES} == values == set(CHANGES)


@each
def test_its_repr_gives_an_equal_value(value: Any) -> None:
    assert eval(repr(value), dict(vars(pydockstage))) == value


@each
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_it_survives_pickling(value: Any, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(value, protocol)) == value


@each
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy], ids=["copy", "deepcopy"])
def test_a_copy_is_equal(value: Any, copied: Any) -> None:
    assert copied(value) == value


@each
def test_equal_values_have_equal_hashes(value: Any) -> None:
    assert hash(copy.deepcopy(value)) == hash(value)
    assert len({value, copy.deepcopy(value)}) == 1


@each
def test_a_change_gives_another_value(value: Any) -> None:
    changes = CHANGES[type(value)]
    changed = value.__replace__(**changes)
    assert type(changed) is type(value)
    assert changed != value
    for name in value.__match_args__:
        assert getattr(changed, name) == changes.get(name, getattr(value, name))
    if sys.version_info >= (3, 13):
        assert copy.replace(value, **changes) == changed


@each
def test_an_unknown_field_can_t_be_changed(value: Any) -> None:
    with pytest.raises(TypeError, match="nonsense"):
        value.__replace__(nonsense=1)


@each
def test_a_value_of_another_kind_is_not_equal(value: Any) -> None:
    assert value != repr(value)
    assert value != object()


@each
def test_its_fields_can_t_be_set(value: Any) -> None:
    for name in (*value.__match_args__, "nonsense"):
        with pytest.raises(AttributeError):
            setattr(value, name, None)


@each
def test_its_fields_are_the_constructor_s_keywords(value: Any) -> None:
    parameters = inspect.signature(type(value)).parameters
    assert set(parameters) == set(value.__match_args__)
    if isinstance(value, Dockerfile):
        # The one with a single field that goes without saying.
        return
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    with pytest.raises(TypeError, match="positional"):
        type(value)("x")


def test_values_match_patterns() -> None:
    match PACKAGE:
        case Package("libldap2-dev", Reason(text=text), runtime=(runtime,)):
            assert (text, runtime) == ("the owner's choice", "libldap-2.5-0")
        case _:
            pytest.fail("it doesn't match")
    match INSTALL.action:
        case {"action": "install-packages", "packages": [{"name": name}]}:
            assert name == "libldap2-dev"
        case _:
            pytest.fail("it doesn't match")


def test_the_order_of_sets_makes_no_difference() -> None:
    turned = PLAN.__replace__(sets={"dev": SET, "base": SET})
    assert (turned, hash(turned)) == (PLAN, hash(PLAN))


def test_changing_what_an_attribute_gave_changes_no_value() -> None:
    before = copy.deepcopy(PLAN)
    PLAN.sets.clear()
    INSTALL.action.clear()
    assert before == PLAN
    assert PLAN.stages[1].steps[0] == INSTALL


@pytest.mark.parametrize(
    "make",
    [
        lambda: Package(name="a b", reason=REASON),
        lambda: Package(name="--option", reason=REASON),
        lambda: Stage(name="Base", role="base", image="x", reason=REASON),
        lambda: Stage(name="base", role="nothing", image="x", reason=REASON),  # type: ignore[arg-type]
        lambda: PlannedSet(files=("../x",), closure=()),
        lambda: Written(path="/etc/passwd", change="created"),
        lambda: Written(path="x", change="eaten"),  # type: ignore[arg-type]
        lambda: Output(path="x", text="", unmarked="burn"),  # type: ignore[arg-type]
        lambda: Step(action={"action": "nothing"}, reason=REASON),
        lambda: Step(action={}, reason=REASON),
        lambda: PLAN.__replace__(release="trixie"),
        lambda: PLAN.__replace__(sets={"--x": SET}),
    ],
)
def test_what_is_no_value_is_refused(make: Any) -> None:
    with pytest.raises(pydockstage.DockstageError) as caught:
        make()
    assert caught.value.code == "bad-value"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Stage(name="base", role="base", reason=REASON),
        lambda: Stage(name="base", role="base", reason=REASON, image="x", parent="y"),
        lambda: Step(action={"action": object()}, reason=REASON),
        lambda: Step(action={1: 2}, reason=REASON),  # type: ignore[dict-item]
        lambda: Step(action={"action": b"x"}, reason=REASON),
        lambda: Package(name="gcc", reason="x"),  # type: ignore[arg-type]
    ],
)
def test_what_has_the_wrong_type_is_refused(make: Any) -> None:
    with pytest.raises(TypeError):
        make()


def test_data_that_holds_itself_is_refused() -> None:
    action: dict[str, Any] = {"action": "create-environment"}
    action["venv"] = action
    with pytest.raises(RecursionError):
        Step(action=action, reason=REASON)
