"""How each function of the closed list computes. Which there are, and what each takes, stands in `signature`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from toolkit.formula import arithmetic
from toolkit.formula.coerce import as_cell, to_number, to_text, to_truth
from toolkit.formula.criteria import Criterion, parse_criterion
from toolkit.formula.order import is_countable
from toolkit.model.value import BAD_VALUE, BLANK, DIV0, Absent, Failure, Number, Value, is_given


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument, evaluated. In cells that are referred to, Excel passes over what is no number; what is computed must be one."""

    values: tuple[Value, ...]
    is_reference: bool = False

    @property
    def value(self) -> Value:
        """The value of an argument that has one."""
        return self.values[0]


Compute: TypeAlias = Callable[[Sequence[Argument]], Value]


class _Fail(Exception):
    """Carries a failure out of a computation, to where it becomes the value."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def _failing(compute: Compute) -> Compute:
    def guarded(arguments: Sequence[Argument]) -> Value:
        try:
            return compute(arguments)
        except _Fail as stop:
            return stop.failure

    return guarded


def _or_fail(value: Number | Failure) -> Number:
    if isinstance(value, Failure):
        raise _Fail(value)
    return value


def _number(argument: Argument) -> Number:
    return _or_fail(to_number(argument.value))


def _text(argument: Argument) -> str:
    text = to_text(argument.value)
    if isinstance(text, Failure):
        raise _Fail(text)
    return text


# the numbers in a list of values


def _numbers(arguments: Iterable[Argument]) -> Iterator[Number]:
    """What SUM, MIN, MAX and AVERAGE go through; a failure among it travels."""
    for argument in arguments:
        for value in argument.values:
            if isinstance(value, Failure):
                raise _Fail(value)
            if is_countable(value) or (is_given(value) and not argument.is_reference):
                yield _or_fail(to_number(value))


def _total(numbers: Iterable[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total = _or_fail(arithmetic.add(total, number))
    return total


def _sum(arguments: Sequence[Argument]) -> Value:
    return _total(_numbers(arguments))


def _least(arguments: Sequence[Argument]) -> Value:
    return min(_numbers(arguments), default=0)


def _greatest(arguments: Sequence[Argument]) -> Value:
    return max(_numbers(arguments), default=0)


def _average(arguments: Sequence[Argument]) -> Value:
    numbers = tuple(_numbers(arguments))
    return arithmetic.divide(_total(numbers), len(numbers)) if numbers else DIV0


def _count(arguments: Sequence[Argument]) -> Value:
    def counts(argument: Argument, value: Value) -> bool:
        if argument.is_reference:
            return is_countable(value)
        return is_given(value) and not isinstance(to_number(value), Failure)

    return sum(counts(argument, value) for argument in arguments for value in argument.values)


def _count_stated(arguments: Sequence[Argument]) -> Value:
    return sum(as_cell(value) is not BLANK for argument in arguments for value in argument.values)


def _count_blank(arguments: Sequence[Argument]) -> Value:
    return sum(as_cell(value) is BLANK for value in arguments[0].values)


# rows chosen by criteria


def _met(pairs: Sequence[Argument]) -> Iterator[bool]:
    """Row by row, whether each criterion is met by the range before it."""
    ranges = [each.values for each in pairs[::2]]
    tests = [_criterion(each.value) for each in pairs[1::2]]
    return (all(test.is_met(cells[row]) for cells, test in zip(ranges, tests, strict=True)) for row in range(len(ranges[0])))


def _criterion(value: Value) -> Criterion:
    if isinstance(value, Failure):
        raise _Fail(value)
    return parse_criterion("" if isinstance(value, Absent) else value)


def _count_met(arguments: Sequence[Argument]) -> Value:
    return sum(_met(arguments))


def _sum_met(numbers: Argument, pairs: Sequence[Argument]) -> Value:
    chosen = tuple(value for value, met in zip(numbers.values, _met(pairs), strict=True) if met)
    return _total(_numbers([Argument(chosen, True)]))


def _sumif(arguments: Sequence[Argument]) -> Value:
    return _sum_met(arguments[-1] if len(arguments) == 3 else arguments[0], arguments[:2])


def _sumifs(arguments: Sequence[Argument]) -> Value:
    return _sum_met(arguments[0], arguments[1:])


# numbers


def _round(way: str, arguments: Sequence[Argument]) -> Value:
    return arithmetic.rounded(_number(arguments[0]), _number(arguments[1]), way)


def _int(arguments: Sequence[Argument]) -> Value:
    return arithmetic.floor(_number(arguments[0]))


def _abs(arguments: Sequence[Argument]) -> Value:
    number = _number(arguments[0])
    return -number if number < 0 else number


def _mod(arguments: Sequence[Argument]) -> Value:
    return arithmetic.remainder(_number(arguments[0]), _number(arguments[1]))


# conditions


def _truths(arguments: Sequence[Argument]) -> Iterator[bool]:
    """The conditions; a text in a cell that is referred to is passed over, and where nothing is left there is no answer."""
    left = [each for each in arguments if not (each.is_reference and isinstance(each.value, str))]
    if not left:
        raise _Fail(BAD_VALUE)
    for each in left:
        truth = to_truth(each.value)
        if isinstance(truth, Failure):
            raise _Fail(truth)
        yield truth


def _and(arguments: Sequence[Argument]) -> Value:
    return all(tuple(_truths(arguments)))


def _or(arguments: Sequence[Argument]) -> Value:
    return any(tuple(_truths(arguments)))


def _not(arguments: Sequence[Argument]) -> Value:
    truth = to_truth(arguments[0].value)
    return truth if isinstance(truth, Failure) else not truth


def _is_blank(arguments: Sequence[Argument]) -> Value:
    return arguments[0].is_reference and as_cell(arguments[0].value) is BLANK


def _is_number(arguments: Sequence[Argument]) -> Value:
    return is_countable(arguments[0].value)


def _is_text(arguments: Sequence[Argument]) -> Value:
    argument = arguments[0]
    return isinstance(as_cell(argument.value) if argument.is_reference else argument.value, str)


# texts


def _len(arguments: Sequence[Argument]) -> Value:
    return len(_text(arguments[0]).encode("utf-16-le")) // 2


def _trim(arguments: Sequence[Argument]) -> Value:
    return " ".join(word for word in _text(arguments[0]).split(" ") if word)


def _how_many(arguments: Sequence[Argument]) -> int:
    number = int(_number(arguments[1])) if len(arguments) == 2 else 1
    if number < 0:
        raise _Fail(BAD_VALUE)
    return number


def _left(arguments: Sequence[Argument]) -> Value:
    return _text(arguments[0])[: _how_many(arguments)]


def _right(arguments: Sequence[Argument]) -> Value:
    text = _text(arguments[0])
    return text[max(0, len(text) - _how_many(arguments)) :]


def _upper(arguments: Sequence[Argument]) -> Value:
    return _text(arguments[0]).upper()


def _lower(arguments: Sequence[Argument]) -> Value:
    return _text(arguments[0]).lower()


def _exact(arguments: Sequence[Argument]) -> Value:
    return _text(arguments[0]) == _text(arguments[1])


_COMPUTED: Mapping[str, Compute] = MappingProxyType(
    {
        "SUM": _sum,
        "COUNT": _count,
        "COUNTA": _count_stated,
        "COUNTBLANK": _count_blank,
        "COUNTIF": _count_met,
        "COUNTIFS": _count_met,
        "SUMIF": _sumif,
        "SUMIFS": _sumifs,
        "MIN": _least,
        "MAX": _greatest,
        "AVERAGE": _average,
        "ROUND": partial(_round, arithmetic.HALF_AWAY),
        "ROUNDUP": partial(_round, arithmetic.AWAY),
        "ROUNDDOWN": partial(_round, arithmetic.TOWARDS_ZERO),
        "INT": _int,
        "ABS": _abs,
        "MOD": _mod,
        "AND": _and,
        "OR": _or,
        "NOT": _not,
        "ISBLANK": _is_blank,
        "ISNUMBER": _is_number,
        "ISTEXT": _is_text,
        "LEN": _len,
        "TRIM": _trim,
        "LEFT": _left,
        "RIGHT": _right,
        "UPPER": _upper,
        "LOWER": _lower,
        "EXACT": _exact,
    }
)

FUNCTIONS: Mapping[str, Compute] = MappingProxyType({name: _failing(compute) for name, compute in _COMPUTED.items()})
"""By name. IF and IFERROR are not here: which of their arguments is evaluated at all is the evaluator's affair."""
