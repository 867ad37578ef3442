"""The score panels on empty, small and whole frames."""

import pandas as pd
import pytest
from workbench_plugins.newmedia.panels import PANELS, chosen, mistaken

from workbench.api import SCORE_COLUMNS


def frame(*rows):
    blank = dict.fromkeys(SCORE_COLUMNS, "")
    return pd.DataFrame(
        [{**blank, "attempt": attempt, "line": line, "facts": facts} for attempt, line, facts in rows],
        columns=list(SCORE_COLUMNS),
    )


WHOLE = frame(
    ("a", "1", {"err.end_as_base": 5, "err.lost_of_new": 2}),
    ("a", "4", {"hour": "按合计", "topic": "按率", "err.sum_as_best": 1}),
    ("b", "1", {"err.end_as_base": 1}),
    ("b", "4", {"hour": "按率", "topic": "按率"}),
    ("c", "1", {}),
    ("c", "4", {"hour": "未填", "topic": "其他"}),
    ("d", "5", None),
)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
@pytest.mark.parametrize(
    "scores", [frame(), frame(("a", "1", {})), frame(("a", "4", {"hour": "按率"})), WHOLE]
)
def test_a_panel_draws_whatever_there_is(panel, scores):
    figure = panel.draw(panel.summarise(scores))
    assert figure.layout.height
    assert panel.question
    assert panel.reading


def test_mistakes_are_counted_by_script_and_named(sit):
    table = mistaken(WHOLE)
    assert table.iloc[0].tolist() == ["分母用了期末累计", 2, 6]
    assert list(table["scripts"]) == [2, 1, 1]


def test_choices_are_counted_for_both_questions():
    table = chosen(WHOLE).set_index(["question", "choice"])["scripts"]
    assert table["最佳推送时段", "按合计"] == 1
    assert table["转发率最高的主题", "按率"] == 2
    assert table.sum() == 6


def test_an_empty_panel_says_so():
    for panel in PANELS:
        figure = panel.draw(panel.summarise(frame()))
        assert figure.layout.annotations[0].text
