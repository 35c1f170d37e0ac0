"""What ``pydockstage`` is made of; import the names from there."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, ClassVar, Final, Literal, TypeAlias, final

from typing_extensions import Self

__all__ = [
    "Difference",
    "Dockerfile",
    "DockerfileError",
    "DockstageError",
    "FilesError",
    "Generation",
    "IgnoreRule",
    "Instruction",
    "Message",
    "Needs",
    "Output",
    "Package",
    "PackageError",
    "Plan",
    "PlanError",
    "PlannedSet",
    "Project",
    "ProjectError",
    "Reason",
    "Runtime",
    "SpecError",
    "Stage",
    "Step",
    "Tree",
    "Written",
    "__version__",
    "generate",
    "library_owner",
    "lint",
    "main",
    "package_needs",
    "read",
    "runtime_packages",
]

_Path: TypeAlias = str | PathLike[str]
_Role: TypeAlias = Literal[
    "base",
    "toolchain",
    "requirements",
    "dependencies",
    "sources",
    "package",
    "build",
    "runtime",
    "guard",
    "production",
    "extra",
]
_Change: TypeAlias = Literal["created", "updated", "unchanged", "kept", "replaced"]

__version__: Final[str]
"""The version of the package, of the command and of the crates: they are one."""

# What can go wrong.

class DockstageError(ValueError):
    """What is wrong, where, and what to write instead. The base of all errors of pydockstage.

    ``str(error)`` is the text that the command shows.
    """

    code: str
    """The first fault's short name, stable over versions."""
    path: str | None
    """The file that it is in."""
    line: int | None
    """Its line, counted from 1."""
    column: int | None
    """Its column, in characters, counted from 1."""
    notes: tuple[str, ...]
    """What helps to see it."""
    hints: tuple[str, ...]
    """What to write or do instead."""
    messages: tuple[Message, ...]
    """What is said about each fault, this first one among them."""

class ProjectError(DockstageError):
    """The project can't be read."""

class SpecError(DockstageError):
    """What the owner wrote, in ``[tool.pydockstage]`` or as an argument, can't be understood."""

class PlanError(DockstageError):
    """The project and what its owner wrote make no plan together."""

class PackageError(DockstageError):
    """A system package, or a release, that the catalog doesn't know."""

class DockerfileError(DockstageError):
    """Something can't be written as a Dockerfile, or a text is none."""

class FilesError(DockstageError):
    """The files can't be compared or written; none of them was changed."""

# What comes back: values, each equal to those with equal fields.

