"""The ways in which people write that a figure is not known, and the ways that leave it open whether they mean "none"."""

from __future__ import annotations

from toolkit.vietnamese.text import fold, repair

NO_DATA_TEXT = "không có số liệu"
"""What a cell holds, and what is printed, where somebody said that the figure is not known."""

_NO_DATA = frozenset(
    (
        fold(NO_DATA_TEXT),
        "khong so lieu",
        "khong co du lieu",
        "khong co thong tin",
        "khong nam duoc",
        "khong ro",
        "khong thong ke",
        "khong thong ke duoc",
        "chua co so lieu",
        "chua co du lieu",
        "chua nam duoc",
        "chua ro",
        "chua thong ke",
        "chua thong ke duoc",
        "chua tong hop",
        "n/a",
        "n.a",
        "n.a.",
        "na",
        "no data",
        # the statistical office prints three dots for "occurred, not known"
        "...",
        "…",
    )
)

_NONE_OR_NO_DATA = frozenset(
    (
        # the statistical office prints a dash for "did not occur"; staff also put it where they know nothing
        "-",
        "--",
        "–",
        "—",
        "khong",
        "khong co",
        "chua",
        "chua co",
        "x",
        "/",
        "k",
        "ko",
        "ko co",
        "none",
        "nil",
    )
)


def is_no_data(text: str) -> bool:
    """True where the text says without doubt that the figure is not known."""
    key = _key(text)
    return key in _NO_DATA or key.rstrip(".") in _NO_DATA


def is_none_or_no_data(text: str) -> bool:
    """True where the text may mean zero as well as "not known": `không`, `-`."""
    return _key(text) in _NONE_OR_NO_DATA


def _key(text: str) -> str:
    return fold(repair(text)).strip(" ()[]\"'")
