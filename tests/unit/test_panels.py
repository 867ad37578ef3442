"""The score panels on small frames, full and empty."""

import pandas as pd
import pytest

from workbench.domain.panel import SCORE_COLUMNS
from workbench.panels import READY, facility, per_line, totals, working_time


def frame(rows):
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


def row(attempt, line, points, most=10.0, status="scored"):
    kind, by = "result", "auto"
    return (
        attempt,
        f"C{attempt}",
        "一班",
        "seo-02",
        "seo",
        1,
        line,
        f"第{line}项",
        kind,
        by,
        most,
        points,
        status,
        1800.0,
        {},
    )


@pytest.fixture
def sitting():
    marks = {"a": (9, 8), "b": (5, 6), "c": (1, 2), "d": (7, float("nan"))}
    rows = [
        row(attempt, line, points)
        for attempt, both in marks.items()
        for line, points in zip("12", both, strict=True)
    ]
    return frame(rows)


def test_only_papers_that_are_wholly_decided_have_a_total(sitting):
    assert dict(totals(sitting).itertuples(index=False)) == {"a": 17, "b": 11, "c": 3}


def test_a_lines_share_is_its_mean_over_what_is_decided(sitting):
    table = per_line(sitting).set_index("line")
    assert table.loc["1", "share"] == pytest.approx(55)
    assert table.loc["2", "share"] == pytest.approx(160 / 3)


def test_a_line_that_follows_the_rest_discriminates(sitting):
    table = facility(sitting).set_index("line")
    assert table.loc["1", "discrimination"] > 0.9
    assert table.loc["1", "facility"] == pytest.approx(0.5)


def test_working_time_is_in_minutes(sitting):
    assert set(working_time(sitting)["minutes"]) == {30}


@pytest.mark.parametrize("panel", READY, ids=lambda panel: panel.id)
@pytest.mark.parametrize(
    "rows", [[], [row("a", "1", float("nan"))], [row("a", "1", 5.0), row("a", "2", 5.0)]]
)
def test_a_panel_draws_whatever_there_is(panel, rows):
    figure = panel.draw(
        panel.summarise(frame(rows).astype({"points": float, "max_points": float, "seconds": float}))
    )
    assert figure.to_dict()["layout"]


@pytest.mark.parametrize("panel", READY, ids=lambda panel: panel.id)
def test_a_panel_says_what_it_answers_and_how_to_read_it(panel, sitting):
    assert panel.question.endswith("？")
    assert len(panel.reading) > 20
    assert panel.draw(panel.summarise(sitting)).to_dict()["data"]
