"""What a formula's operators and functions do to values, as Excel does it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

MAX_TEXT_CHARS = 2_000
"""The longest text that a formula may make."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,4})?%?")
_NUMBER_CHARS = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """An error value; ``code`` is the text that the cell shows."""

    code: str


VALUE, DIVIDED, NUMBER = Fault("#VALUE!"), Fault("#DIV/0!"), Fault("#NUM!")

Value = float | str | bool | Fault | None
"""What a cell holds; None is an empty cell."""

Block = tuple[Value, ...]
"""The cells of an area, in reading order."""


def typed(text: str) -> Value:
    """What a cell holds that is no formula: a number where it reads as one (``1,200``, ``12.5%``)."""
    text = text.strip()
    if not text:
        return None
    number = _read_number(unicodedata.normalize("NFKC", text)) if len(text) <= _NUMBER_CHARS else None
    return text if number is None else number


def _read_number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text) or not any(char.isdigit() for char in text):
        return None
    try:
        number = float(text.rstrip("%").replace(",", ""))
    except ValueError:
        return None
    number = number / 100 if text.endswith("%") else number
    return number if math.isfinite(number) else None


def shown(value: Value) -> str:
    """The text of a computed cell: numbers with up to 15 significant digits, TRUE and FALSE, error codes."""
    if value is None:
        return "0"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        tidy = float(f"{value:.15g}")
        return str(int(tidy)) if tidy.is_integer() and abs(tidy) < 1e15 else repr(tidy)  # noqa: PLR2004  Excel's digits
    return value.code if isinstance(value, Fault) else value


def binary(sign: str, left: Value | Block, right: Value | Block) -> Value:
    """``left sign right``; an error on either side is the answer, an area has no single value."""
    for side in (left, right):
        if isinstance(side, Fault):
            return side
    if isinstance(left, tuple) or isinstance(right, tuple):
        return VALUE
    if sign == "&":
        joined = _as_text(left) + _as_text(right)
        return joined if len(joined) <= MAX_TEXT_CHARS else VALUE
    if sign in _COMPARE:
        return _COMPARE[sign](*_comparable(left, right))
    return calculated(sign, as_number(left), as_number(right))


def calculated(sign: str, left: float | Fault, right: float | Fault) -> Value:
    """Arithmetic on two numbers; what overflows or has no real value is #NUM!."""
    if isinstance(left, Fault):
        return left
    if isinstance(right, Fault):
        return right
    try:
        result = _ARITHMETIC[sign](left, right)
    except ZeroDivisionError:
        return DIVIDED
    except OverflowError:
        return NUMBER
    is_real = isinstance(result, float) and math.isfinite(result)
    return result if is_real else NUMBER


def _power(left: float, right: float) -> float | None:
    result = None if left == right == 0 else left**right
    return result if isinstance(result, float) else None  # a root of a negative number is complex


_ARITHMETIC: Mapping[str, Callable[[float, float], float | None]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
}

_Key = tuple[int, float | str]
_COMPARE: Mapping[str, Callable[[_Key, _Key], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def _comparable(left: Value, right: Value) -> tuple[_Key, _Key]:
    # Excel's order: numbers, then texts without regard to case, then FALSE and TRUE; an empty cell
    # takes the kind of the other side.
    return _key(left, right), _key(right, left)


def _key(value: Value, other: Value) -> _Key:
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    if isinstance(value, bool):
        return 2, float(value)
    return (0, value) if isinstance(value, float) else (1, str(value).casefold())


def as_number(value: Value | Block) -> float | Fault:
    """``value`` as arithmetic takes it: empty is 0, TRUE is 1, a text that reads as a number is one."""
    if isinstance(value, str):
        value = typed(value)
    if isinstance(value, Fault):
        return value
    return VALUE if isinstance(value, str | tuple) else float(value or 0)


def _as_text(value: Value) -> str:
    return "" if value is None else shown(value)


def call(name: str, arguments: Sequence[Value | Block]) -> Value:
    """The value of a function. IF looks only at the branch it takes, COUNT and COUNTA at no error."""
    return _CALLS[name](arguments)


def _numbers(arguments: Sequence[Value | Block]) -> list[float] | Fault:
    # In an area only real numbers count; an argument by itself is read as a number or is an error.
    found: list[float] = []
    for argument in arguments:
        for value in argument if isinstance(argument, tuple) else (as_number(argument),):
            if isinstance(value, Fault):
                return value
            if isinstance(value, float):
                found.append(value)
    return found


def _total(arguments: Sequence[Value | Block]) -> Value:
    found = _numbers(arguments)
    return found if isinstance(found, Fault) else _finite(_sum(found))


def _average(arguments: Sequence[Value | Block]) -> Value:
    found = _numbers(arguments)
    if isinstance(found, Fault):
        return found
    return _finite(_sum(found) / len(found)) if found else DIVIDED


def _sum(numbers: Sequence[float]) -> float:
    try:
        return math.fsum(numbers)
    except OverflowError:
        return math.inf


def _extreme(choose: Callable[[Sequence[float]], float]) -> Callable[[Sequence[Value | Block]], Value]:
    def chosen(arguments: Sequence[Value | Block]) -> Value:
        found = _numbers(arguments)
        return found if isinstance(found, Fault) else choose(found) if found else 0.0

    return chosen


def _count(arguments: Sequence[Value | Block]) -> Value:
    cells = [cell for part in arguments for cell in (part if isinstance(part, tuple) else (part,))]
    return float(sum(isinstance(cell, float) for cell in cells))


def _count_filled(arguments: Sequence[Value | Block]) -> Value:
    cells = [cell for part in arguments for cell in (part if isinstance(part, tuple) else (part,))]
    return float(sum(cell is not None for cell in cells))


def _round(arguments: Sequence[Value | Block]) -> Value:
    number, digits = as_number(arguments[0]), as_number(arguments[1])
    if isinstance(number, Fault):
        return number
    if isinstance(digits, Fault):
        return digits
    return rounded(number, max(-20, min(20, int(digits))))


def rounded(number: float, digits: int) -> float:
    """``number`` to ``digits`` places, half away from zero, as Excel's ROUND does it."""
    with localcontext() as context:
        context.prec = 400
        return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _if(arguments: Sequence[Value | Block]) -> Value:
    test = arguments[0]
    truth = test if isinstance(test, bool) else as_number(test)
    if isinstance(truth, Fault):
        return truth
    branch = arguments[1] if truth else arguments[2] if len(arguments) > 2 else False  # noqa: PLR2004  IF's third
    return VALUE if isinstance(branch, tuple) else branch


def _length(arguments: Sequence[Value | Block]) -> Value:
    value = arguments[0]
    if isinstance(value, tuple):
        return VALUE
    return value if isinstance(value, Fault) else float(len(_as_text(value)))


def _one(work: Callable[[float], float]) -> Callable[[Sequence[Value | Block]], Value]:
    def worked(arguments: Sequence[Value | Block]) -> Value:
        number = as_number(arguments[0])
        return number if isinstance(number, Fault) else float(work(number))

    return worked


def _finite(number: float) -> Value:
    return number if math.isfinite(number) else NUMBER


_CALLS: Mapping[str, Callable[[Sequence[Value | Block]], Value]] = {
    "SUM": _total,
    "AVERAGE": _average,
    "MIN": _extreme(min),
    "MAX": _extreme(max),
    "COUNT": _count,
    "COUNTA": _count_filled,
    "ROUND": _round,
    "IF": _if,
    "LEN": _length,
    "ABS": _one(abs),
    "INT": _one(math.floor),
}
