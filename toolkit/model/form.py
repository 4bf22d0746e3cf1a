"""A form: what is asked, of whom, in which words, and what must hold between the answers.

Everything downstream (blank workbook, live checks, reader, Python checks, consolidated workbook, names in the prose) derives from
these records; see DESIGN section 4.1 for the sheets and columns that they are read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property
from string import ascii_letters
from typing import Any, TypeVar

from toolkit.messages import say
from toolkit.model.place import NOWHERE, Place

T = TypeVar("T")


class Type(Enum):
    """What kind of answer an input takes. A percent is held as a ratio: 0.7 prints as `70%`."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    YESNO = "yesno"

    @property
    def is_numeric(self) -> bool:
        """True where the answer is a number that can be computed with."""
        return self in (Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.PERCENT)


class Kind(Enum):
    """Stock (how many there are at the end) or flow (how many came within the period)."""

    STOCK = "stock"
    FLOW = "flow"


class Aggregate(Enum):
    """How an upper unit's figure comes from those below; an indicator with a formula needs none, it is recomputed."""

    SUM = "sum"
    MAX = "max"
    MIN = "min"
    COUNT = "count"
    NONE = "none"


class Relation(Enum):
    """`chia ra` (parts add up to the whole) or `trong đó` (each part at most the whole; parts may overlap)."""

    PARTITION = "partition"
    SUBSET = "subset"


class EnteredBy(Enum):
    """Who states it: the unit itself, or its parent as an assessment of it."""

    SELF = "self"
    PARENT = "parent"


ASSESSMENT, ASSESSED_UNIT = "tham_dinh", "don_vi"
"""What the level above states of the units below it, as a table: its code, and the column that says of which unit a row speaks."""


