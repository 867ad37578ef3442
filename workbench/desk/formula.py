"""The formulas of the sheet: from text to a short program in postfix order. No eval, bounded work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MAX_FORMULA_CHARS = 500
MAX_DEPTH = 40
"""Brackets and signs inside one another; a deeper formula is called faulty."""

FUNCTIONS: dict[str, tuple[int, int]] = {
    "SUM": (1, 30),
    "AVERAGE": (1, 30),
    "MIN": (1, 30),
    "MAX": (1, 30),
    "COUNT": (1, 30),
    "COUNTA": (1, 30),
    "ROUND": (2, 2),
    "IF": (2, 3),
    "LEN": (1, 1),
    "ABS": (1, 1),
    "INT": (1, 1),
}
"""Each function with its fewest and most arguments."""

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last row and column that a reference may name. Source: Microsoft, Excel specifications and limits."""

_PRECEDENCE = {
    "=": 1,
    "<>": 1,
    "<": 1,
    ">": 1,
    "<=": 1,
    ">=": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
}
_FULL_WIDTH = str.maketrans("（），：＋－＊／＝＜＞％＆", "(),:+-*/=<>%&")
_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<text>"(?:[^"]|"")*")|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>\$?[A-Za-z]+\$?[0-9]*|[^\W\d]\w*)|(?P<op><>|<=|>=|[-+*/^&=<>%(),:])""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class FormulaFault(Exception):
    """A formula that cannot be worked out; ``code`` is what its cell shows."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


SYNTAX, NAME, REFERENCE = "#公式有误!", "#NAME?", "#REF!"


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells: columns from 0, rows from 1, both ends inside."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the program: push a value, a cell or an area, or work on what was pushed."""

    kind: Literal["value", "cell", "area", "binary", "sign", "percent", "call"]
    value: float | str | bool | Area | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula's program, and its text as Excel writes it (half-width marks, upper-case names)."""

    steps: tuple[Step, ...]
    text: str


def parse(text: str) -> Formula:
    """The formula of a cell whose text begins with ``=``. Raises FormulaFault."""
    if len(text) > MAX_FORMULA_CHARS:
        raise FormulaFault(SYNTAX)
    parser = _Parser(_tokens(text[1:]))
    parser.expression(1, 0)
    if parser.next is not None:
        raise FormulaFault(SYNTAX)
    return Formula(tuple(parser.steps), "=" + "".join(token for _, token in parser.tokens))


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at) or _TOKEN.match(text[at].translate(_FULL_WIDTH))
        if match is None or match.lastgroup is None:
            raise FormulaFault(SYNTAX)
        # A full-width mark is looked at alone, so its match begins at 0 and is one character long.
        at += len(match.group())
        if match.lastgroup != "space":
            found.append(
                (match.lastgroup, match.group().upper() if match.lastgroup == "name" else match.group())
            )
    return found


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.steps: list[Step] = []
        self._at = 0

    @property
    def next(self) -> str | None:
        return self.tokens[self._at][1] if self._at < len(self.tokens) else None

    def expression(self, least: int, depth: int) -> None:
        """Everything that binds at least as tightly as ``least``."""
        if depth > MAX_DEPTH:
            raise FormulaFault(SYNTAX)
        self._operand(depth)
        while (sign := self._operator()) is not None and _PRECEDENCE[sign] >= least:
            self._at += 1
            self.expression(_PRECEDENCE[sign] + 1, depth + 1)
            self.steps.append(Step("binary", sign))

    def _operator(self) -> str | None:
        if self._at >= len(self.tokens):
            return None
        kind, text = self.tokens[self._at]
        return text if kind == "op" and text in _PRECEDENCE else None

    def _operand(self, depth: int) -> None:
        # A sign binds tighter than every operator, as in Excel: -2^2 is 4.
        signs = []
        while self.next in ("+", "-"):
            signs.append(self.next)
            self._at += 1
        self._primary(depth)
        while self.next == "%":
            self._at += 1
            self.steps.append(Step("percent"))
        self.steps.extend(Step("sign") for sign in signs if sign == "-")

    def _primary(self, depth: int) -> None:
        if self._at >= len(self.tokens):
            raise FormulaFault(SYNTAX)
        kind, text = self.tokens[self._at]
        self._at += 1
        if kind == "number":
            self.steps.append(Step("value", float(text)))
        elif kind == "text":
            self.steps.append(Step("value", text[1:-1].replace('""', '"')))
        elif kind == "name":
            self._name(text, depth)
        elif text == "(":
            self.expression(1, depth + 1)
            self._expect(")")
        else:
            raise FormulaFault(SYNTAX)

    def _name(self, name: str, depth: int) -> None:
        if self.next == "(":
            self._call(name, depth)
        elif name in ("TRUE", "FALSE"):
            self.steps.append(Step("value", name == "TRUE"))
        else:
            self._reference(name)

    def _reference(self, name: str) -> None:
        column, row = _place(name)
        if self.next != ":":
            self.steps.append(Step("cell", Area(column, row, column, row)))
            return
        self._at += 1
        other = self.next
        if other is None:
            raise FormulaFault(SYNTAX)
        self._at += 1
        column2, row2 = _place(other)
        area = Area(min(column, column2), min(row, row2), max(column, column2), max(row, row2))
        self.steps.append(Step("area", area))

    def _call(self, name: str, depth: int) -> None:
        if name not in FUNCTIONS:
            raise FormulaFault(NAME)
        self._expect("(")
        count = 1
        self.expression(1, depth + 1)
        while self.next == ",":
            self._at += 1
            self.expression(1, depth + 1)
            count += 1
        self._expect(")")
        fewest, most = FUNCTIONS[name]
        if not fewest <= count <= most:
            raise FormulaFault(SYNTAX)
        self.steps.append(Step("call", name, count))

    def _expect(self, text: str) -> None:
        if self.next != text:
            raise FormulaFault(SYNTAX)
        self._at += 1


def _place(name: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(name)
    if match is None:
        raise FormulaFault(NAME)
    column, row = column_number(match[1]), int(match[2])
    if not (1 <= row <= MAX_ROW and column < MAX_COLUMN):
        raise FormulaFault(REFERENCE)
    return column, row


def column_number(letters: str) -> int:
    """The column of ``letters``, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
