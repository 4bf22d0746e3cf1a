"""The blank workbook of one unit: the form, live checks, and what the workbook says that it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import xlsxwriter

from toolkit.excel.answers import Answers
from toolkit.excel.arrange import blank_layout
from toolkit.excel.cells import WORKBOOK_OPTIONS
from toolkit.excel.desk import Desk, heading_of, write_banner
from toolkit.excel.figure_sheet import write_figure_sheet
from toolkit.excel.fingerprint import fingerprint as fingerprint
from toolkit.excel.layout import CHECK, GUIDE, IDENTITY, LISTS, NUMBERS, TEXT_CHECK, TEXTS, Layout
from toolkit.excel.package import Package
from toolkit.excel.side_sheets import define_names, set_properties, write_guide_sheet, write_identity, write_list_sheet
from toolkit.excel.styles import Styles
from toolkit.excel.table_sheet import TableRow, write_table_sheet
from toolkit.excel.text_sheet import write_text_sheet
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.submission import Identity, Row
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value, is_given
from toolkit.vietnamese.dates import format_date


@dataclass(frozen=True, kw_only=True)
class BlankRequest:
    """One unit's workbook. Mappings are by code; what is not in them is blank."""

    form: Form
    unit: Unit
    period: Period
    identity: Identity
    """An empty fingerprint is filled in."""
    parents: tuple[str, ...] = ()
    """The names of the units above, nearest first."""
    deadline: date | None = None
    targets: Mapping[str, Value] = field(default_factory=dict)
    """What was assigned to the unit; an input among them is prefilled and locked."""
    previous: Mapping[str, Value] = field(default_factory=dict)
    """The unit's figures of the period that forms compare with."""
    estimated: frozenset[str] = frozenset()
    """Those of them that rest on a stated share of a unit that was split since."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """Answers already known, shown in open inputs: indicators, texts, coded answers."""
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)


def write_blank(request: BlankRequest) -> bytes:
    """The workbook as an .xlsx file; the same request gives the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        _fill(book, request)
    package = Package(buffer.getvalue())
    return package.rewritten(dict(_finished(package)))


_APPLICATION = "docProps/app.xml"
_OTHER_MAKER = b"<Application>Microsoft Excel</Application>"
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*) customHeight="1"')


def _finished(package: Package) -> Iterator[tuple[str, bytes]]:
    """What XlsxWriter cannot say: rows may grow with what is typed into them; and who made it. LibreOffice believes Excel's results and
    computes those of other makers anew, as it should where a workbook was filled by a program.
    """
    for name in package.names:
        if name.startswith("xl/worksheets/"):
            yield name, _FIXED_HEIGHT.sub(rb"\1", package.read(name))
    yield _APPLICATION, package.read(_APPLICATION).replace(_OTHER_MAKER, b"<Application>baocao</Application>")


def _fill(book: xlsxwriter.Workbook, request: BlankRequest) -> None:
    desk = _desk(book, request)
    layout, form = desk.layout, request.form
    guide, numbers = book.add_worksheet(GUIDE), book.add_worksheet(NUMBERS)
    parent = request.parents[0] if request.parents else ""
    write_guide_sheet(desk, guide, receiver=parent, deadline=format_date(request.deadline) if request.deadline else "")
    verdicts = write_figure_sheet(desk, numbers)
    bannered = [(numbers, CHECK)]
    for block in layout.tables:
        sheet = book.add_worksheet(block.sheet)
        verdicts += write_table_sheet(desk, sheet, block, tuple(TableRow(row) for row in request.tables.get(block.table.code, ())))
        bannered.append((sheet, block.check_column))
    if layout.texts:
        texts = book.add_worksheet(TEXTS)
        verdicts += write_text_sheet(desk, texts)
        bannered.append((texts, TEXT_CHECK))
    for sheet, last_column in bannered:
        write_banner(desk, sheet, last_column, verdicts)
    write_list_sheet(desk, book.add_worksheet(LISTS), verdicts)
    stamp = request.identity.fingerprint or fingerprint(form, request.unit.kind)
    write_identity(book, book.add_worksheet(IDENTITY), replace(request.identity, fingerprint=stamp))
    define_names(desk)
    set_properties(book, form.title, request.unit.name)
    numbers.activate()


def _desk(book: xlsxwriter.Workbook, request: BlankRequest) -> Desk:
    layout = blank_layout(request.form, request.unit.kind)
    heading = heading_of(request.form, request.unit, request.parents, request.period, request.deadline)
    return Desk(book, Styles(book), layout, answers_of(request, layout), heading, assigned=frozenset(assigned_of(request)))


def assigned_of(request: BlankRequest) -> Mapping[str, Value]:
    """The inputs that the level above has filled in."""
    inputs = (each.code for each in request.form.inputs_of(request.unit.kind))
    return {code: request.targets[code] for code in inputs if is_given(request.targets.get(code, BLANK))}


def answers_of(request: BlankRequest, layout: Layout) -> Answers:
    """What stands in the workbook's cells by name: what was assigned wins over what was known already."""
    values = {
        **request.values,
        **assigned_of(request),
        **{f"target.{code}": value for code, value in request.targets.items()},
        **{f"previous.{code}": value for code, value in request.previous.items()},
        **{f"estimated.{code}": True for code in request.estimated},
    }
    return Answers(layout, values, request.tables)
