"""One blank for many units: written once, then stamped with who each of them is and with what is known of it.

A form's workbook differs between units of one kind in a few texts and figures. Writing it takes some fifty milliseconds, most of it for what
is always the same; here the finished file's parts are kept with gaps where units differ, and only these are filled in. What comes out is
what `write_blank` would have made: live formulas carry the values that the unit's own figures give.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import TypeAlias
from xml.sax.saxutils import escape

from toolkit.excel.arrange import blank_layout
from toolkit.excel.blank import BlankRequest, answers_of, assigned_of, write_blank
from toolkit.excel.cells import NO, YES, cached, label_of
from toolkit.excel.desk import banner_text, count_of
from toolkit.excel.layout import NUMBERS, PREVIOUS, TARGET, TEXTS, Layout, Spot
from toolkit.excel.live import iter_remarks
from toolkit.excel.package import Package, writable
from toolkit.excel.patch import day_number
from toolkit.excel.structure import read_structure
from toolkit.model.form import Severity
from toolkit.model.value import BLANK, NO_DATA, Failure, Value, is_number
from toolkit.vietnamese.absence import NO_DATA_TEXT

_UNIT, _PARENT, _CODE = "\ue000u\ue001", "\ue000p\ue001", "\ue000c\ue001"
"""Stand for a unit's name, its parent's and its code in the pattern; in capitals for names in capitals. Nobody can type them."""

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)[^>]*?(?:/>|>(?:<f>(.*?)</f>)?.*?</c>)', re.DOTALL)
"""A cell as XlsxWriter spells it: address, style, formula."""

_Piece: TypeAlias = "bytes | _Gap"


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a cell stands that differs between units."""

    spot: tuple[str, str]
    start: bytes
    formula: bytes


def pattern_key(request: BlankRequest) -> tuple[object, ...]:
    """Requests with the same key can be stamped on one pattern; form, period and deadline apart, which are the same for a whole round."""
    return request.unit.kind, bool(request.parents), frozenset(assigned_of(request)), request.estimated


class Pattern:
    """A form's workbook with gaps. It serves every request that has the `pattern_key` of the one that it was made of."""

    def __init__(self, request: BlankRequest) -> None:
        self._layout = blank_layout(request.form, request.unit.kind)
        self._remarks = tuple(iter_remarks(self._layout))
        package = Package(write_blank(_marked(request)))
        self._dates = {entry.filename: entry.date_time for entry in package.entries}
        wanted = frozenset(_spot(spot) for spot in _gaps(self._layout, frozenset(assigned_of(request))))
        sheets = {sheet.part: sheet.title for sheet in read_structure(package).sheets}
        self._parts: Mapping[str, tuple[_Piece, ...]] = {
            name: tuple(_pieces(package.read(name), sheets[name], wanted)) if name in sheets else (package.read(name),)
            for name in package.names
        }

    def stamped(self, request: BlankRequest) -> bytes:
        """The unit's workbook as an .xlsx file; the same request gives the same bytes."""
        cells = {_spot(spot): value for spot, value in self._cells(request)}
        names = _names(request)
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, pieces in self._parts.items():
                entry = zipfile.ZipInfo(name, self._dates[name])
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, _filled(pieces, cells, names))
        return buffer.getvalue()

    def _cells(self, request: BlankRequest) -> Iterator[tuple[Spot, Value]]:
        answers = answers_of(request, self._layout)
        for code, row in self._layout.rows.items():
            indicator = request.form.by_code[code]
            yield (
                self._layout.value_spot(code),
                label_of(answers.figure(indicator), request.form.choice_lists.get(indicator.choices, ())),
            )
            yield Spot(NUMBERS, row, TARGET), answers.value(f"target.{code}")
            yield Spot(NUMBERS, row, PREVIOUS), answers.value(f"previous.{code}")
        said = [remark.says(answers) for remark in self._remarks]
        yield from zip((remark.spot for remark in self._remarks), said, strict=True)
        errors, warnings = (count_of(said, severity) for severity in (Severity.ERROR, Severity.WARNING))
        yield self._layout.error_count, errors
        yield self._layout.warning_count, warnings
        yield from ((banner, banner_text(errors, warnings)) for banner in _banners(self._layout))