class Severity(Enum):
    """An error returns the workbook, a warning asks, a note tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """One figure or choice that a unit states, or that is computed from what it states."""

    code: str
    label: str
    label_en: str = ""
    unit_of_measure: str = ""
    section: str = ""
    """The heading that it stands under, in the words that are printed."""
    entered_at: tuple[str, ...] = ()
    """Kinds of unit (`xã`, `chi đoàn`) that fill it; empty means every unit that reports."""
    entered_by: EnteredBy = EnteredBy.SELF
    type: Type = Type.INTEGER
    kind: Kind = Kind.FLOW
    aggregate: Aggregate = Aggregate.SUM
    formula: str = ""
    """An Excel formula over codes, with its `=`; empty for an input."""
    formula_at: tuple[str, ...] = ()
    """Kinds of unit at which the formula computes it (from a table that only they hold), and that elsewhere is an input; empty means everywhere."""
    part_of: str = ""
    relation: Relation | None = None
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: str = ""
    formerly: tuple[str, ...] = ()
    """The codes that it had in older versions of the form."""
    note: str = ""
    """The definition, as staff read it beside the input."""
    prefill: str = ""
    """Of an assessment: the unit's own answer that the level above starts from."""
    evidence: tuple[str, ...] = ()
    """Of an assessment: the indicators of the round of reference whose figures the level above sees beside it."""
    place: Place = NOWHERE

    @property
    def is_counted(self) -> bool:
        """True where units answer yes or no, and the levels above hold how many said yes."""
        return self.type is Type.YESNO and self.aggregate is Aggregate.SUM

    @property
    def is_derived(self) -> bool:
        """True where it is computed at every level and never asked for."""
        return bool(self.formula) and not self.formula_at

    def is_derived_at(self, kind: str) -> bool:
        """True where a unit of that kind is not asked for it because it is computed from its other answers."""
        return bool(self.formula) and (not self.formula_at or kind in self.formula_at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a table."""

    code: str
    label: str
    label_en: str = ""
    type: Type = Type.TEXT
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: str = ""
    unit_of_measure: str = ""
    formerly: tuple[str, ...] = ()
    """The codes that it had in its table in older versions of the form."""
    note: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Repeating rows: people, models, awards. In a workbook a column's range is named `<table>.<column>`."""

    code: str
    label: str
    label_en: str = ""
    columns: tuple[Column, ...] = ()
    sheet: str = ""
    """The title of its sheet in workbooks; empty: its label, as far as Excel has room for it."""
    rows: int = 20
    """How many rows a blank has room for."""
    personal: bool = False
    """True where rows tell about persons: they are counted, and go no further than where they were typed."""
    entered_at: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    """The codes that it had in older versions of the form."""
    note: str = ""
    place: Place = NOWHERE

    def column(self, code: str) -> Column:
        """The column of that code; KeyError where there is none."""
        return {column.code: column for column in self.columns}[code]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A narrative answer; where it has `choices`, a coded answer named `<code>_ma` stands beside it."""

    code: str
    label: str
    label_en: str = ""
    required: bool = False
    max_length: int = 2000
    choices: str = ""
    formerly: tuple[str, ...] = ()
    """The codes that it had in older versions of the form."""
    note: str = ""
    place: Place = NOWHERE

    @property
    def choice_code(self) -> str:
        """The name of the coded answer beside it; empty where it has none."""
        return f"{self.code}_ma" if self.choices else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One answer of a list: the code that is kept, the label that staff pick."""

    code: str
    label: str
    label_en: str = ""
    formerly: tuple[str, ...] = ()
    """The labels that it had in older versions of the form: workbooks hold what was picked there."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A condition that must hold; where it does not, `message` tells the sender, in the rule's severity."""

    code: str
    severity: Severity
    formula: str
    message: str
    message_en: str = ""
    remedy: str = ""
    remedy_en: str = ""
    indicator: str = ""
    """Beside which input a workbook shows it."""
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of a programme, whole."""

    programme: str
    code: str
    version: str
    title: str
    title_en: str = ""
    number: str = ""
    """The form's number as papers print it (`Biểu số`)."""
    settings: tuple[tuple[str, str], ...] = ()
    """Further settings of the definition, as (name, value)."""
    indicators: tuple[Indicator, ...] = ()
    tables: tuple[Table, ...] = ()
    texts: tuple[Text, ...] = ()
    choices: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    rules: tuple[Rule, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    letters: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    """Where each column of the definition's sheets stands, by sheet and machine name."""

    def cell(self, place: Place, column: str) -> Place:
        """Of a row of the definition, which `place` stands in, the cell of that column; `place` itself where its sheet has no such column."""
        letter = self.letters.get((place.sheet, column))
        return place.at(cell=letter + place.cell.lstrip(ascii_letters)) if letter else place

    def recall(self, work_out: Callable[[Form, str], T], kind: str) -> T:
        """What a function works out of this form for a kind of unit: worked out once, though asked for with every submission."""
        key = work_out, kind
        if key not in self._recalled:
            self._recalled[key] = work_out(self, kind)
        known: T = self._recalled[key]
        return known

    @cached_property
    def _recalled(self) -> dict[object, Any]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        """The definition alone: what was worked out of it is worked out anew where it is sent."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        """The indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def choice_lists(self) -> dict[str, tuple[Choice, ...]]:
        """The lists of choices by name."""
        return dict(self.choices)

    @cached_property
    def table_by_code(self) -> dict[str, Table]:
        """The tables by code, the assessments among them."""
        return {table.code: table for table in (*self.tables, *((self.assessment,) if self.assessment else ()))}

    @cached_property
    def assessments(self) -> tuple[Indicator, ...]:
        """What the level above states of a unit, and what is derived from that."""
        return tuple(i for i in self.indicators if i.entered_by is EnteredBy.PARENT)

    @cached_property
    def assessment(self) -> Table | None:
        """What the level above types in, a row a unit; None where it types nothing."""
        columns = tuple(_as_column(each) for each in self.assessments if not each.formula)
        unit = Column(code=ASSESSED_UNIT, label=say("form-col-code", "vi"))
        return Table(code=ASSESSMENT, label=say("form-assessment", "vi"), columns=(unit, *columns)) if columns else None

    @cached_property
    def assessed(self) -> Form:
        """The form as the level above answers it about a unit: what that states itself is known, and no longer asked for."""
        known = (replace(i, required=False, minimum=None, maximum=None, part_of="", relation=None) for i in self.indicators)
        asked = {each.code: replace(each, entered_by=EnteredBy.SELF) for each in self.assessments}
        return replace(self, indicators=tuple(asked.get(each.code, each) for each in known), tables=(), texts=())

    @cached_property
    def counted(self) -> Form:
        """The form as the levels above hold it: of a yes or no, how many said yes."""
        return replace(self, indicators=tuple(replace(i, type=Type.INTEGER) if i.is_counted else i for i in self.indicators))

    @cached_property
    def text_by_code(self) -> dict[str, Text]:
        """The texts by code."""
        return {text.code: text for text in self.texts}

    @cached_property
    def accepts(self) -> tuple[str, ...]:
        """The older versions whose workbooks are still taken."""
        return tuple(part.strip() for part in self.setting.get("accepts", "").split(";") if part.strip())

    @cached_property
    def opening_stocks(self) -> frozenset[str]:
        """The indicators that tell what stands at the beginning of a period."""
        return frozenset(self.setting.get("opening_stocks", "").replace(";", " ").split())

    @cached_property
    def setting(self) -> dict[str, str]:
        """Further settings by name."""
        return dict(self.settings)

    def indicators_of(self, kind: str) -> tuple[Indicator, ...]:
        """What stands in the workbook of a unit of that kind: its inputs and what is derived from them, not its parent's assessments."""
        return self.recall(_indicators_of, kind)

    @cached_property
    def totals(self) -> tuple[Indicator, ...]:
        """What a consolidated workbook states: whatever is not computed at every level, and is no assessment."""
        return tuple(i for i in self.counted.indicators if i.entered_by is EnteredBy.SELF and not i.is_derived)

    def known_of(self, kind: str) -> tuple[Indicator, ...]:
        """What is known of a unit of that kind: what stands in its workbook, and what the level above states of it."""
        return tuple(i for i in self.indicators if not i.entered_at or kind in i.entered_at)

    def inputs_of(self, kind: str) -> tuple[Indicator, ...]:
        """What a unit of that kind is asked about itself."""
        return self.recall(_inputs_of, kind)

    def tables_of(self, kind: str) -> tuple[Table, ...]:
        """The tables that a unit of that kind fills."""
        return self.recall(_tables_of, kind)

    def names_of(self, kind: str) -> Iterator[str]:
        """The defined names that the workbook of a unit of that kind cannot do without: an answer's each, a table's columns' each."""
        yield from (each.code for each in self.inputs_of(kind))
        for text in self.texts:
            yield from filter(None, (text.code, text.choice_code))
        yield from (f"{table.code}.{column.code}" for table in self.tables_of(kind) for column in table.columns)

    def names(self) -> Iterator[str]:
        """The same of every kind of unit, with what is derived."""
        yield from (each.code for each in self.indicators if each.entered_by is EnteredBy.SELF)
        for text in self.texts:
            yield from filter(None, (text.code, text.choice_code))
        yield from (f"{table.code}.{column.code}" for table in self.tables for column in table.columns)

    @cached_property
    def formerly(self) -> Mapping[str, tuple[str, ...]]:
        """Of an answer, a table, a table's column: the names that older versions' workbooks give it; only what was called otherwise."""
        own: tuple[Indicator | Table | Text, ...] = (*self.indicators, *self.tables, *self.texts)
        found = {each.code: each.formerly for each in own}
        for text in self.texts:
            if text.choices:
                found[text.choice_code] = tuple(replace(text, code=code).choice_code for code in text.formerly)
        for table in self.tables:
            for column in table.columns:
                names = (f"{one}.{other}" for one in (table.code, *table.formerly) for other in (column.code, *column.formerly))
                found[f"{table.code}.{column.code}"] = tuple(names)[1:]
        return {name: former for name, former in found.items() if former}

    def parts_of(self, code: str, relation: Relation) -> tuple[Indicator, ...]:
        """The indicators that are parts of `code` in that relation, in order."""
        return tuple(i for i in self.indicators if i.part_of == code and i.relation is relation)

    def sections(self) -> Iterator[tuple[str, tuple[Indicator, ...]]]:
        """Headings with their indicators, in the order in which the definition first names them."""
        for heading in dict.fromkeys(i.section for i in self.indicators):
            yield heading, tuple(i for i in self.indicators if i.section == heading)


def _indicators_of(form: Form, kind: str) -> tuple[Indicator, ...]:
    return tuple(i for i in form.known_of(kind) if i.entered_by is EnteredBy.SELF)


def _inputs_of(form: Form, kind: str) -> tuple[Indicator, ...]:
    return tuple(i for i in form.indicators_of(kind) if not i.is_derived_at(kind))


def _tables_of(form: Form, kind: str) -> tuple[Table, ...]:
    return tuple(t for t in form.tables if not t.entered_at or kind in t.entered_at)


def _as_column(indicator: Indicator) -> Column:
    return Column(
        code=indicator.code,
        label=indicator.label,
        label_en=indicator.label_en,
        type=indicator.type,
        required=indicator.required,
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        choices=indicator.choices,
        unit_of_measure=indicator.unit_of_measure,
        note=indicator.note,
        place=indicator.place,
    )