@final
class Message:
    """What is said about one fault. ``str(message)`` is its ``text``."""

    __match_args__: Final = ("code", "what", "path", "line", "column", "notes", "hints", "text")
    def __new__(
        cls,
        *,
        code: str,
        what: str,
        text: str,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        notes: Sequence[str] = (),
        hints: Sequence[str] = (),
    ) -> Self: ...
    @property
    def code(self) -> str:
        """Its short name, stable over versions."""
    @property
    def what(self) -> str:
        """One sentence."""
    @property
    def path(self) -> str | None:
        """The file that it is in."""
    @property
    def line(self) -> int | None:
        """Its line, counted from 1."""
    @property
    def column(self) -> int | None:
        """Its column, in characters, counted from 1."""
    @property
    def notes(self) -> tuple[str, ...]:
        """What helps to see it."""
    @property
    def hints(self) -> tuple[str, ...]:
        """What to write or do instead."""
    @property
    def text(self) -> str:
        """All of it, as the command shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Reason:
    """Why something is in the plan. ``str(reason)`` is its text with its origins."""

    __match_args__: Final = ("text", "origins")
    def __new__(cls, *, text: str, origins: Sequence[str] = ()) -> Self: ...
    @property
    def text(self) -> str:
        """One sentence."""
    @property
    def origins(self) -> tuple[str, ...]:
        """The places it goes back to, as ``pyproject.toml:22:10``; none where it is pydockstage's own default."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Package:
    """A system package that a stage installs.

    :raises DockstageError: a text can't be the name of a package
    """

    __match_args__: Final = ("name", "reason", "runtime")
    def __new__(cls, *, name: str, reason: Reason, runtime: Sequence[str] = ()) -> Self: ...
    @property
    def name(self) -> str:
        """Its name in the plan's release."""
    @property
    def reason(self) -> Reason:
        """Why it is there."""
    @property
    def runtime(self) -> tuple[str, ...]:
        """The packages that must be in the image that ships because something was compiled against this one."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Tree:
    """A tree of files that is copied from one stage to another."""

    __match_args__: Final = ("stage", "source", "target", "reason")
    def __new__(cls, *, stage: str, source: str, target: str, reason: Reason) -> Self: ...
    @property
    def stage(self) -> str:
        """The stage that has it."""
    @property
    def source(self) -> str:
        """Where it lies there."""
    @property
    def target(self) -> str:
        """Where it goes."""
    @property
    def reason(self) -> Reason:
        """Why."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Runtime:
    """What of a stage must also be in the image that ships."""

    __match_args__: Final = ("packages", "trees")
    def __new__(cls, *, packages: Sequence[Package] = (), trees: Sequence[Tree] = ()) -> Self: ...
    @property
    def packages(self) -> tuple[Package, ...]:
        """The runtime halves of its packages."""
    @property
    def trees(self) -> tuple[Tree, ...]:
        """What is copied from it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Step:
    """One step of a stage.

    :raises DockstageError: there is no such action
    """

    __match_args__: Final = ("action", "reason")
    def __new__(cls, *, action: Mapping[str, Any], reason: Reason) -> Self: ...
    @property
    def action(self) -> dict[str, Any]:
        """What is done, as plain data with its kind under ``"action"``: the kinds and keys of ``Plan.to_json``.

        A new dict each time.
        """
    @property
    def reason(self) -> Reason:
        """Why."""
    @property
    def summary(self) -> str:
        """What is done, in a few words."""
    @property
    def packages(self) -> tuple[Package, ...]:
        """The system packages that it installs."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Stage:
    """A named step of the build. It begins with an image or with another stage, its parent.

    :raises TypeError: both or neither of ``image`` and ``parent`` are given
    """

    __match_args__: Final = ("name", "role", "image", "parent", "reason", "steps", "platform")
    def __new__(
        cls,
        *,
        name: str,
        role: _Role,
        reason: Reason,
        image: str | None = None,
        parent: str | None = None,
        steps: Sequence[Step] = (),
        platform: Literal["target", "build"] | None = None,
    ) -> Self: ...
    @property
    def name(self) -> str:
        """Its name in the file."""
    @property
    def role(self) -> _Role:
        """What it is for, whatever its name."""
    @property
    def image(self) -> str | None:
        """The image that it begins with."""
    @property
    def parent(self) -> str | None:
        """The stage that it begins with."""
    @property
    def reason(self) -> Reason:
        """Why it is there."""
    @property
    def steps(self) -> tuple[Step, ...]:
        """What it does, in order."""
    @property
    def platform(self) -> Literal["target", "build"]:
        """The platform that it runs on: the one that is built for, or the one that builds."""
    @property
    def base(self) -> str:
        """What it begins with, image or stage, as it stands behind FROM."""
    def runtime(self) -> Runtime:
        """What of this stage must also be in the image that ships."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class PlannedSet:
    """What a requirement set is installed from; paths are relative to the project's folder."""

    __match_args__: Final = ("files", "closure", "directories")
    def __new__(
        cls,
        *,
        files: Sequence[str],
        closure: Sequence[str],
        directories: Sequence[str] = (),
    ) -> Self: ...
    @property
    def files(self) -> tuple[str, ...]:
        """The files that name it."""
    @property
    def closure(self) -> tuple[str, ...]:
        """Every file it needs."""
    @property
    def directories(self) -> tuple[str, ...]:
        """Every folder it needs."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class IgnoreRule:
    """A line of ``.dockerignore``."""

    __match_args__: Final = ("pattern", "reason")
    def __new__(cls, *, pattern: str, reason: str) -> Self: ...
    @property
    def pattern(self) -> str:
        """What never travels to the builder."""
    @property
    def reason(self) -> str:
        """Why."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Plan:
    """Everything that will be in the files, and why."""

    __match_args__: Final = (
        "release",
        "python",
        "argument",
        "default_set",
        "sets",
        "stages",
        "ignored",
        "notes",
        "syntax",
        "dialect",
        "path",
        "python_from",
        "bake",
        "compose",
        "base_argument",
    )
    def __new__(
        cls,
        *,
        release: str,
        python: str,
        argument: str,
        default_set: str,
        sets: Mapping[str, PlannedSet],
        stages: Sequence[Stage],
        ignored: Sequence[IgnoreRule] = (),
        notes: Sequence[str] = (),
        syntax: str | None = None,
        dialect: Literal["buildkit", "portable"] | None = None,
        path: str | None = None,
        python_from: Literal["image", "distribution", "uv"] | None = None,
        bake: Mapping[str, Any] | None = None,
        compose: Mapping[str, Any] | None = None,
        base_argument: str | None = None,
    ) -> Self: ...
    @property
    def release(self) -> str:
        """The distribution and its release, as ``debian:trixie``."""
    @property
    def python(self) -> str:
        """The Python version, as ``3.13``."""
    @property
    def argument(self) -> str:
        """The build argument that picks a requirement set."""
    @property
    def default_set(self) -> str:
        """The set that is installed when the argument names none."""
    @property
    def sets(self) -> dict[str, PlannedSet]:
        """The requirement sets by name. A new dict each time."""
    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, each behind those that it takes from."""
    @property
    def ignored(self) -> tuple[IgnoreRule, ...]:
        """What never travels to the builder."""
    @property
    def notes(self) -> tuple[str, ...]:
        """What is no error, and should be known."""
    @property
    def syntax(self) -> str | None:
        """The frontend that the Dockerfile asks for."""
    @property
    def path(self) -> str | None: ...
    @property
    def python_from(self) -> Literal["image", "distribution", "uv"]:
        """Where Python comes from."""
    @property
    def base_argument(self) -> str | None:
        """The build argument that names the image to begin with."""
    @property
    def bake(self) -> dict[str, Any] | None:
        """What docker-bake.json builds, as plain data. A new dict each time."""
    @property
    def compose(self) -> dict[str, Any] | None:
        """What compose.yaml runs, as plain data. A new dict each time."""
    @property
    def dialect(self) -> Literal["buildkit", "portable"]:
        """What the builder understands."""
    def dockerfile(self) -> str:
        """The Dockerfile of this plan.

        :raises DockerfileError: it can't be written as one
        """
    def dockerignore(self) -> str:
        """The ignore file of this plan."""
    def explain(self, about: int | str | None = None) -> str:
        """Says why each stage, step and package is there, or those that are asked for.

        :param about: a line of the Dockerfile, counted from 1, or the name of a stage or of a package
        :raises PlanError: the plan has no such thing
        """
    def graph(self, *, language: Literal["mermaid", "dot", "svg"] = "mermaid") -> str:
        """The stages as a graph, in the language of Mermaid or of Graphviz, or as a picture in SVG."""
    def _repr_markdown_(self) -> str:
        """What a notebook shows: the graph, as Markdown."""
    def _repr_mermaid_(self) -> str:
        """The graph in the language of Mermaid, for what draws that."""
    def _repr_svg_(self) -> str:
        """What a notebook shows: the graph as a picture."""
    def _repr_html_(self) -> str:
        """What a notebook shows: the graph as a picture, in a page."""
    def to_json(self) -> str:
        """The plan as a JSON object, over several lines."""
    @classmethod
    def from_json(cls, text: str) -> Plan:
        """The plan that ``to_json`` wrote.

        :raises PlanError: the text is no plan
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Project:
    """A project and what its owner wrote, as ``read`` found them: any number of plans can be made of it.

    No plan reads the files again; a project that changed is read anew by another call of ``read``.
    """

    @property
    def root(self) -> str:
        """Its folder."""
    @property
    def default_set(self) -> str:
        """The requirement set that is installed when the build argument names none."""
    @property
    def sets(self) -> dict[str, PlannedSet]:
        """The requirement sets by name. A new dict each time."""
    def plan(
        self,
        *,
        python: str | None = None,
        base: str | None = None,
        command: Sequence[str] | None = None,
        expose: Sequence[int | str] | None = None,
        default_set: str | None = None,
        build_packages: Sequence[str] | None = None,
        runtime_packages: Sequence[str] | None = None,
        spec: Mapping[str, Any] | None = None,
    ) -> Plan:
        """Plans the image. The keywords are those of ``generate``, and go before what was read.

        A keyword that decides what is read, as one about the requirements does, reads the folder again.

        :raises SpecError: what the owner wrote can't be understood
        :raises PlanError: it makes no plan for this project
        :raises PackageError: the catalog doesn't know a system package
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Output:
    """A file as it should be."""

    __match_args__: Final = ("path", "text", "unmarked")
    def __new__(cls, *, path: str, text: str, unmarked: Literal["refuse", "keep"] = "refuse") -> Self: ...
    @property
    def path(self) -> str:
        """Where it goes, below the project's folder."""
    @property
    def text(self) -> str:
        """All of it, with the mark by which it is known again."""
    @property
    def unmarked(self) -> Literal["refuse", "keep"]:
        """What becomes of a file there that a person wrote: it is in the way unless forced, or it stays in any case."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Written:
    """What was done with a file."""

    __match_args__: Final = ("path", "change")
    def __new__(cls, *, path: str, change: _Change) -> Self: ...
    @property
    def path(self) -> str:
        """The file, below the project's folder."""
    @property
    def change(self) -> _Change:
        """What was done.

        ``created``, ``updated``, ``unchanged`` (up to date, not touched), ``kept`` (a person wrote it, and it stays)
        or ``replaced`` (a person wrote or changed it, and the caller forced it).
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Difference:
    """A file that is not what would be generated."""

    __match_args__: Final = ("path", "diff")
    def __new__(cls, *, path: str, diff: str) -> Self: ...
    @property
    def path(self) -> str:
        """The file, below the project's folder."""
    @property
    def diff(self) -> str:
        """A unified diff from what is there to what would be generated."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Generation:
    """A plan for the project in a folder, and the files that come of it; ``generate`` makes one.

    :raises SpecError: the output would lie outside of the folder
    :raises DockerfileError: the plan can't be written as a Dockerfile
    """

    __match_args__: Final = ("root", "plan", "output")
    def __new__(cls, *, root: _Path, plan: Plan, output: _Path = "Dockerfile") -> Self: ...
    @property
    def root(self) -> str:
        """The project's folder."""
    @property
    def plan(self) -> Plan:
        """What will be in the files, and why."""
    @property
    def output(self) -> str:
        """The Dockerfile's name below the folder."""
    @property
    def dockerfile(self) -> str:
        """The text of the Dockerfile."""
    @property
    def dockerignore(self) -> str:
        """The text of the ignore file."""
    @property
    def outputs(self) -> tuple[Output, ...]:
        """The files as they should be."""
    def write(self, *, force: bool = False) -> tuple[Written, ...]:
        """Writes the files that are not up to date, and says what was done with each.

        :param force: replace also what a person wrote or changed
        :raises FilesError: one is in the way or can't be written; all are as they were
        """
    def check(self) -> tuple[Difference, ...]:
        """Compares the files with what is there; empty where all are up to date.

        :raises FilesError: one can't be read
        """
    def explain(self, about: int | str | None = None) -> str:
        """Says why each stage, step and package is there, or those that are asked for; see ``Plan.explain``."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Needs:
    """What a Python distribution needs of the system."""

    __match_args__: Final = ("build", "runtime", "tools", "mode", "notes", "evidence")
    def __new__(
        cls,
        *,
        build: Sequence[str],
        runtime: Sequence[str],
        tools: Sequence[str],
        mode: str,
        evidence: str,
        notes: Sequence[str] = (),
    ) -> Self: ...
    @property
    def build(self) -> tuple[str, ...]:
        """Development packages, for the stage that compiles."""
    @property
    def runtime(self) -> tuple[str, ...]:
        """Packages for the image that ships."""
    @property
    def tools(self) -> tuple[str, ...]:
        """Compilers and other programs, for the stage that compiles."""
    @property
    def mode(self) -> str:
        """How the runtime packages are used: ``linked``, ``opened`` while it runs, or ``executed``."""
    @property
    def notes(self) -> tuple[str, ...]:
        """What else its user should know."""
    @property
    def evidence(self) -> str:
        """What it rests on: ``hand``, a person looked it up, or ``distribution``, the release's own package tells."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Instruction:
    """An instruction of a Dockerfile, as the builder reads it."""

    __match_args__: Final = (
        "keyword",
        "arguments",
        "flags",
        "exec_form",
        "heredocs",
        "trigger",
        "first_line",
        "last_line",
    )
    def __new__(
        cls,
        *,
        keyword: str,
        arguments: Sequence[str],
        first_line: int,
        last_line: int,
        flags: Sequence[str] = (),
        exec_form: bool = False,
        heredocs: Sequence[tuple[str, str]] = (),
        trigger: str | None = None,
    ) -> Self: ...
    @property
    def keyword(self) -> str:
        """Its keyword, in upper case."""
    @property
    def arguments(self) -> tuple[str, ...]:
        """Its words, pairs in two, and a command in shell form as one."""
    @property
    def flags(self) -> tuple[str, ...]:
        """Its flags, with their dashes and without quotes."""
    @property
    def exec_form(self) -> bool:
        """Whether the arguments are an array of JSON."""
    @property
    def heredocs(self) -> tuple[tuple[str, str], ...]:
        """Its heredocs, each the line that ends it and its body."""
    @property
    def trigger(self) -> str | None:
        """The keyword behind ``ONBUILD``."""
    @property
    def first_line(self) -> int:
        """Its first line, counted from 1."""
    @property
    def last_line(self) -> int:
        """Its last line, with its heredocs."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

@final
class Dockerfile:
    """A Dockerfile that was read, as the builder's own parser sees it.

    :param text: a Dockerfile, whoever wrote it
    :raises DockerfileError: the text is no Dockerfile; the error has its line and column
    """

    __match_args__: Final = ("text",)
    def __new__(cls, text: str) -> Self: ...
    @property
    def text(self) -> str:
        """The Dockerfile in one form, as ``str(dockerfile)``: two that mean the same are equal.

        Comments, empty lines and the breaks of lines stay.
        """
    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """Its instructions from top to bottom; their lines are those of ``text``."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...
    def __replace__(self, **changes: Any) -> Self: ...

