"""Trees of units, drawn by indentation, and ragged ones that hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from toolkit.model.unit import Tree, Unit


def tree(drawing: str) -> Tree:
    """The tree of a drawing: a unit a line, `code kind` (`chi_đoàn`), two spaces deeper than its parent.

    `+` behind it says that it reports though others stand below it, `-` that it does not though none does, `exempt` that it need not.
    """
    units: list[Unit] = []
    above: list[str] = []
    for line in filter(str.strip, drawing.splitlines()):
        code, kind, *marks = (word.replace("_", " ") for word in line.split())
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [code]
        units.append(
            Unit(
                code=code,
                name=f"{kind} {code}",
                kind=kind,
                parent=above[depth - 1] if depth else "",
                reports=True if "+" in marks else False if "-" in marks else None,
                exempt="thiên tai" if "exempt" in marks else "",
            )
        )
    return Tree(tuple(units))


@st.composite
def ragged_trees(draw: st.DrawFn, most: int = 12) -> Tree:
    """Any tree: leaves at any depth, inner units that report too, some exempt."""
    count = draw(st.integers(1, most))
    units = [Unit(code="00", name="Đơn vị 00", kind="tỉnh", reports=draw(st.sampled_from((None, True))))]
    for number in range(1, count):
        parent = draw(st.sampled_from(units))
        reports = draw(st.sampled_from((None, None, True, False)))
        exempt = draw(st.sampled_from(("", "", "", "mới thành lập")))
        units.append(
            Unit(code=f"{number:02}", name=f"Đơn vị {number:02}", kind="xã", parent=parent.code, reports=reports, exempt=exempt)
        )
    return Tree(tuple(units))


def subtree(whole: Tree, code: str) -> Tree:
    """The unit and all below it, as a tree of its own."""
    return Tree(tuple(replace(unit, parent="" if unit.code == code else unit.parent) for unit in whole.below(code)))
