"""Numbers as they stand in prose: which digits state a quantity, and what each may mean in the Vietnamese and the English style.

Digits that name something (a date, a document, a street, a telephone, a year, a term, a class) are no quantities: nothing is computed
with them, so that ordinary prose stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.verify.number_words import SPELLED, read_words, without_years

_DAY_MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])\s?/\s?(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)[0-9]{2}"
_NO_MORE = r"(?![0-9]|[.,/][0-9]|\s?%)"
_ACT = "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Kết luận|Luật|Công văn|Quy định|Pháp lệnh"
_PAPER = "Hướng dẫn|Kế hoạch|Văn bản|Thông báo|Tờ trình|Chương trình|Đề án|Báo cáo|Dự án"
_KINDS = "NQ|CT|KL|QĐ|KH|HD|BC|TB|CV|TT|NĐ|QC|CTr|TTr|BB"
_LABEL = (
    "Điều|Khoản|Mục|Chương|Phần|Phụ lục|Biểu|Bảng|Mẫu|Phường|Quận|Tổ|Khu|Khu phố|Thôn|Bản|Ấp|Xóm|Lớp|Khối|Khóa|Khoá|Hạng|Loại"
    "|Quốc lộ|Tỉnh lộ|Đường|Phố|Ngõ|Hẻm|Ngách|Số nhà|thứ|Trang|Hình|Tiểu khu|Tầng|Phòng|Km|Top|Nhiệm kỳ|Kỳ|Vòng|Đợt|Lần"
)

_NAMES = (
    # addresses of the net
    r"[\w.+-]{1,64}@\S+|(?:https?://|www\.)\S+",
    # what enumerates: 1. 2.1. (3)
    r"^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)](?=\s|$)|[0-9]{1,2}(?:\.[0-9]{1,2})+(?=\s))|\([0-9]{1,2}\)",
    # documents: 411-KH/TWĐTN-BTC, 07 HD/TĐTN-TCKT, 30/2020/NĐ-CP, 15-NQ
    rf"[0-9]+(?:[/:]{_YEAR})?\s?[-–/]?\s?(?-i:[A-ZĐ]{{1,8}}\w*(?:\s?[-–/]\s?[A-ZĐ]\w*)+)",
    rf"[0-9]+(?:[/:]{_YEAR})\s?/\s?(?-i:[A-ZĐ]{{2,}}\w*)",
    rf"[0-9]+\s?[-–/]\s?(?-i:{_KINDS})\b",
    rf"(?:{_ACT})\s+(?:liên tịch\s+)?(?:số:?\s*)?[0-9][0-9/:-]*{_NO_MORE}|(?:{_PAPER})\s+(?:phối hợp\s+)?số:?\s*[0-9][0-9/:-]*",
    # telephones
    r"(?:\+84|(?<![\w.,])0)[0-9]{1,4}[ .-]?[0-9]{3,4}[ .-]?[0-9]{3,4}(?![0-9])|(?<![\w.,])1[89]00[ .]?[0-9]{4}(?![0-9])",
    r"(?:điện thoại|hotline|đường dây nóng|tổng đài|fax|ĐT|tài khoản)(?:\s+số)?\s*:?\s*[0-9][0-9 .-]*[0-9]",
    # hours
    r"[0-9]{1,2}\s?(?:h|giờ|:)\s?[0-9]{2}(?:\s?phút)?(?![0-9])",
    # dates, months, quarters, years, terms
    rf"(?<![\w.,/])[0-9]{{1,2}}\s?([/.-])\s?[0-9]{{1,2}}\s?\1\s?(?:{_YEAR}|[0-9]{{2}}){_NO_MORE}|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}",
    r"(?:ngày|sáng|chiều|tối|trưa|hôm|đêm|mùng|mồng|dịp|lễ)\s+(?:mùng\s+|lễ\s+)?[0-9]{1,2}(?:\s?[-–,]\s?[0-9]{1,2})*"
    rf"(?:\s?/\s?[0-9]{{1,2}}(?:\s?/\s?{_YEAR})?|\s+tháng\s+[0-9]{{1,2}}(?:(?:,|\s+năm)?\s+{_YEAR})?)?{_NO_MORE}",
    rf"(?:từ|đến|tới|trước|sau|hết|qua|vào|kỷ niệm)\s+{_DAY_MONTH}{_NO_MORE}",
    rf"(?:tháng|quý)\s+[0-9]{{1,2}}(?:\s?[-–]\s?[0-9]{{1,2}})?(?:\s?/\s?{_YEAR}|,?\s+năm\s+{_YEAR})?{_NO_MORE}",
    rf"(?<![\w.,/])(?:0?[1-9]|1[0-2])\s?[/-]\s?{_YEAR}{_NO_MORE}",
    rf"(?<![\w.,/]){_YEAR}\s?[-–]\s?(?:{_YEAR}|[0-9]{{2}}){_NO_MORE}",
    rf"(?:năm|năm học|từ|đến|khóa|khoá)\s+{_YEAR}{_NO_MORE}",
    rf"(?<![\w.,/+])(?<!/\s){_YEAR}{_NO_MORE}(?!\s?[/+])",
    # names with a number: Phường 4, lớp 12/3, đường 20/8, Công nghiệp 4.0, COVID-19
    rf"\b(?:{_LABEL})\s+(?:số\s+)?[0-9]{{1,3}}(?:/[0-9]{{1,3}})?[A-Z]?{_NO_MORE}(?!\w)",
    r"[^\W\d_][-–]?[0-9]+(?![.,]?[0-9]|\s?%)|(?<![\w.,])4\.0(?![0-9])",
    r"(?:tọa độ|toạ độ|kinh độ|vĩ độ|phiên bản|version)\s+[0-9][0-9.°]*(?:[\s,;]+[0-9]+\.[0-9°]+)?",
    # slogans
    r"(?<![\w.,+])1\s?\+\s?1(?![.,]?[0-9]|\s?[=+])|(?<![\w.,])24/7(?![0-9])|(?<![\w.,])24/24\s?(?:h|giờ)",
    # ranges: 70 - 80%, 5-7 người
    r"(?<![\w.,/])(?<!/\s)[0-9]+(?:[.,][0-9]+)?\s?%?\s?[-–]\s?[0-9]+(?:[.,][0-9]+)?\s?%",
    r"(?<![\w.,/])(?<!/\s)[0-9]{1,3}\s?[-–]\s?[0-9]{1,3}(?![.,]?[0-9])(?!\s?=)",
)
_TOKEN = re.compile(
    rf"(?P<name>{'|'.join(_NAMES)})".replace(r"\1", "(?P=separator)").replace("([/.-])", "(?P<separator>[/.-])")
    + r"|(?<![\w.,])(?P<number>[0-9]+(?:[.,]{1,2}[0-9]+)*)(?P<percent>\s?(?:%|phần trăm))?"
    + rf"|(?P<spelled>{SPELLED})(?P<of_hundred>\s+phần trăm)?",
    re.IGNORECASE,
)

_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+)(?P<mark>[.,])(?P<fraction>[0-9]+)")
_BOTH = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?P<mark>[.,])(?P<fraction>[0-9]+)")
# a group of four or more after a point, or a short group after whole ones: somebody slipped while typing thousands
_MALFORMED = re.compile(
    r"[1-9][0-9]{0,2}(?:\.[0-9]{3})*\.[0-9]{4,}(?:\.[0-9]{3})*|[1-9][0-9]{0,2}(?:\.[0-9]{3})*\.[0-9]{1,2}(?:\.[0-9]{3})+|[0-9]+(?:[.,][0-9]+)*[.,]{2}[0-9]{3}"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3})+\.[0-9]{1,2}|[1-9][0-9]{0,2}(?:,[0-9]{3})+,[0-9]{1,2}"
)
_LONGEST_PLAIN, _LONGEST = 9, 24
_LEAD = 20


@dataclass(frozen=True, slots=True)
class Printed:
    """One reading of printed digits: the value, the decimals that were printed, and whether only English style gives it."""

    value: Fraction
    places: int = 0
    english: bool | None = None
    """None where both styles read it alike."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A stretch of a sentence that states a quantity, or that names something (`readings` is then empty)."""

    text: str
    start: int
    end: int
    readings: tuple[Printed, ...] = ()
    percent: bool = False
    malformed: bool = False
    spelled: bool = False
    """True for words: `năm mươi tư`."""

    @property
    def is_quantity(self) -> bool:
        """True where something can be computed with it."""
        return bool(self.readings)


