"""The score frame laid out as forms, and the panel data made of it, against pandas' plain way."""

import numpy as np
import pandas as pd
import pytest
from exact import NAN, frame
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.statistics.panel_data import panel_data
from workbench.statistics.scores import tabulate

EXACT = 1e-9


def test_a_form_holds_its_own_scripts_and_lines():
    made = frame({"a": (1, 2), "b": (3,), "c": (4, NAN)}, task={"a": "seo-02", "b": "seo-01", "c": "seo-02"})
    scores = tabulate(made)
    one, two = scores.forms
    assert (one.task, two.task) == ("seo-02", "seo-01")
    assert scores.scripts["attempt"][one.scripts].tolist() == ["a", "c"]
    assert scores.lines["line"][two.lines].tolist() == ["1"]
    np.testing.assert_array_equal(one.points, [[1, 2], [4, np.nan]])
    np.testing.assert_array_equal(one.most, [[10, 10], [10, 10]])
    assert one.whole.tolist() == [True, False]


def test_a_total_is_known_when_every_line_is():
    scores = tabulate(frame({"a": (0.1, 0.2), "b": (3, NAN)}))
    assert scores.scripts["points"][0] == 0.3  # not 0.30000000000000004
    assert np.isnan(scores.scripts["points"][1])


def test_a_paper_that_lacks_a_line_is_not_whole():
    scores = tabulate(frame({"a": (1, 2), "b": (3,)}))
    assert scores.forms[0].whole.tolist() == [True, False]


@pytest.mark.parametrize("rows", [{}, {"a": (NAN,)}], ids=["empty", "open"])
def test_panel_data_of_nothing_is_empty_and_no_error(rows):
    found = panel_data(frame(rows), clauses={}, modules={})
    assert found.passed.value is None
    assert found.bands["n"].sum() == 0
    assert len(found.lines) == len(rows)
    assert len(found.clauses) == 0
    assert found.classes["n"].sum() == 0


papers = st.lists(
    st.tuples(
        st.sampled_from(["seo-01", "seo-02"]), st.sampled_from(["一班", "二班"]),
        st.lists(st.none() | st.integers(0, 2000).map(lambda cents: cents / 100), min_size=1, max_size=5),
    ),
    min_size=1, max_size=15,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(papers)
def test_panel_data_are_what_the_plain_way_gives(sitting):
    names = [f"s{at:02d}" for at in range(len(sitting))]
    made = frame(
        {
            name: [NAN if one is None else one for one in points]
            for name, (_, _, points) in zip(names, sitting, strict=True)
        },
        most=20.0,
        task={name: task for name, (task, _, _) in zip(names, sitting, strict=True)},
        class_name={name: group for name, (_, group, _) in zip(names, sitting, strict=True)},
    )
    found = panel_data(made, clauses={("seo-01", "1"): ["X"]}, modules={"seo": "企业网络推广"})
    plain = made.groupby(["task", "line"])["points"].mean() / 20
    for one in found.lines.itertuples():
        assert one.facility == pytest.approx(plain[one.task, one.line], abs=EXACT, nan_ok=True)
    lines = made.groupby("task")["line"].nunique()
    totals = made.groupby(["attempt", "task", "class_name"])["points"].agg(["sum", "count"]).reset_index()
    whole = totals[totals["count"] == totals["task"].map(lines)]
    assert found.passed.n == len(whole) == found.bands["n"].sum()
    if len(whole):
        assert found.passed.value == pytest.approx((whole["sum"].round(2) >= 60).mean(), abs=EXACT)
    for one in found.classes.itertuples():
        group = whole[whole["class_name"] == one.class_name]["sum"]
        assert one.module == "企业网络推广"
        assert one.mean == pytest.approx(group.mean(), abs=EXACT, nan_ok=True)
        assert one.spread == pytest.approx(group.std(), abs=1e-6, nan_ok=True)
    pd.testing.assert_series_equal(
        found.scores.scripts["attempt"], pd.Series(names, name="attempt", dtype="str"), check_names=False
    )
