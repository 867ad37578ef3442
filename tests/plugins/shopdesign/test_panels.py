"""The plugin's panels draw on nothing, on one paper and on a class."""

import pandas as pd
import pytest
from workbench_plugins.shopdesign.panels import PANELS, contrasts, failing_specs

from workbench.api import SCORE_COLUMNS


def frame(papers: int) -> pd.DataFrame:
    rows = []
    for at in range(papers):
        whole = dict.fromkeys(SCORE_COLUMNS, "") | {"attempt": f"a{at}", "points": 1.0, "max_points": 8.0}
        specs = {"02 已导出": True, "02 格式": at % 2 == 0, "03 已导出": False}
        rows.append({**whole, "line": "1", "facts": specs})
        rows.append({**whole, "line": "5", "facts": {"对比度 1": 1.5 + at, "对比度 2": 21.0}})
        rows.append({**whole, "line": "4", "facts": {}})
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


@pytest.mark.parametrize("papers", [0, 1, 30])
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_a_panel_draws(panel, papers) -> None:
    figure = panel.draw(panel.summarise(frame(papers)))
    assert figure.to_json()


def test_the_share_of_those_who_failed_is_counted_for_each_requirement() -> None:
    table = failing_specs(frame(4)).set_index(["picture", "spec"])["failing"]
    assert table["02", "格式"] == 0.5
    assert table["02", "已导出"] == 0
    assert table["03", "已导出"] == 1


def test_every_text_falls_into_one_class_of_contrast() -> None:
    table = contrasts(frame(3))
    assert table["texts"].sum() == 6
    assert table.iloc[-1]["texts"] == 3
