"""Stage: a received file -> a raw submission of one unit, each cell with its place.

Who sent it is read from the workbook, never from the file's name. A file that cannot be attributed to a unit of this round is put
aside with the reason; what it says is looked at no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.excel.arrange import blank_layout
from toolkit.excel.carried import iter_coverage, read_adjustments, read_parts
from toolkit.excel.fingerprint import fingerprint
from toolkit.excel.layout import Layout
from toolkit.excel.preflight import ORDINARY, Bounds
from toolkit.excel.reader import UnreadableWorkbook, WorkbookContent, read_workbook
from toolkit.excel.recover import recover
from toolkit.excel.structure import Area, address
from toolkit.excel.tamper import check_personal_sheets, check_tampering
from toolkit.model.finding import Finding, finding, has_errors
from toolkit.model.form import Form, Table
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import CONSOLIDATED, Identity, RawCell, RawRow, RawSubmission
from toolkit.model.unit import Tree


@dataclass(frozen=True)
class Expectation:
    """What a workbook must be to belong to a round."""

    form: Form
    period: Period
    tree: Tree
    bounds: Bounds = ORDINARY
    """How large it may be."""

    def reference(self, kind: str) -> tuple[Layout, str]:
        """The layout and the fingerprint of the workbook that a unit of that kind was sent."""
        if kind not in self._references:
            self._references[kind] = blank_layout(self.form, kind), fingerprint(self.form, kind)
        return self._references[kind]

    @cached_property
    def _references(self) -> dict[str, tuple[Layout, str]]:
        return {}


def collect(expected: Expectation, name: str, data: bytes, sha256: str = "") -> tuple[RawSubmission | None, tuple[Finding, ...]]:
    """The raw submission that came under that name, or None where it belongs to no unit of this round; and findings on the file itself.

    `sha256` is the data's, where the caller has worked it out already.
    """
    try:
        content = read_workbook(data, name, sha256, expected.bounds)
    except UnreadableWorkbook as problem:
        return None, (finding(problem.code, Place(file=name), **problem.values),)
    identity = tuple(_identity_findings(expected, content))
    if has_errors(identity):
        return None, identity
    content, found = _recovered(expected, _renamed(expected.form, content))
    raw = _submission(expected, content)
    tables = () if raw.identity.is_of_own_design else expected.form.tables_of(expected.tree[raw.identity.unit].kind)
    beyond = (found for table in tables for found in _beyond(table, content))
    told = (
        *identity,
        *_version_findings(expected.form, content),
        *content.findings,
        *found,
        *_missing_names(expected, content, raw),
        *beyond,
    )
    return raw, (*told, *_tampering(expected, content))


def is_workbook(findings: Iterable[Finding]) -> bool:
    """True where what `collect` found on a file of no unit is about whose it is, not about whether it can be read."""
    return not any(each.code.startswith("workbook-") for each in findings)


def _is_issued(content: WorkbookContent) -> bool:
    """True for a workbook of our layout: not a consolidated one, nor one of an office's own design."""
    return content.identity.content != CONSOLIDATED and not content.identity.is_of_own_design


def _renamed(form: Form, content: WorkbookContent) -> WorkbookContent:
    """The workbook of an older version under the names of this one: what a former name points to is found under the one in use."""
    if content.identity.version == form.version:
        return content
    now = {former: name for name, formers in form.formerly.items() for former in reversed(formers)}
    tables = {former: table.code for table in form.tables for former in table.formerly}
    names: dict[str, Area | None] = {}
    for name, area in content.names.items():
        table, dot, column = name.partition(".")
        names.setdefault(now.get(name) or (f"{tables[table]}.{column}" if dot and table in tables else name), area)
    return replace(content, names=names)


def _recovered(expected: Expectation, content: WorkbookContent) -> tuple[WorkbookContent, tuple[Finding, ...]]:
    """What another version of the form called otherwise is not lost, so only this version's names are looked for."""
    whole = replace(content, identity=_completed(expected, content.identity))
    if not _is_issued(content) or whole.identity.version != expected.form.version:
        return whole, ()
    return recover(whole, expected.reference(expected.tree[content.identity.unit].kind)[0])


