"""What ``pydockstage`` is made of; import the names from there."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Final, Literal, TypeAlias, final

from typing_extensions import Self