def _marked(request: BlankRequest) -> BlankRequest:
    return replace(
        request,
        unit=replace(request.unit, name=_UNIT, code=_CODE),
        parents=(_PARENT,) if request.parents else (),
        identity=replace(request.identity, unit=_CODE),
    )


def _names(request: BlankRequest) -> Mapping[bytes, bytes]:
    parent = request.parents[0] if request.parents else ""
    pairs = ((_CODE, request.identity.unit), (_UNIT, request.unit.name), (_PARENT, parent))
    marks = dict(pairs) | {mark.upper(): text.upper() for mark, text in pairs[1:]}
    return {mark.encode(): _escaped(text) for mark, text in marks.items()}


def _gaps(layout: Layout, assigned: frozenset[str]) -> Iterator[Spot]:
    for code, row in layout.rows.items():
        yield from (Spot(NUMBERS, row, column) for column in (TARGET, PREVIOUS))
        if code in assigned or layout.is_derived(layout.form.by_code[code]):
            yield layout.value_spot(code)
    yield from (remark.spot for remark in iter_remarks(layout))
    yield from (layout.error_count, layout.warning_count)
    yield from _banners(layout)


def _banners(layout: Layout) -> Iterator[Spot]:
    titles = (NUMBERS, *(block.sheet for block in layout.tables), *((TEXTS,) if layout.texts else ()))
    return (Spot(title, 0, 0) for title in titles)


def _spot(spot: Spot) -> tuple[str, str]:
    return spot.sheet, spot.cell


def _pieces(sheet: bytes, title: str, wanted: frozenset[tuple[str, str]]) -> Iterator[_Piece]:
    end = 0
    for match in _CELL.finditer(sheet):
        spot = (title, match[1].decode())
        if spot in wanted:
            yield sheet[end : match.start()]
            yield _Gap(spot, b'<c r="%b"%b' % (match[1], match[2]), match[3] or b"")
            end = match.end()
    yield sheet[end:]


def _filled(pieces: tuple[_Piece, ...], cells: Mapping[tuple[str, str], Value], names: Mapping[bytes, bytes]) -> bytes:
    content = b"".join(piece if isinstance(piece, bytes) else _cell(piece, cells[piece.spot]) for piece in pieces)
    if _MARK in content:
        for mark, text in names.items():
            content = content.replace(mark, text)
    return content


_MARK = _UNIT[0].encode()


def _cell(gap: _Gap, value: Value) -> bytes:
    if gap.formula:
        kind, result = _result(value)
        return b"%b%b><f>%b</f><v>%b</v></c>" % (gap.start, kind, gap.formula, result)
    if value is BLANK or value == "":
        return gap.start + b"/>"
    if isinstance(value, date):
        return b"%b><v>%b</v></c>" % (gap.start, day_number(value).encode())
    if is_number(value):
        return b"%b><v>%b</v></c>" % (gap.start, f"{float(value):.16G}".encode())
    return b'%b t="inlineStr"><is><t>%b</t></is></c>' % (gap.start, _escaped(_shown(value)))


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return NO_DATA_TEXT if value is NO_DATA else str(value)


def _result(value: Value) -> tuple[bytes, bytes]:
    """A formula's result: the type that its cell states, and what stands in it."""
    held = cached(value)
    if isinstance(held, bool):
        return b' t="b"', str(int(held)).encode()
    if isinstance(held, str):
        kind = b"" if not held else b' t="e"' if isinstance(value, Failure) else b' t="str"'
        return kind, _escaped(held)
    return b"", str(held).encode()


def _escaped(text: str) -> bytes:
    return escape(writable(text)).encode()