def _tampering(expected: Expectation, content: WorkbookContent) -> Iterator[Finding]:
    kind = expected.tree[content.identity.unit].kind
    if _is_issued(content) and content.identity.version == expected.form.version:
        yield from check_tampering(content, *expected.reference(kind))
    else:
        asked = expected.form.tables_of(kind) if content.identity.content != CONSOLIDATED else ()
        yield from check_personal_sheets(content, expected.form, {table.code for table in asked})


def _completed(expected: Expectation, stated: Identity) -> Identity:
    """What the workbook says it is, with what was lost of it and follows from the rest."""
    form = expected.form
    return replace(
        stated,
        programme=stated.programme or form.programme,
        form=stated.form or form.code,
        version=stated.version or form.version,
    )


def _lost_identity(expected: Expectation, stated: Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that the workbook lost and needs, and those that it lost and whose values follow from the rest."""
    needed = [key for key in ("unit", "period") if not getattr(stated, key)]
    others = [key for key in ("programme", "form", "version") if not getattr(stated, key)]
    kinds = {expected.tree[stated.unit].kind} if stated.unit in expected.tree else set()
    same = bool(kinds) and stated.fingerprint in (expected.reference(kind)[1] for kind in kinds)
    told = [key for key in others if same or key != "form"]
    return (*needed, *(key for key in others if key not in told)), tuple(told)


def _identity_findings(expected: Expectation, content: WorkbookContent) -> Iterator[Finding]:
    stated, form, place = content.identity, expected.form, Place(file=content.file, unit=content.identity.unit)
    if not stated.form and not stated.unit:
        yield finding("no-identity", place)
        return
    needed, told = _lost_identity(expected, stated)
    if needed:
        yield finding("identity-incomplete", place, found=", ".join(needed))
        return
    if told:
        yield finding("identity-part-lost", place, found=", ".join(told))
    stated = _completed(expected, stated)
    if (stated.programme, stated.form) != (form.programme, form.code):
        yield finding("other-form", place, found=f"{stated.programme}/{stated.form}", expected=f"{form.programme}/{form.code}")
    elif stated.period != expected.period.id:
        yield finding("other-period", place, found=stated.period, expected=expected.period.id)
    elif stated.unit not in expected.tree:
        yield finding("unknown-sender", place, found=stated.unit)
    elif stated.content != CONSOLIDATED and not expected.tree.reports(stated.unit):
        yield finding("unit-does-not-report", place, found=stated.unit, name=expected.tree[stated.unit].name)


def _version_findings(form: Form, content: WorkbookContent) -> Iterator[Finding]:
    """Of another version than the one in use: whether it is still taken, and what it asked that has no place any more."""
    stated, place = content.identity.version, Place(file=content.file, unit=content.identity.unit)
    if stated == form.version:
        return
    code = "other-version" if stated in form.accepts else "version-not-accepted"
    yield finding(code, place, found=stated, expected=form.version)
    if content.identity.content != CONSOLIDATED:
        yield from _without_place(form, content)


def _without_place(form: Form, content: WorkbookContent) -> Iterator[Finding]:
    known = {*form.names(), *(table.code for table in form.tables)}
    tables = {name.partition(".")[0] for name in content.names if "." in name}
    for name in content.names:
        if name not in known | tables and name.partition(".")[0] not in _BESIDE:
            given = next((cell for row in content.area(name) for cell in row if cell.raw is not None), None)
            if given is not None:
                yield finding("answer-without-place", given.place, name=name, found=given.raw)


_BESIDE = ("baocao", "target", "previous", "plan")
"""How names begin that ask nobody for an answer."""


def _submission(expected: Expectation, content: WorkbookContent) -> RawSubmission:
    kind = expected.tree[content.identity.unit].kind
    codes = _codes(expected.form, kind, content.identity)
    cells = content.cells(codes)
    if content.identity.content == CONSOLIDATED:
        return _consolidated(expected.form, content, cells)
    return RawSubmission(
        file=content.file,
        sha256=content.sha256,
        identity=content.identity,
        cells=cells,
        tables={table.code: tuple(_rows(table, content)) for table in expected.form.tables_of(kind)},
    )


def _consolidated(form: Form, content: WorkbookContent, cells: Mapping[str, RawCell]) -> RawSubmission:
    return RawSubmission(
        file=content.file,
        sha256=content.sha256,
        identity=content.identity,
        cells=cells,
        tables={form.assessment.code: tuple(_rows(form.assessment, content))} if form.assessment else {},
        coverage=dict(iter_coverage(content, form)),
        parts=read_parts(content, form),
        adjustments=read_adjustments(content),
    )


def _codes(form: Form, kind: str, identity: Identity) -> tuple[str, ...]:
    """Of every answer that the workbook of such a unit, or of its totals, has a cell for."""
    return form.recall(_codes_of_totals if identity.content == CONSOLIDATED else _codes_of_answers, kind)


def _codes_of_answers(form: Form, kind: str) -> tuple[str, ...]:
    return (*(each.code for each in form.inputs_of(kind)), *_codes_of_texts(form))


def _codes_of_totals(form: Form, _: str) -> tuple[str, ...]:
    return (*(each.code for each in form.totals), *_codes_of_texts(form))


def _codes_of_texts(form: Form) -> Iterator[str]:
    for text in form.texts:
        yield text.code
        if text.choices:
            yield text.choice_code


def _rows(table: Table, content: WorkbookContent) -> Iterator[RawRow]:
    """The table's rows in which something stands, put together from its columns' areas: a column that was moved or lost takes no other along."""
    names = {column.code: f"{table.code}.{column.code}" for column in table.columns}
    for row in sorted({row for name in names.values() for row in content.filled(name)}):
        cells = {code: cell for code, name in names.items() if (cell := content.row(name, row)) is not None}
        first = next(iter(cells.values()))
        yield RawRow(first.place.at(indicator=table.code), cells)


def _missing_names(expected: Expectation, content: WorkbookContent, raw: RawSubmission) -> Iterator[Finding]:
    """`name-lost` for each answer whose cell is gone. What another version of the form never asked is not lost."""
    kind = expected.tree[content.identity.unit].kind
    place = Place(file=content.file, unit=content.identity.unit)
    is_other = content.identity.version != expected.form.version
    for code in _codes(expected.form, kind, content.identity):
        if code not in raw.cells and not (is_other and code not in content.names):
            yield finding("name-lost", place.at(indicator=code), found=code, label=_label(expected.form, code))
    shared = tuple(table for table in expected.form.tables if not table.personal)
    for table in shared if content.identity.content == CONSOLIDATED else expected.form.tables_of(kind):
        for column in table.columns:
            name = f"{table.code}.{column.code}"
            if content.names.get(name) is None and not (is_other and name not in content.names):
                yield finding("name-lost", place.at(indicator=table.code), found=name, label=f"{table.label}: {column.label}")


def _beyond(table: Table, content: WorkbookContent) -> Iterator[Finding]:
    """`row-beyond-table` at the first cell that holds something under the table: no name covers it, so nobody would count it."""
    for column in table.columns:
        area = content.names.get(f"{table.code}.{column.code}")
        below = content.grids[area.sheet][area.bottom :] if area else ()
        for offset, cells in enumerate(below, start=1):
            value = cells[area.left - 1] if area and area.left <= len(cells) else None
            if area and value is not None and str(value).strip():
                cell = address(area.bottom + offset, area.left)
                place = Place(content.file, area.sheet, cell, content.identity.unit, table.code)
                yield finding("row-beyond-table", place, found=value, label=table.label)
                return


def _label(form: Form, code: str) -> str:
    if code in form.by_code:
        return form.by_code[code].label
    return next(text.label for text in form.texts if code in (text.code, text.choice_code))
