"""Checksums of files, by zlib."""

from checksum._zlib import crc32, version

__all__ = ["crc32", "version"]