# What is asked for.

def generate(
    path: _Path = ".",
    *,
    python: str | None = None,
    base: str | None = None,
    command: Sequence[str] | None = None,
    expose: Sequence[int | str] | None = None,
    default_set: str | None = None,
    build_packages: Sequence[str] | None = None,
    runtime_packages: Sequence[str] | None = None,
    spec: Mapping[str, Any] | None = None,
    output: _Path = "Dockerfile",
) -> Generation:
    """Reads the project in a folder and plans its image. Nothing is written, and nothing of the project is run.

    An argument goes before what ``[tool.pydockstage]`` says, and None is an argument that was not given.

    :param path: the project's folder; by default the current one
    :param python: the Python version, as ``"3.13"``
    :param base: the distribution and its release, as ``"debian:trixie"``
    :param command: what the container runs: a program and its arguments
    :param expose: the ports it listens on, as ``5000`` or ``"53/udp"``
    :param default_set: the requirement set that is installed when the build argument names none
    :param build_packages: system packages to compile with
    :param runtime_packages: system packages that only the running project needs
    :param spec: further keys, as ``[tool.pydockstage]`` has them; the arguments above go before it
    :param output: the Dockerfile's name below the project's folder
    :raises SpecError: what the owner wrote can't be understood
    :raises ProjectError: the project can't be read
    :raises PlanError: both make no plan together
    :raises PackageError: the catalog doesn't know a system package
    """

