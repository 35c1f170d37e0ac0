"""Writes the multi-stage Dockerfile that a container expert would have written for a Python project.

::

    import pydockstage

    project = pydockstage.generate(".", base="debian:bookworm")
    print(project.dockerfile)
    project.write()

:func:`generate` reads the project and plans its image; ``write`` and ``check`` of what it returns deal with the files,
``explain`` gives the reason of each line. :class:`Dockerfile` reads any Dockerfile.
:func:`runtime_packages`, :func:`package_needs` and :func:`library_owner` ask
the catalog of system packages. :func:`lint` says what in a Dockerfile breaks a rule. Each error is a
:class:`DockstageError`.
"""

# What type checkers take for true without `typing`, whose import would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydockstage._core import (
        Difference,
        Dockerfile,
        DockerfileError,
        DockstageError,
        FilesError,
        Generation,
        IgnoreRule,
        Instruction,
        Message,
        Needs,
        Output,
        Package,
        PackageError,
        Plan,
        PlanError,
        PlannedSet,
        Project,
        ProjectError,
        Reason,
        Runtime,
        SpecError,
        Stage,
        Step,
        Tree,
        Written,
        __version__,
        generate,
        library_owner,
        lint,
        package_needs,
        read,
        runtime_packages,
    )

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
    "package_needs",
    "read",
    "runtime_packages",
]


if not TYPE_CHECKING:  # or every name would be one, for a checker

    def __getattr__(name: str) -> object:
        """Load the extension module, with all its names, when the first of them is asked for."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from pydockstage import _core

        globals().update((each, getattr(_core, each)) for each in __all__)
        return globals()[name]


def __dir__() -> list[str]:
    """All names, loaded or not."""
    return sorted({*globals(), *__all__})
