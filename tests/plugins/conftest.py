"""The real tools from PyPI, for every test here."""

from real_tools import project, tools

__all__ = ["project", "tools"]