def read(path: _Path = ".", *, default_set: str | None = None, spec: Mapping[str, Any] | None = None) -> Project:
    """Reads the project in a folder and what its owner wrote. Nothing of the project is run.

    :param path: the project's folder; by default the current one
    :param default_set: the requirement set that is installed when the build argument names none
    :param spec: keys, as ``[tool.pydockstage]`` has them
    :raises SpecError: what the owner wrote can't be understood
    :raises ProjectError: the project can't be read
    """

def runtime_packages(package: str, *, on: str) -> list[str]:
    """The runtime packages of a development package: what must be in the image that runs what was compiled against it.

    Empty for a tool, and for a library that is headers alone.

    :param package: a name of the release, as ``"libldap2-dev"``
    :param on: the release, as ``"debian:trixie"``
    :raises PackageError: the catalog doesn't know the name or the release; the error has the nearest that it does
    """

def package_needs(distribution: str, *, on: str, extras: Sequence[str] = ()) -> Needs | None:
    """What a Python distribution needs of the system when it is built from its source; None where nothing is known.

    :param distribution: its name in any spelling, as ``"python-ldap"``
    :param on: the release, as ``"debian:trixie"``
    :param extras: the extras that are installed with it
    :raises PackageError: the catalog doesn't know the release
    """

def library_owner(library: str, *, on: str) -> list[str] | None:
    """The packages that own a shared library, the usual one first; None where nothing is known of it.

    :param library: its SONAME, as ``"libldap.so.2"``
    :param on: the release, as ``"debian:trixie"``
    :raises PackageError: the catalog doesn't know the release
    """

def lint(text: str, *, path: str = "Dockerfile", context: str | PathLike[str] | None = None) -> list[Message]:
    """What in a Dockerfile breaks a rule, in the order of the file; the rule's name is the message's ``code``.

    :param text: the file's content
    :param path: the file's name in the messages
    :param context: the folder that is the build context, where included requirements files are looked for; without it
        that rule says nothing
    :raises DockerfileError: the text is no Dockerfile
    """

def main(argv: Sequence[str], /) -> int:
    """Runs the command ``pydockstage``.

    It writes to the standard output and the standard error of the process, whatever stands in ``sys.stdout`` and
    ``sys.stderr``.

    :param argv: the arguments, the program's name first
    :returns: the exit status: 0, 1 where files are not up to date, 2 for an error
    :raises KeyboardInterrupt: the user asked for an end meanwhile
    """
