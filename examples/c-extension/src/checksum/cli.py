"""The command ``checksum [FILE ...]``."""

import sys
from pathlib import Path

from checksum import crc32, version


def main() -> None:
    """Print a checksum for each file, or the version of zlib where there is none."""
    for name in sys.argv[1:]:
        print(f"{crc32(Path(name).read_bytes()):08x}  {name}")
    if not sys.argv[1:]:
        print(f"zlib {version()}")
