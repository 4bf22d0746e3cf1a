"""Plain text files as old Windows machines left them: which encoding gives Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from toolkit.vietnamese.legacy import from_legacy

_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_COMMON: Final = re.compile(
    r"\b(?:và|của|các|được|đoàn|viên|đạt|năm|người|số|kết|chỉ|tiêu|tỷ|lệ|là|có|trong|với|đã|không|tỉnh|huyện|xã|báo|cáo)\b",
    re.IGNORECASE,
)
_ENOUGH: Final = 2
_SAMPLE: Final = 20_000
_MANY_NULS: Final = 10


def decoded(data: bytes) -> str | None:
    """The text of a file: UTF-8, UTF-16 with or without its mark, Windows-1258, TCVN3 or VNI; None where none of them gives Vietnamese.

    An old encoding is taken only where common words come out of it.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode(data, name)
    for name in _wide(data):
        return _decode(data, name)
    text = _decode(data, "utf-8")
    if text is not None:
        return text
    found = [(len(set(_COMMON.findall(read(data[:_SAMPLE]).lower()))), read) for read in (_windows, _tcvn, _vni)]
    best, read = max(found, key=lambda each: each[0])
    return read(data) if best >= _ENOUGH else None


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> Iterator[str]:
    """UTF-16 without its mark: every second byte of digits and spaces is nothing."""
    sample = data[:_SAMPLE]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if half and half.count(0) * _MANY_NULS > len(half) * 3:
            yield name


def _windows(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _of_font(font: str) -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        lines = data.decode("cp1252", errors="replace").split("\n")
        return "\n".join(from_legacy(line, font) for line in lines)

    return read


_tcvn: Final = _of_font(".VnTime")
_vni: Final = _of_font("VNI-Times")
