"""How a form is laid out: its indicators become numbered lines, parts behind their wholes; its tables get sheets with titles that Excel takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.excel.layout import FIRST_LINE_ROW, LISTS, OWN_TITLES, TEXT_FIRST_ROW, Layout, Line, Spot, TableBlock, TextBlock
from toolkit.model.form import EnteredBy, Form, Indicator, Relation, Table, Text

_NUMERAL = re.compile(r"(?P<number>[IVXLC]+)\s*[.)]\s*(?P<title>.+)")


def blank_layout(form: Form, kind: str) -> Layout:
    """Where everything stands in the workbook that a unit of that kind fills."""
    return Layout(
        form=form,
        kind=kind,
        lines=_lines(form, form.indicators_of(kind)),
        tables=_table_blocks(form.tables_of(kind), {table.code: table.rows for table in form.tables}, merged=False),
        texts=_text_blocks(form.texts),
        lists=_list_spots(form),
    )


def consolidated_layout(form: Form, kind: str, table_rows: Mapping[str, int]) -> Layout:
    """Where everything stands in a consolidated workbook: every indicator, and each table as long as its merged rows."""
    shown = tuple(each for each in form.indicators if each.entered_by is EnteredBy.SELF or each.type.is_numeric)
    shared = tuple(table for table in form.tables if not table.personal)
    return Layout(
        form=form,
        kind=kind,
        lines=_lines(form, shown),
        tables=_table_blocks(shared, table_rows, merged=True),
        texts=_text_blocks(form.texts),
        merged=True,
        lists=_list_spots(form),
    )


def _lines(form: Form, indicators: tuple[Indicator, ...]) -> tuple[Line, ...]:
    wanted = {each.code for each in indicators}
    drafts: list[tuple[str, str, int, Indicator | None]] = []
    for index, (heading, members) in enumerate(form.sections(), start=1):
        shown = _parts_beside_wholes(tuple(each for each in members if each.code in wanted))
        if shown and heading:
            drafts.append((*_section_title(heading, index), 0, None))
        drafts.extend(_section_drafts(shown))
    return tuple(Line(FIRST_LINE_ROW + offset, *draft) for offset, draft in enumerate(drafts))


def _parts_beside_wholes(members: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The members of a section with each part moved up behind its whole, otherwise in their order."""
    codes = {each.code for each in members}
    placed: dict[str, Indicator] = {}

    def place(indicator: Indicator) -> None:
        if indicator.code not in placed:
            placed[indicator.code] = indicator
            for part in members:
                if part.part_of == indicator.code:
                    place(part)

    for each in members:
        if each.part_of not in codes:
            place(each)
    for each in members:
        place(each)
    return tuple(placed.values())


def _section_title(heading: str, index: int) -> tuple[str, str]:
    match = _NUMERAL.fullmatch(heading)
    return (match["number"], match["title"]) if match else (roman(index), heading)


def _section_drafts(members: tuple[Indicator, ...]) -> Iterator[tuple[str, str, int, Indicator | None]]:
    numbers, counters = _Numbers(members), {each.code: _depth(each, members) for each in members}
    group: tuple[str, Relation | None] = ("", None)
    for each in members:
        depth, own = counters[each.code], (each.part_of, each.relation)
        inline = ""
        if depth and own != group and each.relation:
            inline = PART_HEADING[each.relation]
            if sum((m.part_of, m.relation) == own for m in members) > 1:
                yield "", f"{inline}:", depth, None
                inline = ""
        group = own if depth else ("", None)
        yield numbers.of(each), f"{inline}: {each.label}" if inline else each.label, depth, each


PART_HEADING: Mapping[Relation, str] = {Relation.PARTITION: "Chia ra", Relation.SUBSET: "Trong đó"}


def _depth(indicator: Indicator, members: tuple[Indicator, ...]) -> int:
    by_code = {each.code: each for each in members}
    depth, whole = 0, indicator.part_of
    while whole in by_code and depth < len(members):
        depth, whole = depth + 1, by_code[whole].part_of
    return depth


class _Numbers:
    """The ordinals of a section: `3`, and `3.1` for a part of it."""

    def __init__(self, members: tuple[Indicator, ...]) -> None:
        self._codes = frozenset(each.code for each in members)
        self._given: dict[str, str] = {}
        self._used: dict[str, int] = {}

    def of(self, indicator: Indicator) -> str:
        """The next ordinal at its level."""
        whole = indicator.part_of if indicator.part_of in self._codes else ""
        self._used[whole] = self._used.get(whole, 0) + 1
        prefix = f"{self._given.get(whole, '')}." if self._given.get(whole) else ""
        self._given[indicator.code] = f"{prefix}{self._used[whole]}"
        return self._given[indicator.code]


def roman(number: int) -> str:
    """`I`, `II`, … for a number from 1."""
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for worth, sign in signs:
        count, number = divmod(number, worth)
        written += sign * count
    return written


def _table_blocks(tables: tuple[Table, ...], rows: Mapping[str, int], *, merged: bool) -> tuple[TableBlock, ...]:
    taken = list(OWN_TITLES)
    blocks = []
    for table in tables:
        taken.append(sheet_title(table.sheet or table.label, tuple(taken)))
        blocks.append(TableBlock(table, taken[-1], max(1, rows.get(table.code, 0)), merged))
    return tuple(blocks)


def sheet_title(label: str, taken: tuple[str, ...]) -> str:
    """A title that Excel accepts and that is not taken: at most 31 characters, none of the signs that it refuses in titles."""
    clean = " ".join(re.sub(r"[\[\]:*?/\\']", " ", label).split()) or "Bảng"
    title = clean if len(clean) <= 31 else clean[:32].rsplit(" ", 1)[0][:31].rstrip(" ,;–-")
    number = 2
    while title.casefold() in {each.casefold() for each in taken}:
        title = f"{clean[:27].rstrip()} {number}"
        number += 1
    return title


def _text_blocks(texts: tuple[Text, ...]) -> tuple[TextBlock, ...]:
    blocks: list[TextBlock] = []
    for text in texts:
        blocks.append(TextBlock(text, blocks[-1].next_row if blocks else TEXT_FIRST_ROW))
    return tuple(blocks)


def _list_spots(form: Form) -> Mapping[str, Spot]:
    return {name: Spot(LISTS, 1, column, len(choices), column) for column, (name, choices) in enumerate(form.choices) if choices}
