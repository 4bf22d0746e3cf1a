"""What goes on a page: lines of text, pages that are made to fit, breaks that cut nothing."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.issued import issue
from tests.support.shipped import SHIPPED
from toolkit.excel.arrange import blank_layout
from toolkit.excel.layout import NUMBERS, TEXTS
from toolkit.excel.paper import breaks, kept_together, lines_of, page_height, pages_high
from toolkit.model.period import Period
from toolkit.model.unit import Tree, Unit
from toolkit.vietnamese.absence import NO_DATA_TEXT

XA = Unit(code="1", name="Xã", kind="xã")


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [
        ("", 10, 1),
        ("a\n\nb", 10, 3),
        ("Tổng số thanh niên", 50, 1),
        ("Trong đó: Thanh niên thường xuyên có mặt tại địa phương", 48, 2),
        ("W" * 40, 20, 4),
    ],
)
def test_lines(text: str, characters: float, lines: int) -> None:
    """As Excel wraps them in Times New Roman: an empty text takes one, a word longer than the line is broken."""
    assert lines_of(text, characters) == lines


@given(st.text(alphabet="aăđ mWi\n", max_size=200), st.text(alphabet="ơ n", max_size=20), st.integers(5, 80))
def test_more_text_takes_no_fewer_lines(text: str, more: str, characters: int) -> None:
    """And a wider column no more."""
    assert lines_of(text + more, characters) >= lines_of(text, characters) >= lines_of(text, characters + 10)


def test_wide_sheets_hold_more_rows() -> None:
    """What is shrunk to the paper's width is shrunk in height too; a narrow sheet is not enlarged."""
    assert page_height((50,), landscape=False) == page_height((20,), landscape=False) < page_height((50, 100), landscape=False)
    assert page_height((50,), landscape=True) < page_height((50,), landscape=False)


@pytest.mark.parametrize(("rows", "pages"), [((500,), 0), ((1000,), 1), ((1000, 200), 1), ((1000, 300), 0), ((2400,), 2)])
def test_a_little_too_much_is_made_to_fit(rows: tuple[float, ...], pages: int) -> None:
    """A quarter of a page for each page at most; more than that runs on."""
    assert pages_high(rows, 1000) == pages


@given(st.lists(st.tuples(st.floats(1, 900), st.booleans()), min_size=1, max_size=60), st.floats(0, 500))
def test_no_block_is_cut(rows: list[tuple[float, bool]], used: float) -> None:
    """Each page's blocks go on it, and a break stands only where a block begins."""
    blocks = list(kept_together((number, high, joined) for number, (high, joined) in enumerate(rows)))
    assert sum(points for _, points in blocks) == pytest.approx(sum(high for high, _ in rows))
    starts = list(breaks(blocks, 1000, used))
    assert set(starts) <= {row for row, _ in blocks}
    left = 1000 - used
    for row, points in blocks:
        left = (1000 if row in starts else left) - points
        assert left >= -1e-6 or points > 1000


def test_no_data_fits_its_cell() -> None:
    """The words that stand for "no data" are seen whole where a figure is typed."""
    book = openpyxl.load_workbook(io.BytesIO(issue(SHIPPED["mot-cong-mot/ket-qua"], Period(2020), Tree((XA,)), XA, {}, None)))
    indent = 1.5
    assert lines_of(NO_DATA_TEXT, book[NUMBERS].column_dimensions["D"].width - indent) == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_pages_of_the_shipped_forms(name: str) -> None:
    """No page ends between a question and its answer or with a heading, and the signature has company."""
    form = SHIPPED[name]
    book = openpyxl.load_workbook(io.BytesIO(issue(form, Period(2020), Tree((XA,)), XA, {}, None)))
    layout = blank_layout(form, XA.kind)
    inside = {row for block in layout.texts for row in range(block.row + 1, block.answer_row + 1)}
    assert not inside & {each.id for each in book[TEXTS].row_breaks.brk}
    after_heading = {line.row + 1 for line in layout.lines if line.indicator is None}
    ends = range(layout.last_line_row - 1, layout.last_line_row + 10)
    numbers = {each.id for each in book[NUMBERS].row_breaks.brk}
    assert not numbers & after_heading and not numbers & set(ends)
