"""Facility and discrimination on tables small enough to work out by hand, to 1e-9."""

import math

import numpy as np
import pytest
from exact import NAN, fractions, frame, mean, pearson
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.statistics.items import discrimination, facility, facility_by, item_rest, upper_lower
from workbench.statistics.scores import tabulate

EXACT = 1e-9
PAPERS = {"a": (9, 8, 4), "b": (5, 6, 7), "c": (1, 2, 1), "d": (7, 10, 3), "e": (4, 4, 9)}


def row(table, **key):
    found = table
    for name, value in key.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


def test_a_lines_facility_is_what_was_earned_of_what_could_be():
    table = facility(tabulate(frame(PAPERS)))
    assert table["facility"].tolist() == pytest.approx([26 / 50, 30 / 50, 24 / 50], abs=EXACT)
    assert table["n"].tolist() == [5, 5, 5]


def test_a_lines_interval_is_students_where_all_have_the_same_maximum():
    # Shares .9 .5 .1 .7 .4: mean .52, s² = .368/4 = .092; t(4) at .975 = 2.7764451051977987 (closed form below).
    found = row(facility(tabulate(frame(PAPERS))), line="1")
    t = found["high"] - found["facility"]
    t /= math.sqrt(0.092 / 5)
    # Of t(4), P(T <= t) = 1/2 + 3/8 w (1 - w²/12 ...): F(t) = 1/2 + (3/4) s (1 - s²/3), s = t/√(4+t²).
    s = t / math.sqrt(4 + t * t)
    assert 0.5 + 0.75 * s * (1 - s * s / 3) == pytest.approx(0.975, abs=EXACT)
    assert found["low"] == pytest.approx(2 * 0.52 - found["high"], abs=EXACT)


def test_what_is_open_is_no_zero():
    papers = {"a": (8, NAN), "b": (NAN, NAN), "c": (4, NAN)}
    table = facility(tabulate(frame(papers)))
    assert row(table, line="1")["facility"] == pytest.approx(0.6, abs=EXACT)
    assert row(table, line="1")["n"] == 2
    assert row(table, line="2")["n"] == 0
    assert math.isnan(row(table, line="2")["facility"])


def test_one_script_has_a_facility_and_no_interval():
    found = row(facility(tabulate(frame({"a": (8,)}))), line="1")
    assert found["facility"] == pytest.approx(0.8, abs=EXACT)
    assert math.isnan(found["low"])


def test_a_line_that_is_worth_nothing_has_no_facility():
    table = facility(tabulate(frame({"a": (0,), "b": (0,)}, max_points=lambda _a, _line: 0.0)))
    assert table["n"].tolist() == [0]
    assert math.isnan(table["facility"][0])


def test_a_clause_weighs_its_lines_by_their_points():
    most = {"1": 10.0, "2": 20.0, "3": 5.0}
    papers = {"a": (10, 10, 5), "b": (5, 0, 0)}
    made = frame(papers, max_points=lambda _attempt, line: most[line])
    table = facility_by(tabulate(made), {("seo-02", "1"): ("X", "Y"), ("seo-02", "2"): ("X",)})
    assert table["name"].tolist() == ["X", "Y"]
    assert table["lines"].tolist() == [2, 1]
    assert row(table, name="X")["facility"] == pytest.approx(25 / 60, abs=EXACT)
    assert row(table, name="Y")["facility"] == pytest.approx(15 / 20, abs=EXACT)
    # By hand, X: y = 20 and 5 of 30 each, off by ±7.5; n/(n-1) Σ = 225; √225 / 60 = 0.25; t(1) = 12.7: cut.
    assert (row(table, name="X")["low"], row(table, name="X")["high"]) == (0, 1)


def test_a_clause_reaches_over_tasks_and_a_script_counts_once():
    made = frame({"a": (10, 10), "b": (0, 0), "c": (5,)}, task={"a": "seo-01", "b": "seo-01", "c": "seo-02"})
    names = {("seo-01", "1"): ["X"], ("seo-01", "2"): ["X"], ("seo-02", "1"): ["X"], ("seo-03", "1"): ["Z"]}
    table = facility_by(tabulate(made), names)
    found = row(table, name="X")
    assert (found["n"], found["lines"]) == (3, 3)
    assert found["facility"] == pytest.approx(25 / 50, abs=EXACT)
    # By hand: y - x/2 = 10, -10, 0 ; √(3/2 x 200) / 50 x t(2); t(2) at .975 = .95 / √(2 x .975 x .025).
    half = math.sqrt(300) / 50 * 0.95 / math.sqrt(2 * 0.975 * 0.025)
    assert found["high"] == pytest.approx(min(1.0, 0.5 + half), abs=EXACT)
    assert row(table, name="Z")["n"] == 0
    assert math.isnan(row(table, name="Z")["facility"])


