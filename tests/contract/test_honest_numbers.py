"""Numbers of an honest class are nobody's copy, however wrong they are; those of a copied table are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.host import registry as plugins
from workbench.host.paper import freeze
from workbench.usecases.likening.finding import LEAST_ANSWERS, Compared, Given, flags
from workbench.usecases.likening.work import SHEET, worked_numbers

REGISTRY = plugins.load(None)
WITH_TABLES = sorted(
    task.id for task in REGISTRY.tasks.values() if any(made.tool == SHEET for made in task.deliverables)
)
UNTOLD = ("copywriting-01", "service.pre-02")
"""Their tables hold words, or a handful of prices."""

STUDENTS = 6


def script(name: str, variant: str, numbers: frozenset[Decimal], answers: frozenset[Decimal]) -> Compared:
    return Compared(name, variant, {}, (), numbers, answers)


@pytest.mark.parametrize("task_id", WITH_TABLES)
def test_wrong_numbers_are_no_copy_and_another_students_table_is(task_id) -> None:
    task = REGISTRY.tasks[task_id]
    seeds = [seed * 7919 for seed in range(1, STUDENTS + 1)]
    worked = [worked_numbers(REGISTRY, freeze(REGISTRY, task, seed, "A0001")) for seed in seeds]
    known = [numbers for numbers in worked if numbers and len(numbers) >= LEAST_ANSWERS]
    if task_id in UNTOLD:
        assert not known
        return
    # What no table holds: every number of "wrong" and of "copy" is wrong for them.
    none = frozenset(Decimal(f"987654.{digits}") for digits in range(321, 321 + LEAST_ANSWERS))
    for at, numbers in enumerate(known):
        others = [script(f"v{one}", f"v{one}", kept, kept) for one, kept in enumerate(known) if one != at]
        assert flags([*others, script("wrong", "wrong", numbers, none)], Given()).found == ()
    everybody = [script(f"v{one}", f"v{one}", kept, kept) for one, kept in enumerate(known)]
    found = flags([*everybody, script("copy", "copy", known[0], none)], Given()).found
    assert [(one.first, one.second) for one in found] == [("copy", "v0")]
