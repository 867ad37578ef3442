"""The panels on empty, small and full frames."""

import pandas as pd
import pytest
from workbench_plugins.copywriting.panels import PANELS, banned_by_kind, by_every_rule, measured

from workbench.api import SCORE_COLUMNS
from workbench.host import samples


def frame(loaded, names):
    task = loaded.tasks["copywriting-01"]
    rows = []
    for number, name in enumerate(names):
        sample = next(one for one in task.samples if one.name == name)
        for one in samples.run(loaded, task, sample).outcomes:
            line = task.line(one.line)
            points = None if one.points is None else float(one.points)
            rows.append(
                (f"a{number}", f"C{number}", "一班", task.id, "copywriting", 1, one.line, line.title, line.kind, line.by,
                 float(line.points), points, one.status, 1800.0, dict(one.facts))
            )  # fmt: skip
    types = {"points": float, "max_points": float, "seconds": float}
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS)).astype(types)


@pytest.mark.parametrize(
    "names", [[], ["empty"], ["good"], ["good", "weak", "empty", "padding", "hidden-banned"]]
)
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_a_panel_draws_whatever_there_is(loaded, panel, names):
    figure = panel.draw(panel.summarise(frame(loaded, names)))
    assert figure.to_dict()["layout"]


def test_every_copy_that_was_written_is_a_point(loaded):
    table = measured(frame(loaded, ["good", "weak", "empty", "hidden-banned"]))
    assert table["code"].tolist() == ["C0", "C1", "C3"]
    assert table["covered"].tolist()[0] == 3
    assert table["hard_sell"].tolist()[2] > 10


def test_banned_words_are_counted_by_kind_and_hidden_ones_apart(loaded):
    table = banned_by_kind(frame(loaded, ["good", "hidden-banned"])).set_index("kind")
    assert table.loc["绝对化用语", "copies"] == 1
    assert table.loc["其中拆写、变形的", "words"] >= 4


def test_the_rules_are_counted_over_the_whole_class(loaded):
    table = by_every_rule(frame(loaded, ["good", "weak"]))
    assert len(table) == 6
    assert table["length"].tolist()[0] == int(measured(frame(loaded, ["good"]))["length"].iloc[0])


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_a_panel_says_what_it_answers_and_how_to_read_it(panel):
    assert panel.question.endswith("？")
    assert len(panel.reading) > 20
