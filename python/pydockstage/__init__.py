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
