"""The command ``pack``."""

from models import Order


def main() -> None:
    """Say what was packed."""
    print(f"packed {Order('pears', 2)}")
