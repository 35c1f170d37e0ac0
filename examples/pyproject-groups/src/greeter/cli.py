"""The command."""

import sys

import rich


def main() -> None:
    """Greets everybody who is named."""
    for name in sys.argv[1:] or ["world"]:
        rich.print(f"[bold]Hello[/bold], {name}!")
