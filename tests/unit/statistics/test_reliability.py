"""Alpha and the standard error of measurement against whole fractions, to 1e-9."""

import math

import numpy as np
import pytest
from exact import NAN, f_of_two, fractions, frame, variance
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.statistics.reliability import CAUTIONS, alpha, reliabilities
from workbench.statistics.scores import tabulate

EXACT = 1e-9
PAPERS = {"a": (9, 8, 4), "b": (5, 6, 7), "c": (1, 2, 1), "d": (7, 10, 3), "e": (4, 4, 9)}


def exact_alpha(rows):
    columns = list(zip(*fractions(rows), strict=True))
    k, totals = len(columns), [sum(row) for row in fractions(rows)]
    return k * (1 - sum(variance(column) for column in columns) / variance(totals)) / (k - 1)


def test_alpha_is_the_fraction():
    (found,) = reliabilities(tabulate(frame(PAPERS)))
    assert found.alpha.value == pytest.approx(float(exact_alpha(PAPERS.values())), abs=EXACT)
    assert (found.alpha.n, found.lines) == (5, 3)


def test_alpha_worked_out_by_hand():
    # Lines (1 2 3) and (1 3 5): variances 1 and 4, totals 2 5 8: 9. 2/1 x (1 - 5/9) = 8/9.
    assert alpha(np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 5.0]])).value == pytest.approx(8 / 9, abs=EXACT)


def test_the_standard_error_is_the_spread_of_what_alpha_leaves():
    (found,) = reliabilities(tabulate(frame({"a": (1, 1), "b": (2, 3), "c": (3, 5)})))
    assert found.spread == pytest.approx(3, abs=EXACT)
    assert found.sem == pytest.approx(3 * math.sqrt(1 / 9), abs=EXACT)


def test_alphas_interval_is_feldts():
    # n = 3, k = 2: F with 2 and 2 degrees, whose quantiles are q/(1-q): 39 and 1/39.
    found = alpha(np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 5.0]]))
    assert found.low == pytest.approx(1 - 39 / 9, abs=EXACT)
    assert found.high == pytest.approx(1 - 1 / 351, abs=EXACT)
    # n = 3, k = 3: F with 2 and 4 degrees.
    rows = np.array([[1.0, 2.0, 2.0], [3.0, 2.0, 4.0], [4.0, 6.0, 5.0]])
    found = alpha(rows)
    assert found.low == pytest.approx(1 - (1 - found.value) * f_of_two(4, 0.975), abs=EXACT)
    assert found.high == pytest.approx(1 - (1 - found.value) * f_of_two(4, 0.025), abs=EXACT)


def test_each_form_has_its_own_alpha_and_is_told_so():
    others = {"f": (1, 1), "g": (2, 3), "h": (3, 5)}
    made = frame(PAPERS | others, task=lambda attempt, _line: "seo-03" if attempt in others else "seo-02")
    one, two = reliabilities(tabulate(made))
    assert one.alpha.value == pytest.approx(float(exact_alpha(PAPERS.values())), abs=EXACT)
    assert two.alpha.value == pytest.approx(8 / 9, abs=EXACT)
    assert "several_forms" in one.cautions
    assert "several_forms" in two.cautions


def test_what_weakens_an_alpha_is_named():
    papers = {"a": (9, 5, 1), "b": (5, 5, 8), "c": (1, 5, 9), "d": (NAN, 5, 3)}
    (found,) = reliabilities(tabulate(frame(papers, seed=lambda attempt, _line: attempt)))
    assert found.cautions == ("variants_differ", "few_scripts", "open_scripts", "constant_lines", "negative")
    assert found.alpha.n == 3
    assert found.sem == pytest.approx(found.spread, abs=EXACT)


def test_a_large_whole_form_needs_no_caution():
    papers = {f"s{at:02d}": (at % 7, at % 5, at % 11) for at in range(40)}
    (found,) = reliabilities(tabulate(frame(papers)))
    assert found.cautions == ()


@pytest.mark.parametrize(
    "papers",
    [{"a": (1, 2)}, {"a": (1,), "b": (2,), "c": (4,)}, {"a": (1, 2), "b": (2, 1)}, {"a": (NAN, 1), "b": (2, 3)}],
    ids=["one script", "one line", "equal totals", "one whole script"],
)  # fmt: skip
def test_where_there_is_no_alpha_there_is_no_error_either(papers):
    (found,) = reliabilities(tabulate(frame(papers)))
    assert (found.alpha.value, found.sem, found.spread) == (None, None, None)


def test_a_sitting_without_scripts_has_no_forms():
    assert reliabilities(tabulate(frame({}))) == ()


def test_every_caution_has_its_words():
    assert all(len(words) > 8 for words in CAUTIONS.values())


marks = st.integers(0, 40).map(lambda quarter: quarter / 4)
rows = st.integers(2, 5).flatmap(lambda k: st.lists(st.tuples(*[marks] * k), min_size=2, max_size=12))


@settings(deadline=None)
@given(rows, st.randoms())
def test_alpha_is_at_most_one_and_blind_to_order(table, order):
    found = alpha(np.array(table))
    assume(found.value is not None)
    places, lines = list(range(len(table))), list(range(len(table[0])))
    order.shuffle(places)
    order.shuffle(lines)
    again = alpha(np.array(table)[places][:, lines])
    assert again.value == pytest.approx(found.value, rel=EXACT, abs=EXACT)
    assert found.low <= found.value + EXACT
    assert found.value <= 1 + EXACT
