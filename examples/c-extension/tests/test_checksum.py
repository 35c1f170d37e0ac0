import zlib

from checksum import crc32


def test_it_agrees_with_the_standard_library():
    assert crc32(b"multi-stage") == zlib.crc32(b"multi-stage")
