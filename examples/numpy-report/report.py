"""Reads numbers from standard input, one a line, and tells their mean and their spread."""

import sys

import numpy


def summary(values: numpy.ndarray) -> str:
    """One line about the numbers."""
    if values.size == 0:
        return "no numbers"
    return f"{values.size} numbers, mean {values.mean():.2f}, standard deviation {values.std():.2f}"


if __name__ == "__main__":
    lines = [] if sys.stdin.isatty() else sys.stdin.read().split()
    print(summary(numpy.array(lines, dtype=float)))
