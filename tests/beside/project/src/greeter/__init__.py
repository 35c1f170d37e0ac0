"""Greets."""


def main() -> None:
    """Greets."""
    print("Hello")
