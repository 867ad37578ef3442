from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.domain.rubric import Line
from workbench.domain.score import Outcome
from workbench.domain.total import total

D = Decimal


def line(name, points, auto):
    by = "auto" if auto == points else "examiner" if auto == 0 else "both"
    use = None if by == "examiner" else "x"
    return Line(name, name, D(points), by, "result", (), use=use, auto_points=D(auto))


RUBRIC = (line("auto", 40, 40), line("both", 40, 30), line("hand", 20, 0))
OUTCOMES = {
    "auto": Outcome("auto", "x", "scored", D("12.34"), D(40), "因为"),
    "both": Outcome("both", "x", "scored", D(20), D(30), "因为"),
}
MARKS = {"both": D(5), "hand": D("7.25")}


def test_an_upheld_appeal_stands_in_the_place_of_machine_and_examiner() -> None:
    before = total(RUBRIC, OUTCOMES, MARKS)
    after = total(RUBRIC, OUTCOMES, MARKS, upheld={"auto": D(30), "both": D(36)})
    assert (before.points, after.points) == (D("44.59"), D("73.25"))
    assert (before.passed, after.passed) == (False, True)
    assert [one.points for one in after.lines] == [D(30), D(36), D("7.25")]


def test_the_machines_points_and_the_examiners_are_kept_beside_what_was_upheld() -> None:
    auto, both, _ = total(RUBRIC, OUTCOMES, MARKS, upheld={"auto": D(30), "both": D(36)}).lines
    assert (auto.machine, auto.judged, auto.upheld) == (D("12.34"), None, D(30))
    assert (both.machine, both.judged, both.upheld) == (D(20), D(5), D(36))


@pytest.mark.parametrize("upheld", [D(0), D(15)])
def test_an_upheld_line_is_not_open_even_where_the_machine_failed(upheld) -> None:
    failed = {"auto": Outcome("auto", "x", "failed", None, D(40), "出错"), "both": OUTCOMES["both"]}
    assert total(RUBRIC, failed, MARKS).open_lines == 1
    done = total(RUBRIC, failed, MARKS, upheld={"auto": upheld})
    assert (done.open_lines, done.lines[0].points) == (0, upheld)


def test_an_ordinary_mark_never_touches_what_the_machine_scored() -> None:
    assert total(RUBRIC, OUTCOMES, {**MARKS, "auto": D(40)}).points == D("44.59")