def test_a_lines_discrimination_is_its_correlation_with_the_rest():
    table = discrimination(tabulate(frame(PAPERS)))
    lines = list(zip(*fractions(PAPERS.values()), strict=True))
    for at, line in enumerate(lines):
        rest = [sum(others) - own for others, own in zip(zip(*lines, strict=True), line, strict=True)]
        assert table["discrimination"][at] == pytest.approx(pearson(line, rest), abs=EXACT)
    assert table["n"].tolist() == [5, 5, 5]
    r, z = table["discrimination"][0], 1.959963984540054
    assert table["low"][0] == pytest.approx(math.tanh(math.atanh(r) - z / math.sqrt(2)), abs=EXACT)


def test_a_correlation_worked_out_by_hand():
    # Line 1: 1 2 3, rest: 2 1 3. Deviations -1 0 1 and 0 -1 1: 1 / √(2 x 2) = 0.5.
    assert item_rest(np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])).tolist() == pytest.approx([0.5, 0.5])


def test_a_line_that_is_the_same_for_all_discriminates_nothing():
    table = discrimination(tabulate(frame({"a": (3, 1), "b": (3, 5), "c": (3, 9)})))
    assert table["discrimination"].isna().all()  # neither the constant nor the one whose rest is constant
    assert row(table, line="2")["upper_lower"] != row(table, line="2")["upper_lower"]  # three scripts: NaN


def test_scripts_with_an_open_line_are_left_out_of_discrimination():
    whole = discrimination(tabulate(frame(PAPERS)))
    more = discrimination(tabulate(frame(PAPERS | {"f": (9, NAN, 0)})))
    assert more["discrimination"].tolist() == pytest.approx(whole["discrimination"].tolist(), abs=EXACT)
    assert more["n"].tolist() == [5, 5, 5]


def test_upper_and_lower_groups_are_27_percent():
    # 11 scripts: 0.27 x 11 = 2.97, groups of three. Totals fall from 10 to 0; line 1 is earned by the best three.
    points = np.array([[float(at < 3), 10.0 - at - float(at < 3)] for at in range(11)])
    found = upper_lower(points, np.full_like(points, 10.0))
    assert found[0] == pytest.approx(0.1, abs=EXACT)
    assert found[1] == pytest.approx((9 + 8 + 7 - 2 - 1 - 0) / 30, abs=EXACT)


def test_scripts_that_tie_at_the_edge_share_the_places():
    # 4 scripts, groups of one. Totals 6 6 3 0: two share the upper place; the lower is the last.
    points = np.array([[6.0, 0.0], [2.0, 4.0], [1.0, 2.0], [0.0, 0.0]])
    assert upper_lower(points, np.full_like(points, 10.0)).tolist() == pytest.approx([0.4, 0.2], abs=EXACT)


def test_groups_of_equal_scripts_say_nothing():
    assert np.isnan(upper_lower(np.full((5, 2), 3.0), np.full((5, 2), 10.0))).all()


def test_forms_do_not_mix():
    one, two = {"a": (1, 2), "b": (2, 1), "c": (3, 3)}, {"d": (9, 0), "e": (0, 9), "f": (6, 3)}
    made = frame(one | two, task=lambda attempt, _line: "seo-01" if attempt in one else "seo-02")
    table = discrimination(tabulate(made))
    assert table[table["task"] == "seo-01"]["discrimination"].tolist() == pytest.approx([0.5, 0.5])
    assert table[table["task"] == "seo-02"]["discrimination"].tolist() == pytest.approx([-1, -1])


marks = st.integers(0, 40).map(lambda quarter: quarter / 4)
tables = st.integers(2, 5).flatmap(lambda k: st.lists(st.tuples(*[marks] * k), min_size=1, max_size=12))


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms())
def test_no_figure_depends_on_the_order_of_the_rows_or_leaves_its_bounds(table, order):
    papers = {f"s{at:02d}": row for at, row in enumerate(table)}
    made = frame(papers)
    shuffled = made.sample(frac=1, random_state=order.randrange(2**32))
    for work, bounds in ((facility, (0, 1)), (discrimination, (-1, 1))):
        one = work(tabulate(made)).set_index("line").sort_index()
        two = work(tabulate(shuffled)).set_index("line").sort_index()
        for name in one.columns.drop(["task", "title"]):
            np.testing.assert_allclose(one[name].to_numpy(), two[name].to_numpy(), atol=EXACT)
            if name != "n":
                figures = one[name].dropna()
                assert figures.between(bounds[0] - EXACT, bounds[1] + EXACT).all()


def test_a_facility_is_the_fraction():
    table = facility(tabulate(frame(PAPERS)))
    for at, line in enumerate(zip(*fractions(PAPERS.values()), strict=True)):
        assert table["facility"][at] == pytest.approx(float(mean(line) / 10), abs=EXACT)
