"""What is wrong with a report template, before any round: figures, tables and texts that no form of the programme has, with their lines.

Rendering finds one mistake at a time and only on the way that the data take; this reads the whole template.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import TemplateSyntaxError, nodes

from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form
from toolkit.model.place import Place
from toolkit.narrate.filters import filter_names
from toolkit.narrate.ink import clean_source
from toolkit.narrate.template import sandbox

_FIGURES, _FILTERS = "so_lieu", "|"
_BY_CODE = ("xep_hang", "dat_tu", "chua_dat", "bieu_do")
"""Filters whose first word is an indicator's code."""


def lint_template(source_name: str, source: str, forms: Iterable[Form]) -> tuple[Finding, ...]:
    """Every figure, table, text and filter that the template names and nothing has; or the one place where it cannot be read."""
    place = Place(file=source_name)
    try:
        tree = sandbox({}).parse(clean_source(source))
    except TemplateSyntaxError as problem:
        return (finding("template-syntax", place.at(cell=str(problem.lineno)), line=problem.lineno, found=problem.message),)
    known = {**_known(tuple(forms)), _FILTERS: filter_names()}
    return tuple(
        finding("template-name", place.at(cell=str(line)), line=line, found=name, nearest=_nearest(name, known[shelf]))
        for line, shelf, name in sorted(set(_named(tree, frozenset(known))))
        if name not in known[shelf]
    )


def _known(forms: tuple[Form, ...]) -> Mapping[str, tuple[str, ...]]:
    return {
        _FIGURES: tuple(code for form in forms for code in form.by_code),
        "bang": tuple(code for form in forms for code in form.table_by_code),
        "thuyet_minh": tuple(code for form in forms for code in form.text_by_code),
    }


def _named(tree: nodes.Template, shelves: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """(line, what it is looked up in, the name) for everything that is named by code, and for every filter."""
    for node in tree.find_all(nodes.Getattr):
        if _shelf(node.node) in shelves:
            yield node.lineno, _shelf(node.node), node.attr
    for each in tree.find_all(nodes.Filter):
        yield each.lineno, _FILTERS, each.name
        code = each.args[0] if each.args and each.name in _BY_CODE else None
        if isinstance(code, nodes.Const) and isinstance(code.value, str):
            yield each.lineno, _FIGURES, code.value


def _shelf(node: nodes.Node) -> str:
    """`so_lieu` of a bare name as of `don_vi.so_lieu`."""
    return node.name if isinstance(node, nodes.Name) else node.attr if isinstance(node, nodes.Getattr) else ""


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(name, tuple(known), n=1, cutoff=0.0)), "–")
