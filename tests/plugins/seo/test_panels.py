"""The plugin's score panels: on nothing, on one script, and on a class of both tasks."""

import pandas as pd
import pytest
from workbench_plugins.seo.panels import PANELS, bid_distance, density_errors, problems_missed

from workbench.api import SCORE_COLUMNS
from workbench.host import registry, samples


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


def frame(loaded, *wanted):
    """The score frame of samples, as the host makes it."""
    rows = []
    for number, (task_id, name) in enumerate(wanted):
        task = loaded.tasks[task_id]
        sample = next(sample for sample in task.samples if sample.name == name)
        for one in samples.run(loaded, task, sample).outcomes:
            line = task.line(one.line)
            points = None if one.points is None else float(one.points)
            rows.append((
                f"a{number}", f"C{number:03}", "网营1", task_id, "seo", sample.seed, one.line, line.title, line.kind,
                line.by, float(line.points), points, one.status, 3000.0, dict(one.facts),
            ))  # fmt: skip
    made = pd.DataFrame(rows, columns=list(SCORE_COLUMNS))
    return made.astype({"max_points": "float64", "points": "float64", "seconds": "float64"})


@pytest.fixture(scope="module")
def whole(loaded):
    names = (("seo-02", "good"), ("seo-02", "weak"), ("seo-02", "empty"))
    return frame(loaded, *names, ("seo-05", "good"), ("seo-05", "hostile-dump"), ("seo-05", "empty"))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_a_panel_draws_nothing_one_script_and_a_class(panel, whole):
    one = whole[whole["attempt"] == "a3"]
    for scores in (whole.iloc[:0], one, one.iloc[:1], whole):
        figure = panel.draw(panel.summarise(scores))
        assert figure.to_dict()["layout"]["height"] == 380
    assert panel.question
    assert panel.reading


def test_bid_plans_are_set_against_the_yardstick(whole):
    table = bid_distance(whole).set_index("code")
    assert list(table.index) == ["C003", "C004", "C005"]
    assert table.loc["C003", "share"] > 70
    assert table.loc["C005", "share"] == 0
    assert table.loc["C003", "runs"] == 2
    assert table.loc["C003", "points"] == pytest.approx(76, abs=2)


def test_missed_problems_are_counted_for_each_kind(whole):
    table = problems_missed(whole[whole["attempt"].isin(["a0", "a2"])])
    # the good script missed none, the empty one all: half of every kind
    assert (table["share"] == 50).all()
    assert table["planted"].sum() == 2 * table["missed"].sum() > 10


def test_density_errors_are_those_of_filled_pages(whole):
    table = density_errors(whole).set_index("code")
    assert table.loc["C000", "error"] < 0.1
    assert table.loc["C000", "filled"] == 5
    assert table.loc["C001", "error"] > 0.2
    assert "C002" not in table.index
