"""Whole numbers in words, as money and decisions spell them out."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def words(number: int) -> str:
    """`bảy nghìn ba trăm ba mươi tám`: the northern, official wording (`nghìn`, `linh`); a negative one begins with `âm`."""
    if number < 0:
        return f"âm {words(-number)}"
    return _read(number, full=False) or _DIGITS[0]


def _read(number: int, *, full: bool) -> str:
    """Empty for zero; `full` reads leading zeros, because something stands before it."""
    if number >= _BILLION:
        return _join(f"{_read(number // _BILLION, full=full)} tỷ", _read(number % _BILLION, full=True))
    for size, name in ((10**6, "triệu"), (10**3, "nghìn")):
        if number >= size:
            return _join(f"{_read(number // size, full=full)} {name}", _read(number % size, full=True))
    return _below_thousand(number, full=full) if number else ""


def _below_thousand(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not full:
        return _below_hundred(rest)
    # `linh tư`, though a lone four is `bốn`
    last = f"linh {'tư' if rest == 4 else _DIGITS[rest]}" if 0 < rest < 10 else _below_hundred(rest)
    return _join(f"{_DIGITS[hundreds]} trăm", last)


def _below_hundred(number: int) -> str:
    tens, last = divmod(number, 10)
    if not number:
        return ""
    if not tens:
        return _DIGITS[last]
    if tens == 1:
        return _join("mười", "lăm" if last == 5 else _DIGITS[last] if last else "")
    return _join(f"{_DIGITS[tens]} mươi", {1: "mốt", 4: "tư", 5: "lăm"}.get(last, _DIGITS[last]) if last else "")


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
