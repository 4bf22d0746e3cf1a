"""Unpacking gives the same bytes, or refuses the same, whichever library does it."""

from __future__ import annotations

import zlib
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.excel import inflate
from toolkit.excel.inflate import checksum, inflated

ENGINES = tuple({engine.__name__: engine for engine in (zlib, inflate.ENGINE)}.values())


def deflated(content: bytes) -> bytes:
    """As a zip holds it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize("engine", ENGINES)
@given(content=st.binary(max_size=5000))
def test_what_was_packed_comes_out(engine: ModuleType, content: bytes) -> None:
    """Of the size and the checksum that the directory states; under another size or checksum it is refused."""
    packed, crc = deflated(content), checksum(content)
    assert crc == zlib.crc32(content)
    assert inflated(packed, len(content), crc, engine) == content
    assert inflated(packed, len(content) + 1, crc, engine) is None
    assert inflated(packed, len(content), crc ^ 1, engine) is None
    if content:
        assert inflated(packed, len(content) - 1, zlib.crc32(content[:-1]), engine) is None


@given(packed=st.binary(max_size=300), size=st.integers(0, 1000))
def test_spoilt_bytes_are_refused_alike(packed: bytes, size: int) -> None:
    """Nothing that one library takes is refused by the other, and none of them raises."""
    assert len({inflated(packed, size, 0, engine) for engine in ENGINES}) == 1


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=5))
def test_packed_bytes_that_were_changed_are_refused_alike(at: int, other: bytes) -> None:
    """A stretch of a packed part is another: both say so, or both find the same bytes."""
    content = b"".join(b'<c r="A%d"><v>%d</v></c>' % (number, number * 7) for number in range(400))
    packed = bytearray(deflated(content))
    packed[at % len(packed) : at % len(packed) + len(other)] = other
    assert len({inflated(bytes(packed), len(content), zlib.crc32(content), engine) for engine in ENGINES}) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_a_bomb_is_unpacked_no_further_than_it_states(engine: ModuleType) -> None:
    """Sixty MB that are said to be ten bytes: refused after eleven."""
    packed = deflated(bytes(60 * 1024 * 1024))
    assert inflated(packed, 10, zlib.crc32(bytes(10)), engine) is None
