"""The panels draw on nothing, on one script and on a class."""

import pandas as pd
import pytest
from workbench_plugins.service.panels import PANELS

from workbench.api import SCORE_COLUMNS
from workbench.host import registry, samples


def frame_of(names):
    found = registry.load()
    task = found.tasks["service.pre-02"]
    rows = []
    for number, name in enumerate(names):
        sample = next(one for one in task.samples if one.name == name)
        for outcome in samples.run(found, task, sample).outcomes:
            row = dict.fromkeys(SCORE_COLUMNS, "")
            row |= {
                "attempt": f"t{number}",
                "code": f"K{number}",
                "line": outcome.line,
                "facts": dict(outcome.facts),
            }
            rows.append(row)
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


FRAMES = {
    "empty": lambda: pd.DataFrame(columns=list(SCORE_COLUMNS)),
    "blank": lambda: frame_of(["empty"]),
    "one": lambda: frame_of(["good"]),
    "class": lambda: frame_of(["good", "good-other-shop", "weak", "empty", "keywords", "giveaway"]),
}


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_panel_draws_on_any_frame(panel, frame):
    figure = panel.draw(panel.summarise(FRAMES[frame]()))
    assert figure.layout.xaxis.title.text


def test_the_funnel_counts_scripts_that_did_a_step():
    table = PANELS[0].summarise(FRAMES["class"]())
    row = table[(table["customer"] == "客户A") & (table["step"] == "跟进")].iloc[0]
    assert (row["done"], row["all"]) == (2, 6)


def test_the_curve_begins_at_the_list_price_and_shows_the_floor():
    table = PANELS[1].summarise(FRAMES["one"]())
    first = table[table["move"] == 0]
    assert set(first["percent"]) == {100.0}
    assert (table["percent"] >= table["floor"]).all()


def test_response_times_are_those_of_the_criterion():
    table = PANELS[2].summarise(FRAMES["one"]())
    assert len(table) == 2
    assert (table["first"] <= 30).all()
