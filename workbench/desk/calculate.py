"""The values of a sheet: its formulas worked out in the order that they need one another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbench.desk.arithmetic import Block, Fault, Value, as_number, binary, calculated, call, typed
from workbench.desk.formula import Area, Formula, FormulaFault, parse

MAX_WORK = 300_000
"""Cells read, formula characters and characters made, in one sheet; about a quarter of a second.

What lies beyond shows #太复杂!; 200 rows that each sum 200 cells need 43,000.
"""

CIRCULAR, TOO_MUCH = Fault("#循环!"), Fault("#太复杂!")

Place = tuple[int, int]
"""Column from 0, row from 1. Row 1 holds the column heads, so data begin in row 2."""


def is_formula(text: str) -> bool:
    """Whether a cell's text is a formula: it begins with ``=`` and says something after it."""
    return len(text) > 1 and text[0] in "=＝"


def values(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[Value]]:
    """The value of every cell of ``rows``, in their shape. Never raises for a formula: a fault is a value."""
    sheet = _Sheet(columns, rows)
    sheet.work_out()
    return [
        [sheet.cells.get((column, row + 2)) for column in range(len(columns))] for row in range(len(rows))
    ]


@dataclass(slots=True)
class _Sheet:
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    cells: dict[Place, Value] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    work: int = 0

    def work_out(self) -> None:
        for column, head in enumerate(self.columns):
            self.cells[column, 1] = typed(head)
        for at, row in enumerate(self.rows):
            for column, text in enumerate(row):
                self._take((column, at + 2), text)
        for place in self._in_order():
            self.cells[place] = self._value(self.formulas[place])

    def _take(self, place: Place, text: str) -> None:
        if not is_formula(text):
            self.cells[place] = typed(text)
            return
        if not self._can_afford(len(text)):
            self.cells[place] = TOO_MUCH
            return
        try:
            self.formulas[place] = parse(text)
        except FormulaFault as fault:
            self.cells[place] = Fault(fault.code)

    def _can_afford(self, cost: int) -> bool:
        self.work += cost
        return self.work <= MAX_WORK

    def _in_order(self) -> Iterator[Place]:
        # Kahn's algorithm: a formula is ready when all formulas that it reads are done. Those that are
        # never ready stand in a circle or read from one.
        waits: dict[Place, int] = {}
        readers: dict[Place, list[Place]] = {}
        for place, formula in list(self.formulas.items()):
            needs = self._needs(formula)
            if needs is None:
                self.cells[place] = TOO_MUCH
                continue
            waits[place] = len(needs)
            for need in needs:
                readers.setdefault(need, []).append(place)
        done = [place for place in self.formulas if place not in waits]
        ready = deque([place for place, count in waits.items() if count == 0])
        for place in waits:
            self.cells[place] = CIRCULAR
        yield from self._released(waits, readers, done, ready)

    @staticmethod
    def _released(
        waits: dict[Place, int], readers: dict[Place, list[Place]], done: list[Place], ready: deque[Place]
    ) -> Iterator[Place]:
        queue = deque((place, False) for place in done)
        queue.extend((place, True) for place in ready)
        while queue:
            place, is_to_work_out = queue.popleft()
            if is_to_work_out:
                yield place
            for reader in readers.get(place, ()):
                waits[reader] -= 1
                if waits[reader] == 0:
                    queue.append((reader, True))

    def _needs(self, formula: Formula) -> set[Place] | None:
        found: set[Place] = set()
        for step in formula.steps:
            if isinstance(step.value, Area):
                if not self._can_afford(self._size(step.value)):
                    return None
                found.update(place for place in self._places(step.value) if place in self.formulas)
        return found

    def _size(self, area: Area) -> int:
        rows = min(area.bottom, len(self.rows) + 1) - area.top + 1
        columns = min(area.right, len(self.columns) - 1) - area.left + 1
        return max(rows, 0) * max(columns, 0)

    def _places(self, area: Area) -> Iterator[Place]:
        # Beyond the sheet every cell is empty, so a huge area costs no more than the sheet itself.
        for row in range(area.top, min(area.bottom, len(self.rows) + 1) + 1):
            for column in range(area.left, min(area.right, len(self.columns) - 1) + 1):
                yield column, row

    def _value(self, formula: Formula) -> Value:
        stack: list[Value | Block] = []
        for step in formula.steps:
            match step.kind:
                case "cell" if isinstance(step.value, Area):
                    stack.append(self.cells.get((step.value.left, step.value.top)))
                case "area" if isinstance(step.value, Area):
                    stack.append(tuple(self.cells.get(place) for place in self._places(step.value)))
                case "binary":
                    right, left = stack.pop(), stack.pop()
                    stack.append(binary(str(step.value), left, right))
                case "sign":
                    stack.append(calculated("*", as_number(stack.pop()), -1.0))
                case "percent":
                    stack.append(calculated("/", as_number(stack.pop()), 100.0))
                case "call":
                    arguments = stack[-step.count :]
                    del stack[-step.count :]
                    stack.append(call(str(step.value), arguments))
                case _:
                    stack.append(step.value if not isinstance(step.value, Area) else None)
            if isinstance(stack[-1], str) and not self._can_afford(len(stack[-1])):
                return TOO_MUCH
        result = stack.pop()
        return Fault("#VALUE!") if isinstance(result, tuple) else result
