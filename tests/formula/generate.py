"""Formulas made by chance, always the same ones: what staff and designers might write, and what goes wrong in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from tests.formula.scopes import Given
from toolkit.formula import Node, parse
from toolkit.formula.tree import Binary, Call, Name, NumberNode, Percent, TextNode, Unary
from toolkit.model.value import BLANK, DIV0, NO_DATA, Value

NUMBERS: tuple[Value, ...] = (
    *(0, 1, 2, 3, 5, 7, 10, 12, -1, -2, -7, 30, 100, 193, 7243, 7338, -4500),
    *(999999999999999, 123456789012345, -100000000000001, 500000000000000),
    *(
        Decimal(text)
        for text in ("0.5", "1.5", "2.5", "-2.5", "-0.5", "0.125", "-0.125", "1.005", "2.675", "1234.5678", "0.7", "1.013", "-3.75")
    ),
)
TEXTS: tuple[Value, ...] = (
    "Kinh",
    "kinh",
    "Tày",
    "H'Mông",
    "nam",
    "nữ",
    "12",
    " 7 ",
    "-3",
    "abc",
    "Đoàn  xã ",
    "a*b",
    "50 hội viên",
    "x",
)
ABSENT: tuple[Value, ...] = (BLANK, BLANK, NO_DATA)
RARE: tuple[Value, ...] = (DIV0, date(2020, 11, 30), date(2020, 3, 26))
YES_NO: tuple[Value, ...] = (True, False)

SCALARS: dict[str, Value] = {
    **{f"so_{at}": value for at, value in enumerate(NUMBERS)},
    **{f"target.chu_{at}": value for at, value in enumerate(TEXTS)},
    **{f"previous.trong_{at}": value for at, value in enumerate(ABSENT)},
    **{f"khac_{at}": value for at, value in enumerate(RARE)},
    **{f"plan.co_{at}": value for at, value in enumerate(YES_NO)},
}
COLUMNS: dict[str, tuple[Value, ...]] = {
    "bang.so": (3, BLANK, Decimal("2.5"), -4, NO_DATA, 0, 12, "đủ", BLANK),
    "bang.chu": ("Kinh", "Tày", BLANK, "kinh", NO_DATA, "H'Mông", "Đoàn xã", "nam", BLANK),
    "bang.tron": (1, "x", BLANK, 12, NO_DATA, Decimal("0.5"), date(2020, 11, 30), "Kinh", BLANK),
    "bang.trong": (BLANK,) * 9,
}
CHILDREN: dict[str, tuple[Value, ...]] = {
    "diem": (80, 65, BLANK, Decimal("72.5"), NO_DATA, 100),
    "loai": ("tốt", "khá", BLANK, "Tốt", NO_DATA, "trung bình"),
}
SCOPE = Given(SCALARS, COLUMNS, CHILDREN)

CRITERIA = (
    "Kinh",
    "<>Kinh",
    "k*",
    "<>*a*",
    ">=3",
    "<0.5",
    "<>0",
    "=12",
    "<>",
    "??nh",
    ">0",
    ">h",
    "<=Tày",
    "tốt",
    "<=50%",
    "H'M?ng",
    "nobody",
)


def formulas(how_many: int, seed: int) -> list[Node]:
    """So many different formulas."""
    random = Random(seed)
    found: dict[Node, None] = {}
    while len(found) < how_many:
        kind = random.choice((_number, _number, _condition, _condition, _text))
        found.setdefault(kind(random, random.randint(1, 4)))
    return list(found)


def _name(random: Random, kinds: str) -> Name:
    """A name that holds something of those kinds: `s` numbers, `t` texts, `b` nothing, `r` failures and dates, `y` yes and no."""
    prefix = {"s": "so_", "t": "target.chu_", "b": "previous.trong_", "r": "khac_", "y": "plan.co_"}[random.choice(kinds)]
    name = parse(random.choice([each for each in SCALARS if each.startswith(prefix)]))
    assert isinstance(name, Name)
    return name


def _literal(random: Random) -> Node:
    value = random.choice([*(abs(each) for each in NUMBERS if isinstance(each, (int, Decimal))), 0, 1, 2, 100])
    return NumberNode(value)


def _column(random: Random) -> Node:
    return parse(f"SUM({random.choice([*COLUMNS, *(f'children.{code}' for code in CHILDREN)])})").arguments[0]  # type: ignore[union-attr]


def _number(random: Random, depth: int) -> Node:
    if depth <= 0:
        return random.choice((lambda: _literal(random), lambda: _name(random, "sssssssssttbr")))()
    make = random.choice(
        (_operation, _operation, _operation, _signed, _rounding, _listed, _chosen, _counted, _called, _length, _rescued)
    )
    return make(random, depth - 1)


def _operation(random: Random, depth: int) -> Node:
    operator = random.choice("++--**//^")
    if operator == "^":
        return Binary("^", _number(random, 0), random.choice((NumberNode(2), NumberNode(3), _name(random, "b"))))
    return Binary(operator, _number(random, depth), _number(random, depth))


def _signed(random: Random, depth: int) -> Node:
    return Percent(_number(random, depth)) if random.random() < 0.4 else Unary("-", _number(random, depth))


def _rounding(random: Random, depth: int) -> Node:
    decimals: Node = NumberNode(random.choice((0, 0, 1, 2, 3)))
    if random.random() < 0.3:
        decimals = Unary("-", NumberNode(random.choice((1, 2))))
    return Call(random.choice(("ROUND", "ROUND", "ROUNDUP", "ROUNDDOWN")), (_number(random, depth), decimals))


def _listed(random: Random, depth: int) -> Node:
    makers = (lambda: _column(random), lambda: _name(random, "sssttbbr"), lambda: _number(random, depth))
    arguments = tuple(random.choice(makers)() for _ in range(random.randint(1, 3)))
    # LibreOffice lets IFERROR hand on the cell itself, Excel does not: kept apart, in the list of differences
    arguments = tuple(Unary("-", each) if isinstance(each, Call) and each.function == "IFERROR" else each for each in arguments)
    return Call(random.choice(("SUM", "SUM", "COUNT", "COUNTA", "MIN", "MAX", "AVERAGE")), arguments)


def _chosen(random: Random, depth: int) -> Node:
    branches = tuple(_number(random, depth) for _ in range(2))
    return Call("IF", (_condition(random, depth), *branches))


def _rescued(random: Random, depth: int) -> Node:
    return Call("IFERROR", (_number(random, depth), _number(random, depth)))


def _called(random: Random, depth: int) -> Node:
    if random.random() < 0.4:
        return Call("MOD", (_name(random, "s"), NumberNode(random.choice((2, 3, 7, 10, 0)))))
    return Call(random.choice(("INT", "ABS")), (_number(random, depth),))


def _length(random: Random, depth: int) -> Node:
    return Call("LEN", (_text(random, depth),))


def _counted(random: Random, depth: int) -> Node:
    del depth
    table = random.choice(("bang", "children"))
    names = [f"children.{code}" for code in CHILDREN] if table == "children" else list(COLUMNS)
    first, second, third = (parse(f"SUM({random.choice(names)})").arguments[0] for _ in range(3))  # type: ignore[union-attr]
    one, other = _criterion(random), _criterion(random)
    return random.choice(
        (
            Call("COUNTIF", (first, one)),
            Call("COUNTIFS", (first, one, second, other)),
            Call("SUMIF", (first, one)),
            Call("SUMIF", (first, one, second)),
            Call("SUMIFS", (third, first, one, second, other)),
            *((Call("COUNTBLANK", (first,)),) if table == "children" else ()),
        )
    )


def _criterion(random: Random) -> Node:
    if random.random() < 0.15:
        return _name(random, "st")
    return random.choice((TextNode(random.choice(CRITERIA)), NumberNode(random.choice((0, 3, 12, Decimal("2.5"))))))


def _text(random: Random, depth: int) -> Node:
    if depth <= 0:
        return random.choice((TextNode(str(random.choice(TEXTS))), _name(random, "tttb")))
    inner = _text(random, depth - 1)
    return random.choice(
        (
            Binary("&", inner, random.choice((_name(random, "s"), NumberNode(7), TextNode(" xã")))),
            Call(random.choice(("TRIM", "UPPER", "LOWER")), (inner,)),
            Call(random.choice(("LEFT", "RIGHT")), (inner, NumberNode(random.randint(0, 4)))),
            Call("IF", (_condition(random, depth - 1), inner, TextNode("khác"))),
        )
    )


def _condition(random: Random, depth: int) -> Node:
    if depth <= 0:
        return _name(random, "y") if random.random() < 0.2 else _comparison(random, 0)
    make = random.choice((_comparison, _comparison, _comparison, _joined, _looked, _same))
    return make(random, depth - 1)


def _comparison(random: Random, depth: int) -> Node:
    operator = random.choice(("=", "<>", "<", "<=", ">", ">="))
    kind = random.random()
    if kind < 0.7:
        return Binary(operator, _number(random, depth), _number(random, depth))
    if kind < 0.85:
        return Binary(random.choice(("=", "<>")), _text(random, depth), _text(random, depth))
    if kind < 0.93:
        return Binary(operator, _text(random, depth), _number(random, depth))
    return Binary(operator, _text(random, depth), _text(random, depth))


def _joined(random: Random, depth: int) -> Node:
    if random.random() < 0.2:
        return Call("NOT", (_condition(random, depth),))
    return Call(random.choice(("AND", "OR")), tuple(_condition(random, depth) for _ in range(random.randint(1, 3))))


def _looked(random: Random, depth: int) -> Node:
    argument = random.choice((_name(random, "stbbr"), _number(random, depth)))
    return Call(random.choice(("ISBLANK", "ISBLANK", "ISNUMBER", "ISTEXT")), (argument,))


def _same(random: Random, depth: int) -> Node:
    return Call("EXACT", (_text(random, depth), _text(random, depth)))
