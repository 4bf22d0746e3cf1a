"""Where everything stands in a form's workbook: one record, shared by the blank and by the consolidated workbook.

Rows and columns count from 0, as XlsxWriter does; `Spot.cell` and `Spot.address` give them as Excel writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import import_module

from toolkit.excel.structure import address, column_letters
from toolkit.model.form import Form, Indicator, Table, Text

GUIDE = "Hướng dẫn"
NUMBERS = "Số liệu"
TEXTS = "Thuyết minh"
OVERVIEW = "Tổng hợp"
PROGRESS = "Tiến độ"
SOURCES = "Nguồn"
ADJUSTMENTS = "Điều chỉnh"
FINDINGS = "Kiểm tra"
ASSESSMENTS = "Thẩm định"
ASSESSED_UNITS = "Kết quả thẩm định"
COMPARISONS = "So sánh"
CHARTS = "Biểu đồ"
LISTS = "_danh_muc"
IDENTITY = "_baocao"
IDENTITY_KEYS = ("programme", "form", "version", "unit", "period", "fingerprint")
OWN_TITLES = (
    GUIDE,
    NUMBERS,
    TEXTS,
    OVERVIEW,
    PROGRESS,
    SOURCES,
    ADJUSTMENTS,
    FINDINGS,
    ASSESSMENTS,
    ASSESSED_UNITS,
    COMPARISONS,
    CHARTS,
    LISTS,
    IDENTITY,
)
"""The titles of sheets that are ours, beside those of tables."""

BANNER_ROW = 0
HEAD_ROW = 7
FIRST_LINE_ROW = 9
"""The first row under the head of the sheet of figures."""
TT, LABEL, MEASURE, VALUE, TARGET, PREVIOUS, CHECK = range(7)
"""The columns of the sheet of figures."""

TABLE_HEAD_ROW = 4
TABLE_FIRST_ROW = 6
TEXT_FIRST_ROW = 4
TEXT_NUMBER, TEXT_LABEL, TEXT_ANSWER, TEXT_CHECK = range(4)
"""The columns of the sheet of texts."""


@lru_cache(maxsize=1024)
def _quoted(title: str) -> str:
    utility = import_module("xlsxwriter.utility")  # not at the top: who only reads need not load a writer
    return str(utility.quote_sheetname(title))


def _fixed(row: int, column: int) -> str:
    return f"${column_letters(column + 1)}${row + 1}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet, or the range from it to its last row and column."""

    sheet: str
    row: int
    column: int
    last_row: int = -1
    last_column: int = -1

    @property
    def cell(self) -> str:
        """Its first cell: `D12`."""
        return address(self.row + 1, self.column + 1)

    @property
    def range(self) -> str:
        """The cell or range within its sheet: `$D$12`, `$B$7:$E$26`."""
        last_row, last_column = max(self.row, self.last_row), max(self.column, self.last_column)
        first, last = _fixed(self.row, self.column), _fixed(last_row, last_column)
        return first if first == last else f"{first}:{last}"

    @property
    def address(self) -> str:
        """The same with its sheet: `'Số liệu'!$D$12`."""
        return f"{_quoted(self.sheet)}!{self.range}"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed row of the sheet of figures: a section's heading, a `Trong đó:`, or an indicator."""

    row: int
    number: str
    label: str
    depth: int = 0
    indicator: Indicator | None = None

    @property
    def is_section(self) -> bool:
        """True for the heading of a section."""
        return self.indicator is None and self.depth == 0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Where a table stands: a sheet of its own, an ordinal before its columns, the check after them."""

    table: Table
    sheet: str
    rows: int
    merged: bool = False
    """True in a consolidated workbook, where a column says which unit sent the row."""

    @property
    def first_column(self) -> int:
        """Where its first column of answers stands."""
        return 2 if self.merged else 1

    @property
    def check_column(self) -> int:
        """The column after its last one."""
        return self.first_column + len(self.table.columns)

    @property
    def last_row(self) -> int:
        """Its last row of answers."""
        return TABLE_FIRST_ROW + self.rows - 1

    def column_spot(self, index: int) -> Spot:
        """The range of its `index`-th column."""
        column = self.first_column + index
        return Spot(self.sheet, TABLE_FIRST_ROW, column, self.last_row, column)

    @property
    def body(self) -> Spot:
        """The range of all its answers."""
        return Spot(self.sheet, TABLE_FIRST_ROW, self.first_column, self.last_row, self.check_column - 1)

    @property
    def checks(self) -> Spot:
        """The range of the sentences beside its rows."""
        return Spot(self.sheet, TABLE_FIRST_ROW, self.check_column, self.last_row, self.check_column)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Where a narrative answer stands: its question's row, then the coded answer where it has one, then the answer."""

    text: Text
    row: int

    @property
    def choice_row(self) -> int:
        """The row of the coded answer."""
        return self.row + 1

    @property
    def answer_row(self) -> int:
        """The row of the answer."""
        return self.row + (2 if self.text.choices else 1)

    @property
    def next_row(self) -> int:
        """The row after the block, one left free."""
        return self.answer_row + 2


