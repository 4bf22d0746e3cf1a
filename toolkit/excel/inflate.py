"""Unpacking what a zip holds: with ISA-L where that is installed, which takes half the time of zlib, else with zlib.

Both read the same format and refuse the same bytes. Windows' Python needs no ISA-L: from 3.14 on its own zlib is as fast.
"""

from __future__ import annotations

import zlib
from typing import Any

try:
    from isal import isal_zlib
except ImportError:
    ENGINE: Any = zlib
else:
    ENGINE = isal_zlib


def inflated(packed: bytes, size: int, crc: int, engine: Any = ENGINE) -> bytes | None:
    """The bytes that were deflated; None where they are not of that size and checksum. Never more than one byte too many is unpacked."""
    try:
        content: bytes = engine.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    except engine.error:
        return None
    return content if len(content) == size and engine.crc32(content) == crc else None


def checksum(content: bytes) -> int:
    """The CRC-32 that a zip's directory states of an entry."""
    found: int = ENGINE.crc32(content)
    return found
