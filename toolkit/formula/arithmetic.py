"""Exact arithmetic with Excel's results.

Excel computes with binary doubles and hides their last digits. Here integers stay integers and everything else is `Decimal` with 50
digits; a result that must be cut (a third) is cut beyond what Excel holds, and what only that cutting causes is taken back, as Excel
does: `1/3*3` equals 1, and a difference that is nothing but such dust is 0.
"""

from __future__ import annotations

from decimal import (
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from toolkit.model.value import BAD_NUMBER, DIV0, Failure, Number

_WORKING = Context(prec=50, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
_SEEN = Context(prec=25, rounding=ROUND_HALF_EVEN)
_GIVEN = Context(prec=28, rounding=ROUND_HALF_EVEN)
_WIDE = Context(prec=700)
_DUST = Decimal("1E-24")
_LARGEST = Decimal("1.7976931348623157E+308")
_MOST_DECIMALS = 60
_SURELY = 10**300
"""Whole numbers below are no question: comparing them with a decimal takes longer than all the rest."""

HALF_AWAY, AWAY, TOWARDS_ZERO = ROUND_HALF_UP, ROUND_UP, ROUND_DOWN


def bounded(number: Number) -> Number | Failure:
    """The number, whole ones as `int`; `#NUM!` where Excel has no such number."""
    if isinstance(number, int) and -_SURELY < number < _SURELY:
        return number
    if not -_LARGEST <= number <= _LARGEST:
        return BAD_NUMBER
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number


def given(number: Number) -> Number:
    """A result as it is handed out: 28 digits at most, whole ones as `int`."""
    if isinstance(number, int):
        return number
    cut = _GIVEN.plus(number)
    return int(cut) if cut == cut.to_integral_value() else cut.normalize(_GIVEN)


def _seen(number: Number) -> Number:
    """The number without what only cutting has caused."""
    return number if isinstance(number, int) else _SEEN.plus(number)


def add(left: Number, right: Number) -> Number | Failure:
    """The sum."""
    if isinstance(left, int) and isinstance(right, int):
        return bounded(left + right)
    total = _WORKING.add(Decimal(left), Decimal(right))
    return 0 if abs(total) <= _WORKING.multiply(abs(Decimal(left)), _DUST) else bounded(total)


def subtract(left: Number, right: Number) -> Number | Failure:
    """The difference."""
    return add(left, -right)


def multiply(left: Number, right: Number) -> Number | Failure:
    """The product."""
    if isinstance(left, int) and isinstance(right, int):
        return bounded(left * right)
    return bounded(_WORKING.multiply(Decimal(left), Decimal(right)))


def divide(left: Number, right: Number) -> Number | Failure:
    """The quotient; `#DIV/0!` by zero."""
    return DIV0 if right == 0 else bounded(_WORKING.divide(Decimal(left), Decimal(right)))


def power(base: Number, exponent: Number) -> Number | Failure:
    """The power; `#NUM!` for 0^0 and for a root of a negative number, `#DIV/0!` for a negative power of 0, as Excel has it."""
    if base == 0:
        return BAD_NUMBER if exponent == 0 else DIV0 if exponent < 0 else 0
    if base < 0 and exponent != int(exponent):
        return BAD_NUMBER
    try:
        return bounded(_WORKING.power(Decimal(base), Decimal(exponent)))
    except (Overflow, InvalidOperation):
        return BAD_NUMBER


def compare(left: Number, right: Number) -> int:
    """Negative, 0 or positive, as left is less, equal or greater."""
    first, second = _seen(left), _seen(right)
    return (first > second) - (first < second)


def rounded(number: Number, decimals: Number, way: str) -> Number | Failure:
    """The number with so many decimals (negative: tens, hundreds), the rest dealt with in that way."""
    places = max(-400, int(decimals))
    if places > _MOST_DECIMALS or (isinstance(number, int) and places >= 0):
        return number
    return bounded(Decimal(_seen(number)).quantize(Decimal(1).scaleb(-places), way, _WIDE))


def floor(number: Number) -> int:
    """The greatest whole number that is not above it."""
    return int(Decimal(_seen(number)).to_integral_value(ROUND_FLOOR))


def remainder(number: Number, divisor: Number) -> Number | Failure:
    """`number - divisor * INT(number / divisor)`: it has the divisor's sign; `#DIV/0!` for 0."""
    if isinstance(number, int) and isinstance(divisor, int) and divisor != 0:
        return number % divisor
    quotient = divide(number, divisor)
    if isinstance(quotient, Failure):
        return quotient
    times = multiply(divisor, floor(quotient))
    return times if isinstance(times, Failure) else subtract(number, times)