@dataclass(frozen=True)
class Layout:
    """A form's workbook for one kind of unit, or the consolidated one."""

    form: Form
    kind: str
    lines: tuple[Line, ...]
    tables: tuple[TableBlock, ...]
    texts: tuple[TextBlock, ...]
    merged: bool = False
    lists: Mapping[str, Spot] = field(default_factory=dict)
    """Where each list of choices stands on the hidden sheet, without its heading."""
    further_names: Mapping[str, Spot] = field(default_factory=dict)
    """The names of a sheet that only this workbook has."""
    further_checks: tuple[Spot, ...] = ()

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each indicator on the sheet of figures."""
        return {line.indicator.code: line.row for line in self.lines if line.indicator}

    @property
    def last_line_row(self) -> int:
        """The last row of the sheet of figures that holds an indicator."""
        return self.lines[-1].row if self.lines else FIRST_LINE_ROW

    def is_derived(self, indicator: Indicator) -> bool:
        """True where this workbook computes it; a consolidated one sums what only some kinds of unit compute."""
        return indicator.is_derived if self.merged else indicator.is_derived_at(self.kind)

    @property
    def figures(self) -> Spot:
        """The cells of all figures."""
        return Spot(NUMBERS, FIRST_LINE_ROW, VALUE, self.last_line_row, VALUE)

    @property
    def check_ranges(self) -> tuple[Spot, ...]:
        """Where the sentences of the live checks stand, a range a sheet."""
        figures = Spot(NUMBERS, FIRST_LINE_ROW, CHECK, self.last_line_row, CHECK)
        texts = Spot(TEXTS, TEXT_FIRST_ROW, TEXT_CHECK, self.texts[-1].answer_row, TEXT_CHECK) if self.texts else None
        return (figures, *(block.checks for block in self.tables), *((texts,) if texts else ()), *self.further_checks)

    @property
    def error_count(self) -> Spot:
        """The cell of the hidden sheet that counts what must be mended."""
        return Spot(LISTS, 1, len(self.form.choices) + 1)

    @property
    def warning_count(self) -> Spot:
        """The cell of the hidden sheet that counts what should be looked at again."""
        return Spot(LISTS, 1, len(self.form.choices) + 2)

    def value_spot(self, code: str) -> Spot:
        """The cell of an indicator's figure."""
        return Spot(NUMBERS, self.rows[code], VALUE)

    @cached_property
    def names(self) -> Mapping[str, Spot]:
        """Every defined name with what it refers to."""
        own = (*self._figure_names(), *self._table_names(), *self._text_names(), *_identity_names())
        return {**dict(own), **self.further_names}

    def _figure_names(self) -> Iterator[tuple[str, Spot]]:
        for code, row in self.rows.items():
            yield code, Spot(NUMBERS, row, VALUE)
            yield f"target.{code}", Spot(NUMBERS, row, TARGET)
            yield f"previous.{code}", Spot(NUMBERS, row, PREVIOUS)

    def _table_names(self) -> Iterator[tuple[str, Spot]]:
        for block in self.tables:
            yield block.table.code, block.body
            for index, column in enumerate(block.table.columns):
                yield f"{block.table.code}.{column.code}", block.column_spot(index)

    def _text_names(self) -> Iterator[tuple[str, Spot]]:
        for block in self.texts:
            yield block.text.code, Spot(TEXTS, block.answer_row, TEXT_ANSWER)
            if block.text.choices:
                yield block.text.choice_code, Spot(TEXTS, block.choice_row, TEXT_ANSWER)


def _identity_names() -> Iterator[tuple[str, Spot]]:
    for row, key in enumerate(IDENTITY_KEYS):
        yield f"baocao.{key}", Spot(IDENTITY, row, 1)
