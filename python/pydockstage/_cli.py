"""The console script: the same code as the binary that ``cargo install`` brings."""

import sys

from pydockstage import _core


def main() -> int:
    """Run the command with the arguments of the process and return its exit status.

    An interrupt by the user gives 130, as from any program that a shell runs, and no traceback.
    """
    try:
        return _core.main(["pydockstage", *sys.argv[1:]])
    except KeyboardInterrupt:
        return 130
