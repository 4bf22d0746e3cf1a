"""Names in formulas: which are known, which are not, and in which order formulas that name each other are computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from toolkit.formula.error import FormulaError
from toolkit.formula.parse import nearest
from toolkit.formula.tree import Children, ColumnNode, Name, Node, references, walk
from toolkit.model.form import Form


def known_names(form: Form) -> frozenset[str]:
    """Every name that a formula of the form may use: indicators, texts, their coded answers, and `table.column`."""
    coded = {text.choice_code for text in form.texts if text.choice_code}
    columns = {f"{table.code}.{column.code}" for table in form.tables for column in table.columns}
    return frozenset({*form.by_code, *form.text_by_code, *coded, *columns})


def unknown_names(node: Node, known: Collection[str]) -> tuple[FormulaError, ...]:
    """A `formula-unknown-name` for each reference that is not among the known ones, with its position and the nearest known name.

    `known` holds codes and `table.column`; of `target.code` and its like the code must be known.
    """
    return tuple(
        _unknown(each, known) for each in walk(node) if isinstance(each, (Name, ColumnNode, Children)) and _asked(each) not in known
    )


def _asked(node: Name | ColumnNode | Children) -> str:
    return node.text if isinstance(node, ColumnNode) else node.code


def _unknown(node: Name | ColumnNode | Children, known: Collection[str]) -> FormulaError:
    if isinstance(node, ColumnNode):
        return FormulaError("formula-unknown-name", node.at, node.text, nearest(node.text, known))
    prefix = node.text.removesuffix(node.code)
    return FormulaError(
        "formula-unknown-name", node.at, node.text, prefix + nearest(node.code, [each for each in known if "." not in each])
    )


def in_order(formulas: Mapping[str, Node]) -> tuple[str, ...]:
    """The codes of the formulas, each after those that it names; `graphlib.CycleError` where they go in a circle."""
    return tuple(_sorter(formulas).static_order())


def find_cycle(formulas: Mapping[str, Node]) -> tuple[str, ...]:
    """Codes of which each is computed from the one before, the first from the last; empty where nothing goes in a circle."""
    try:
        _sorter(formulas).prepare()
    except CycleError as error:
        return tuple(error.args[1][:-1])
    return ()


def _sorter(formulas: Mapping[str, Node]) -> TopologicalSorter[str]:
    return TopologicalSorter({code: sorted(references(node).codes & formulas.keys()) for code, node in formulas.items()})
