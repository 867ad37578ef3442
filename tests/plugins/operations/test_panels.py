"""The panels on empty, one-row and full frames, made of real outcomes."""

import dataclasses

import pandas as pd
import pytest
from workbench_plugins.operations.panels import BLANK, PANELS, prices, vouchers

from workbench.api import SCORE_COLUMNS
from workbench.host import samples

TASK = "operations-06"


def frame_of(loaded, runs):
    rows = []
    for number, (name, seed) in enumerate(runs):
        task = loaded.tasks[TASK]
        sample = next(one for one in task.samples if one.name == name)
        for outcome in samples.run(loaded, task, dataclasses.replace(sample, seed=seed)).outcomes:
            line = task.line(outcome.line)
            points = float("nan") if outcome.points is None else float(outcome.points)
            row = {
                "attempt": f"a{number}", "code": f"C{number}", "class_name": "网营1", "task": TASK, "plugin": "operations",
                "seed": seed, "line": line.id, "title": line.title, "kind": line.kind, "by": line.by,
                "max_points": float(line.points), "points": points, "status": outcome.status, "seconds": 3000.0,
                "facts": dict(outcome.facts),
            }  # fmt: skip
            rows.append(row)
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
@pytest.mark.parametrize(
    "runs",
    [
        [],
        [("empty", 1)],
        [("good", 1)],
        [("weak", 1)],
        [("good", 1), ("weak", 2), ("constants", 3), ("dump", 4)],
    ],
    ids=len,
)
def test_a_panel_draws_on_any_frame(panel, runs, loaded):
    figure = panel.draw(panel.summarise(frame_of(loaded, runs)))
    assert figure.to_json()
    assert panel.question.endswith("？")


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_an_empty_panel_says_that_there_is_nothing_yet(panel, loaded):
    figure = panel.draw(panel.summarise(frame_of(loaded, [])))
    assert figure.layout.annotations[-1].text == BLANK


def test_missing_facts_are_left_out():
    frame = pd.DataFrame([dict.fromkeys(SCORE_COLUMNS, None)])
    assert vouchers(frame).empty
    assert prices(frame).empty


def test_the_bars_say_which_voucher_went_wrong_and_how(loaded):
    table = vouchers(frame_of(loaded, [("weak", 1), ("good", 2)]))
    found = {
        (row.name_, row.status): row.share for row in table.rename(columns={"name": "name_"}).itertuples()
    }
    assert found["退货运费险", "missing"] == 0.5
    assert found["平台技术服务费", "base"] == 0.5
    assert found["平台账单汇总", "extra"] == 0.5
    assert all(0 < share <= 1 for share in found.values())
    assert ("进货单", "ok") not in found


def test_everything_right_shows_no_bars(loaded):
    assert vouchers(frame_of(loaded, [("good", 1)])).empty


def test_the_best_price_lies_at_a_hundred_percent(loaded):
    table = prices(frame_of(loaded, [("good", 1), ("good", 2)]))
    assert table["price"].tolist() == [100, 100]
    assert table["net"].tolist() == [100, 100]
    assert "净利" in table["shown"].iloc[0]
