"""What the two programs share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """Something that was ordered."""

    name: str
    count: int

    def __str__(self) -> str:
        return f"{self.count} {self.name}"
