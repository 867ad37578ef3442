from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from workbench.domain.rubric import Line
from workbench.domain.score import Finding, Outcome, points_of
from workbench.domain.total import total
from workbench.host import registry, replay, scoring
from workbench.host.paper import freeze
from workbench.host.variants import drawn_values, fill

FOUND = registry.load()


def scored(**criteria):
    """The outcomes of a paper whose lines use ``criteria``, by line id."""
    seo = FOUND.plugins["seo"]
    wide = registry.Registry({"seo": replace(seo, criteria={**seo.criteria, **criteria})}, ())
    task = FOUND.tasks["seo-02"]
    lines = tuple(
        Line(name, name, Decimal(10), "auto", "result", ("seo.req.3",), name, {}, Decimal(10))
        for name in criteria
    )
    paper = freeze(wide, replace(task, rubric=lines), 1, "A0001")
    return {one.line: one for one in scoring.score(wide, paper, replay.evidence(wide, paper, (), 0.0))}


def breaks(evidence):
    raise KeyError("states")


def waits(evidence):
    return Finding(None, "要人看")


def half(evidence):
    return Finding(0.5, "一半")


def lies(evidence):
    return 1.0


def test_a_criterion_that_fails_gives_neither_0_nor_full_and_stops_no_other() -> None:
    outcomes = scored(breaks=breaks, half=half, lies=lies, waits=waits)
    assert [(outcomes[name].status, outcomes[name].points) for name in ("breaks", "lies", "waits")] == [
        ("failed", None), ("failed", None), ("needs_examiner", None),
    ]  # fmt: skip
    assert outcomes["half"].points == Decimal("5.00")
    assert "KeyError" in outcomes["breaks"].reason


@pytest.mark.parametrize(
    ("share", "points", "earned"),
    [(1 / 3, 10, "3.33"), (0.125, 1, "0.13"), (0.665, 1, "0.67"), (1.0, 0.5, "0.50")],
)
def test_points_are_rounded_half_up_to_the_hundredth(share, points, earned) -> None:
    assert points_of(share, Decimal(str(points))) == Decimal(earned)


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_a_share_outside_0_to_1_is_no_finding(share) -> None:
    with pytest.raises(ValueError, match="share"):
        Finding(share, "x")


def test_a_total_keeps_open_lines_open_and_adds_the_parts_of_both() -> None:
    lines = (
        Line("1", "自动", Decimal(40), "auto", "process", ("c",), "x", {}, Decimal(40)),
        Line("2", "合评", Decimal(40), "both", "result", ("c",), "x", {}, Decimal(10)),
        Line("3", "出错", Decimal(20), "auto", "result", ("c",), "x", {}, Decimal(20)),
    )
    outcomes = {
        "1": Outcome("1", "x", "scored", Decimal("30.5"), Decimal(40), "r"),
        "2": Outcome("2", "x", "scored", Decimal(10), Decimal(10), "r"),
        "3": Outcome("3", "x", "failed", None, Decimal(20), "r"),
    }
    before = total(lines, outcomes, {})
    assert (before.points, before.open_lines, before.passed) == (Decimal("40.50"), 2, None)
    after = total(lines, outcomes, {"2": Decimal(20), "3": Decimal(0)})
    assert (after.points, after.process, after.result, after.passed) == (
        Decimal("60.50"), Decimal("30.50"), Decimal("30.00"), True,
    )  # fmt: skip


def test_drawn_values_lie_in_their_range_and_repeat_with_their_seed() -> None:
    table = {"n": {"int": [3, 5]}, "word": {"choice": ["甲", "乙"]}}
    seen = [drawn_values(table, "t", seed) for seed in range(200)]
    assert {value["n"] for value in seen} == {3, 4, 5}
    assert {value["word"] for value in seen} == {"甲", "乙"}
    assert drawn_values(table, "t", 7) == drawn_values(table, "t", 7)


def test_only_plain_drawn_values_are_filled_into_a_text() -> None:
    assert fill("预算 {budget} 元，{other}", {"budget": 120, "rows": []}) == "预算 120 元，{other}"
