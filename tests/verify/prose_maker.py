"""Makes ordinary prose by the thousand numbers: our own sentences with numbers drawn anew, and statements that are true by their making."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from toolkit.vietnamese.numbers import format_number, format_percent, words

SENTENCES = (
    "Căn cứ {document}, {document} và {document};",
    "Thực hiện Kế hoạch số {document} {date}, đơn vị đã triển khai tại {few} xã, {few} thôn từ {date}.",
    "Địa chỉ: {address}; điện thoại: {phone}; fax: {phone}; email: vp{few}@example.vn.",
    "Nhiệm kỳ {term}, Ban Chấp hành có {few} đồng chí; nhiệm kỳ {term} có {few} đồng chí.",
    "Giai đoạn {term}, mỗi năm bồi dưỡng {range} lớp, mỗi lớp {range} học viên.",
    "Từ {hour} đến {hour}, {date}, tại tầng {few}, phòng {few}, số {few} đường Lê Lợi.",
    "Đội {few} thắng đội {few} với tỷ số {score}; lượt về {score}; hiệp phụ {score}.",
    "Theo điểm a khoản {few} Điều {few}, Điều {few} và Phụ lục {few} của {document}.",
    "Kinh phí {money} đồng; mỗi suất {money} đồng; tổng trị giá {count} triệu đồng.",
    "Quý III/{year} tăng {percent}, quý IV/{year} tăng {percent}; {few} tháng tăng {percent}.",
    "Lãi suất {percent}/năm, thời hạn {few} tháng, {count} hộ vay; dư nợ {count} tỷ đồng.",
    "Tọa độ {latitude}, {longitude}; độ cao {count} m; Km {few}; quốc lộ {few}.",
    "Tài khoản số {account}; mã số thuế {account}; hóa đơn {account}.",
    "Tỷ lệ {range}%, có nơi trên {percent}; thu nhập tăng {few} lần; giảm {few} bậc.",
    "{few}. Công tác tuyên truyền, giáo dục: {count} buổi, {count} lượt người, {few} hội thi.",
    "({few}) Rà soát {count} hộ; ({few}) lập {few} danh sách; ({few}) phân công {few} đồng chí.",
    "Năm {year} có {count} đoàn viên, năm {year} có {count}, năm {year} có {count}.",
    "Toàn tỉnh có {count} chi đoàn, {count} chi hội, {few} huyện; bình quân {few} đoàn viên/chi đoàn.",
    "Diện tích {decimal} ha, năng suất {decimal} tạ/ha, sản lượng {decimal} nghìn tấn.",
    "Nhiệt độ {decimal} độ C, mưa {range} mm, gió cấp {few}; {date} có {few} nơi trên {count} mm.",
    "Lớp {few}A có {few} học sinh; khối {few} có {few} lớp; năm học {school}; điểm trung bình {decimal}.",
    "Tổ chức {few} đợt; đợt 1 từ {day} đến {day}, {count} người; đợt 2 từ {day} đến {day}, {count} người.",
    "Chủ trương “1+1”, mô hình “{few} không, {few} sạch”, danh hiệu “{few} chủ động” được triển khai ở {few} đơn vị.",
    "Đồng chí Vàng Thị May (sinh năm {year}), trú tại thôn {few}, được kết nạp {date}.",
    "Đến {date}, có {few} đơn vị báo cáo; đến {date}, còn {few} đơn vị; hạn {hour} {date}.",
    "Ít nhất {percent} chi đoàn đạt loại khá; không quá {percent} xuất sắc; trên {percent} đạt yêu cầu.",
    "Kết nạp {share_claim}.",
    "Có {share_claim}.",
    "Kết nạp được {change_claim}.",
    "Toàn huyện có {sum_claim}.",
    "Tỷ lệ tập hợp thanh niên đạt {points_claim}.",
    "Hỗ trợ {words_claim}.",
)

FIRST_CLAIM = next(number for number, sentence in enumerate(SENTENCES) if "_claim}" in sentence)
"""The patterns from here on state something of their own numbers."""


def make(count: int, seed: int = 7) -> Iterator[str]:
    """So many sentences, each pattern in turn; the same seed gives the same ones."""
    chance = random.Random(seed)
    for number in range(count):
        pattern = SENTENCES[number % len(SENTENCES)]
        yield re.sub(r"\{(\w+)\}", lambda slot: SLOTS[slot[1]](chance), pattern)


def _count(chance: random.Random) -> str:
    return format_number(chance.choice((chance.randint(100, 999), chance.randint(1000, 250_000))))


def _percent(chance: random.Random) -> str:
    return format_percent(Fraction(chance.randint(1, 999), 1000))


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2010, 2026)
    forms = ("ngày {:02}/{:02}/{}", "ngày {}/{}/{}", "ngày {:02} tháng {:02} năm {}", "ngày {:02}-{:02}-{}", "ngày {}.{}.{}")
    return chance.choice(forms).format(day, month, year)


def _document(chance: random.Random) -> str:
    forms = (
        "Nghị quyết số {:02}/{}/NQ-CP",
        "Nghị định {}/{}/NĐ-CP",
        "Quyết định số {}/QĐ-UBND",
        "Hướng dẫn số {:02}-HD/TĐTN-TCKT",
        "Công văn số {}/UBND-KGVX",
        "Thông tư liên tịch số {}/{}/TTLT-BNV-BTC",
        "Luật số {}/{}/QH14",
        "Chỉ thị {:02}-CT/TW",
    )
    return chance.choice(forms).format(chance.randint(1, 2500), chance.randint(2005, 2026))


def _phone(chance: random.Random) -> str:
    a, b, c = chance.randint(100, 999), chance.randint(100, 999), chance.randint(100, 999)
    return chance.choice(
        (f"0219 3{a} {b}", f"0219.3{a}.{b}", f"09{c % 90 + 10} {a} {b}", f"+84 9{c % 90 + 10} {a} {b}", f"0{a}{b}{c}")
    )


def _share(chance: random.Random) -> str:
    b = chance.randint(5, 9000)
    a = chance.randint(1, b + b // 10)
    forms = (
        "{a}/{b} đoàn viên, đạt {c} chỉ tiêu",
        "{a}/{b} đoàn viên ({c})",
        "{c} ({a}/{b}) cơ sở đoàn báo cáo",
        "{a} trong tổng số {b} chi đoàn, chiếm {c}",
        "{a}/{b} đồng chí, bằng {c} kế hoạch năm",
    )
    places = chance.choice((1, 2))
    text = format_percent(Fraction(a, b), places)
    if text.startswith("100") and a != b:
        return f"{format_number(a)}/{format_number(b)} đoàn viên"
    return chance.choice(forms).format(a=format_number(a), b=format_number(b), c=text)


def _change(chance: random.Random) -> str:
    now, before = chance.randint(10, 9000), chance.randint(10, 9000)
    verb = "tăng" if now >= before else "giảm"
    difference, rate = format_number(abs(now - before)), format_percent(Fraction(abs(now - before), before))
    forms = (
        "{now} đoàn viên, {verb} {rate} so với năm 2019 ({before} đoàn viên)",
        "{now} đoàn viên, {verb} {difference} đoàn viên so với năm 2019 ({before} đoàn viên)",
        "{now} đoàn viên, {verb} {difference} đoàn viên, tương đương {rate} so với cùng kỳ",
        "{now} đoàn viên ({verb} {difference} đoàn viên, {rate} so với năm trước)",
    )
    shown = {"now": format_number(now), "before": format_number(before), "difference": difference, "rate": rate, "verb": verb}
    return chance.choice(forms).format(**shown)


def _sum(chance: random.Random) -> str:
    parts = [chance.randint(2, 3000) for _ in range(3)]
    names = ("cán bộ", "học sinh", "nông dân")
    listed = [f"{format_number(part)} {name}" for part, name in zip(parts, names, strict=True)]
    lead = chance.choice(("gồm", "trong đó có", "chia ra:", "bao gồm"))
    return f"{format_number(sum(parts))} người, {lead} {listed[0]}, {listed[1]} và {listed[2]}"


def _points(chance: random.Random) -> str:
    now, before = chance.randint(300, 990), chance.randint(300, 990)
    verb = "tăng" if now >= before else "giảm"
    a, b, c = (format_number(Fraction(each, 10), 1) for each in (now, before, abs(now - before)))
    return f"{a}%, {verb} {c} điểm phần trăm so với năm 2019 ({b}%)"


def _words(chance: random.Random) -> str:
    number = chance.choice((chance.randint(2, 99), chance.randint(100, 9999), chance.randint(1, 900) * 10_000))
    return f"{format_number(number)} ({words(number)}) đồng"


SLOTS: Mapping[str, Callable[[random.Random], str]] = MappingProxyType(
    {
        "count": _count,
        "few": lambda chance: f"{chance.randint(2, 29)}",
        "percent": _percent,
        "decimal": lambda chance: format_number(Fraction(chance.randint(11, 9999), 10), 1),
        "money": lambda chance: format_number(chance.randint(1, 90_000) * 1000),
        "range": lambda chance: f"{(low := chance.randint(2, 40))}{chance.choice(('-', ' - ', '–'))}{low + chance.randint(1, 30)}",
        "date": _date,
        "day": lambda chance: f"{chance.randint(1, 28)}/{chance.randint(1, 12)}",
        "year": lambda chance: f"{chance.randint(2000, 2026)}",
        "term": lambda chance: f"{(start := chance.randint(2000, 2022))}{chance.choice(('-', ' - ', ' – '))}{start + 5}",
        "school": lambda chance: f"{(start := chance.randint(2010, 2024))}{chance.choice('-/')}{start + 1}",
        "hour": lambda chance: f"{chance.randint(6, 22)}{chance.choice(('h', ' giờ ', ':'))}{chance.choice(('00', '15', '30'))}",
        "score": lambda chance: f"{chance.randint(0, 5)}{chance.choice(('-', ' - '))}{chance.randint(0, 5)}",
        "document": _document,
        "phone": _phone,
        "address": lambda chance: (
            f"số {chance.randint(1, 400)}, đường 20/8, tổ {chance.randint(1, 20)}, phường {chance.randint(1, 15)}"
        ),
        "latitude": lambda chance: f"22.{chance.randint(1000, 9999)}",
        "longitude": lambda chance: f"104.{chance.randint(1000, 9999)}",
        "account": lambda chance: f"{chance.randint(10**9, 10**12)}",
        "share_claim": _share,
        "change_claim": _change,
        "sum_claim": _sum,
        "points_claim": _points,
        "words_claim": _words,
    }
)