def iter_numerals(text: str) -> Iterator[Numeral]:
    """Every number of a repaired text, in order, and every name that holds digits."""
    for match in _TOKEN.finditer(text):
        if match["spelled"]:
            yield from _of_words(text, match)
        elif match["number"] is None:
            yield Numeral(match[0], match.start(), match.end())
        else:
            digits = match["number"]
            malformed = bool(_MALFORMED.fullmatch(digits)) and not match["percent"]
            readings = () if malformed else tuple(_readings(digits, percent=bool(match["percent"])))
            yield Numeral(match[0], match.start(), match.end(), readings, bool(match["percent"]), malformed)


_BESIDE_DIGITS = re.compile(r"(?:\(|bằng chữ\s*:?)\s*$", re.IGNORECASE)


def _of_words(text: str, match: re.Match[str]) -> Iterator[Numeral]:
    """A number in words; none where they stand beside its digits, which `spelled` compares with them."""
    if _BESIDE_DIGITS.search(text, max(0, match.start() - _LEAD), match.start()):
        return
    words = match["spelled"] if match["of_hundred"] else without_years(match["spelled"])
    value = read_words(words.lower().split())
    if value is not None and len(words.split()) > 1:
        end = match.end() if match["of_hundred"] else match.start() + len(words)
        readings = (Printed(Fraction(value)),)
        yield Numeral(text[match.start() : end], match.start(), end, readings, bool(match["of_hundred"]), spelled=True)


def _readings(digits: str, *, percent: bool) -> Iterator[Printed]:
    """The likeliest reading first. Three digits after a comma are English thousands or Vietnamese decimals; after a point, thousands,
    or English decimals where a per cent follows.
    """
    if len(digits) > _LONGEST:
        return
    if _PLAIN.fullmatch(digits):
        if len(digits) <= _LONGEST_PLAIN:
            yield Printed(Fraction(digits))
        return
    grouped = _GROUPED.fullmatch(digits)
    if grouped:
        yield Printed(Fraction(re.sub("[.,]", "", digits)), 0, "," in digits)
    if match := _BOTH.fullmatch(digits):
        if match["mark"] not in match["whole"]:
            yield _printed(re.sub("[.,]", "", match["whole"]), match["fraction"], english=match["mark"] == ".")
    elif (match := _DECIMAL.fullmatch(digits)) and (percent or "," in digits or not grouped):
        yield _printed(match["whole"], match["fraction"], english=match["mark"] == ".")


def _printed(whole: str, fraction: str, *, english: bool) -> Printed:
    return Printed(Fraction(f"{whole}.{fraction}"), len(fraction), english)
