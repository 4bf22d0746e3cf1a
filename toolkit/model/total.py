"""Several units' values as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit.model.form import Aggregate
from toolkit.model.value import BLANK, NO_DATA, Failure, Number, Value, is_number


def aggregate(how: Aggregate, parts: Sequence[Value]) -> Value:
    """The sum, maximum or minimum of parts; a failure among them travels. Counts are summed; what has no aggregate has no whole.

    Blanks and "no data" are skipped; of nothing else it is "no data" where a part says so, else blank.
    """
    failures = [value for value in parts if isinstance(value, Failure)]
    if failures:
        return min(failures, key=str)
    numbers = [value for value in parts if is_number(value)]
    if not numbers or how is Aggregate.NONE:
        return NO_DATA if NO_DATA in parts else BLANK
    return _EXTREME.get(how, _sum)(numbers)


def _sum(numbers: Sequence[Number]) -> Number:
    return sum(numbers)


_EXTREME: Mapping[Aggregate, Callable[[Sequence[Number]], Number]] = {Aggregate.MAX: max, Aggregate.MIN: min}
