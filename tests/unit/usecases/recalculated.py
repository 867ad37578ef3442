"""A workbook's formulas worked out anew from its typed cells, by Excel's rules as far as the grade book needs them."""

from __future__ import annotations

import re
from statistics import mean

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*")|(?:(?P<sheet>'(?:[^']|'')*'|[^\s'"!(),=<>*/+]+)!)?(?P<cells>\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)(?![A-Z(])"""
)


class Recalculation:
    def __init__(self, book: Workbook) -> None:
        self.book = book

    def value(self, sheet: str, cell: str) -> object:
        found = self.book[sheet][cell]
        if found.data_type != "f":
            return found.value
        return self._worked_out(sheet, str(found.value)[1:])

    def _worked_out(self, sheet: str, formula: str) -> object:
        if formula.startswith("IF(") and formula.endswith(")"):
            wanted, yes, no = _arguments(formula[3:-1])
            return self._worked_out(sheet, yes if self._worked_out(sheet, wanted) else no)
        cells: list[list[object]] = []

        def put(found: re.Match[str]) -> str:
            if found["text"]:
                return found["text"]
            other = (found["sheet"] or sheet).strip("'").replace("''", "'")
            cells.append(self._cells(other, found["cells"].replace("$", "")))
            return f"c[{len(cells) - 1}]" if ":" in found["cells"] else f"c[{len(cells) - 1}][0]"

        code = re.sub(r"(?<![<>])=", "==", _REFERENCE.sub(put, formula))
        return eval(code, {"__builtins__": {}}, {"c": cells, **FUNCTIONS})

    def _cells(self, sheet: str, cells: str) -> list[object]:
        left, top, right, bottom = range_boundaries(cells)
        page = self.book[sheet]
        return [
            self.value(sheet, page.cell(row, column).coordinate)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def _arguments(text: str) -> list[str]:
    parts, depth, quoted = [""], 0, False
    for char in text:
        quoted ^= char == '"'
        depth += (char == "(") - (char == ")") if not quoted else 0
        if char == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _numbers(cells: list[object]) -> list[float]:
    return [float(cell) for cell in cells if isinstance(cell, int | float)]


FUNCTIONS = {
    "SUM": lambda cells: sum(_numbers(cells)),
    "COUNT": lambda cells: len(_numbers(cells)),
    "COUNTA": lambda cells: sum(cell is not None for cell in cells),
    "COUNTIF": lambda cells, wanted: sum(cell == wanted for cell in cells),
    "AVERAGE": lambda cells: mean(_numbers(cells)),
    "MAX": lambda cells: max(_numbers(cells)),
    "MIN": lambda cells: min(_numbers(cells)),
    "RANK": lambda value, cells: 1 + sum(one > value for one in _numbers(cells)),
    "SUMPRODUCT": lambda one, other: sum(
        a * b
        for a, b in zip(one, other, strict=True)
        if isinstance(a, int | float) and isinstance(b, int | float)
    ),
}
