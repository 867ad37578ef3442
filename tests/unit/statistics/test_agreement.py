"""Weighted kappa and the intraclass correlations against published tables and whole fractions, to 1e-9."""

from fractions import Fraction

import numpy as np
import pytest
from exact import array, f_of_two, fractions, mean
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.statistics.agreement import crosstab, disagreement, kappa, ranks, weighted_kappa
from workbench.statistics.icc import icc_agreement, icc_consistency, mean_squares

EXACT = 1e-9


def exact_kappa(counts, costs):
    n, k = sum(map(sum, counts)), len(counts)
    rows, columns = [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)]
    seen = sum(Fraction(costs[i][j]) * counts[i][j] / n for i in range(k) for j in range(k))
    chance = sum(Fraction(costs[i][j]) * rows[i] * columns[j] / n / n for i in range(k) for j in range(k))
    return 1 - seen / chance


# Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, table 18.1: two raters, 100 patients.
RATERS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
# Cohen 1968, Psychological Bulletin 70: 200 cases, costs of his own; he prints 0.492 and 0.348.
COHEN = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
COHEN_COSTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
LEVELS = [[5, 2, 1, 0], [1, 9, 4, 0], [0, 3, 11, 2], [0, 1, 2, 8]]  # made up; 49 lines on four levels


def plain(k):
    return [[int(i != j) for j in range(k)] for i in range(k)]


def test_the_published_kappas_come_out():
    assert weighted_kappa(np.array(RATERS, float), np.array(plain(3))).value == pytest.approx(0.676, abs=5e-4)
    assert weighted_kappa(np.array(COHEN, float), np.array(plain(3))).value == pytest.approx(0.492, abs=5e-4)
    assert weighted_kappa(np.array(COHEN, float), np.array(COHEN_COSTS)).value == pytest.approx(
        0.348, abs=5e-4
    )


@pytest.mark.parametrize("counts", [RATERS, COHEN, LEVELS], ids=["Fleiss", "Cohen", "levels"])
@pytest.mark.parametrize("power", [1, 2], ids=["linear", "quadratic"])
def test_kappa_is_the_fraction(counts, power):
    k = len(counts)
    costs = [[Fraction(abs(i - j), k - 1) ** power for j in range(k)] for i in range(k)]
    found = weighted_kappa(np.array(counts, float), disagreement(k, "linear" if power == 1 else "quadratic"))
    assert found.value == pytest.approx(float(exact_kappa(counts, costs)), abs=EXACT)
    assert found.n == sum(map(sum, counts))


def test_kappas_interval_is_that_of_fleiss_cohen_and_everitt():
    # Of two levels the variance has the form of Fleiss, Levin & Paik 18.13: (A + B - C) / (1-pe)² / √n,
    # A = Σ p_ii (1 - (p_i. + p_.i)(1-κ))², B = (1-κ)² Σ_{i≠j} p_ij (p_.i + p_j.)², C = (κ - pe (1-κ))².
    counts = [[40, 9], [6, 45]]
    n = 100
    p = [[Fraction(one, n) for one in row] for row in counts]
    row, column = [sum(one) for one in p], [sum(one) for one in zip(*p, strict=True)]
    kept = 1 - exact_kappa(counts, plain(2))
    chance = sum(row[i] * column[i] for i in range(2))
    a = sum(p[i][i] * (1 - (row[i] + column[i]) * kept) ** 2 for i in range(2))
    b = kept**2 * sum(p[i][j] * (column[i] + row[j]) ** 2 for i in range(2) for j in range(2) if i != j)
    c = (1 - kept - chance * kept) ** 2
    error = float(a + b - c) ** 0.5 / float(1 - chance) / n**0.5
    found = weighted_kappa(np.array(counts, float), np.array(plain(2)))
    assert (found.high - found.low) / 2 == pytest.approx(1.959963984540054 * error, abs=EXACT)


def test_a_share_falls_into_the_level_that_it_reaches():
    shares = [0, 0.59, 0.595, 0.6, 0.749, 0.75, 0.895, 0.9, 1, 0.3 * 2]
    assert ranks(shares).tolist() == [0, 0, 0, 1, 1, 2, 2, 3, 3, 1]


def test_examiners_who_used_one_level_alone_have_no_kappa():
    assert kappa(np.array([2, 2]), np.array([2, 2]), weighting="linear").value is None
    assert kappa(np.array([], int), np.array([], int), weighting="linear").n == 0


ratings = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


@settings(deadline=None)
@given(ratings, st.sampled_from(["linear", "quadratic"]), st.randoms())
def test_kappa_is_symmetric_bounded_and_blind_to_order(pairs, weighting, order):
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    one, two = kappa(first, second, weighting=weighting), kappa(second, first, weighting=weighting)
    order.shuffle(pairs)
    again = kappa(*(np.array(side) for side in zip(*pairs, strict=True)), weighting=weighting)
    if one.value is None:
        assert two.value is again.value is None
        return
    assert one.value == pytest.approx(two.value, abs=EXACT)
    assert one.value == pytest.approx(again.value, abs=EXACT)
    assert -1 - EXACT <= one.low <= one.value + EXACT
    assert one.value <= one.high + EXACT <= 1 + 2 * EXACT


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=30))
def test_whoever_agrees_in_everything_has_kappa_one(one):
    found = kappa(np.array(one), np.array(one), weighting="quadratic")
    assert found.value is None if len(set(one)) == 1 else found.value == pytest.approx(1)


def test_a_crosstab_counts_pairs():
    assert crosstab(np.array([0, 1, 1]), np.array([1, 1, 1]), 2).tolist() == [[0, 1], [0, 2]]


# Shrout & Fleiss 1979, Psychological Bulletin 86, table 2: six targets, four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def exact_squares(rows):
    table = fractions(rows)
    n, k = len(table), len(table[0])
    grand, by_row = mean([one for row in table for one in row]), [mean(row) for row in table]
    by_column = [mean(column) for column in zip(*table, strict=True)]
    b = k * sum((one - grand) ** 2 for one in by_row) / (n - 1)
    j = n * sum((one - grand) ** 2 for one in by_column) / (k - 1)
    e = sum((table[i][m] - by_row[i] - by_column[m] + grand) ** 2 for i in range(n) for m in range(k))
    return n, k, b, j, e / ((n - 1) * (k - 1))


def test_the_table_of_shrout_and_fleiss_comes_out():
    squares = mean_squares(np.array(JUDGES, float))
    # Printed there: BMS 11.24, JMS 32.49, EMS 1.02; ICC(2,1) .29, ICC(3,1) .71.
    found = [squares.scripts, squares.examiners, squares.error]
    assert found == [pytest.approx(printed, abs=5e-3) for printed in (11.24, 32.49, 1.02)]
    two, three = icc_agreement(np.array(JUDGES, float)), icc_consistency(np.array(JUDGES, float))
    assert (round(two.value, 2), round(three.value, 2)) == (0.29, 0.71)
    # The bounds as R's psych::ICC prints them for this table.
    assert (two.low, two.high) == (pytest.approx(0.019, abs=5e-4), pytest.approx(0.761, abs=5e-4))
    assert (three.low, three.high) == (pytest.approx(0.342, abs=5e-4), pytest.approx(0.946, abs=5e-4))


@pytest.mark.parametrize(
    "rows", [JUDGES, [[80, 76], [62, 65], [91, 85], [70, 70.5]], [[1, 2, 2], [3, 2, 4], [4, 6, 5]]]
)
def test_the_correlations_are_the_fractions(rows):
    n, k, b, j, e = exact_squares(rows)
    two, three = icc_agreement(array(rows)), icc_consistency(array(rows))
    assert two.value == pytest.approx(float((b - e) / (b + (k - 1) * e + k * (j - e) / n)), abs=EXACT)
    assert three.value == pytest.approx(float((b - e) / (b + (k - 1) * e)), abs=EXACT)


def test_the_bounds_of_three_scripts_have_a_closed_form():
    rows = [[1, 2, 2], [3, 2, 4], [4, 6, 5]]
    n, k, b, j, e = (float(one) for one in exact_squares(rows))
    three = icc_consistency(array(rows))
    low, high = b / e / f_of_two(4, 0.975), b / e / f_of_two(4, 0.025)  # F(4,2) at .975 is 1 / F(2,4) at .025
    assert three.low == pytest.approx((low - 1) / (low + k - 1), abs=EXACT)
    assert three.high == pytest.approx((high - 1) / (high + k - 1), abs=EXACT)
    # Shrout & Fleiss 1979, p. 424, with their own degrees of freedom.
    two = icc_agreement(array(rows))
    rho, f = two.value, j / e
    part = k * rho * f + n * (1 + (k - 1) * rho) - k * rho
    degrees = (
        (k - 1)
        * (n - 1)
        * part**2
        / ((n - 1) * k**2 * rho**2 * f**2 + (n * (1 + (k - 1) * rho) - k * rho) ** 2)
    )
    above, below = f_of_two(degrees, 0.975), 1 / f_of_two(degrees, 0.025)
    rest = k * j + (k * n - k - n) * e
    assert two.low == pytest.approx(n * (b - above * e) / (above * rest + n * b), abs=EXACT)
    assert two.high == pytest.approx(n * (below * b - e) / (rest + n * below * b), abs=EXACT)


def test_a_script_that_one_examiner_left_out_is_left_out():
    more = np.vstack((np.array(JUDGES, float), [9, np.nan, 1, 1]))
    assert icc_agreement(more) == icc_agreement(np.array(JUDGES, float))


def test_a_constant_severity_costs_agreement_and_not_consistency():
    marks = np.array([[60.0, 65.0], [70.0, 75.0], [90.0, 95.0]])
    assert icc_consistency(marks).value == pytest.approx(1)
    assert icc_agreement(marks).value < 0.97


@pytest.mark.parametrize(
    "marks",
    [[[5, 6]], [[5], [6]], [[7, 7], [7, 7]], [[1, 2], [2, 1]], [[np.nan, 1], [2, np.nan]]],
    ids=["one script", "one examiner", "all the same", "opposite", "none in common"],
)
def test_where_nothing_can_be_said_nothing_is(marks):
    assert icc_agreement(np.array(marks, float)).value is None
    assert icc_consistency(np.array([[1.0, 2.0], [1.0, 2.0]])).value is None


cells = st.integers(0, 400).map(lambda quarter: quarter / 4)


@settings(deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=8), st.randoms())
def test_an_intraclass_correlation_is_at_most_one_and_blind_to_order(table, order):
    marks = np.array(table)
    rows, columns = list(range(len(table))), [0, 1, 2]
    order.shuffle(rows)
    order.shuffle(columns)
    for work in (icc_agreement, icc_consistency):
        one, two = work(marks), work(marks[rows][:, columns])
        if one.value is None:
            assert two.value is None
            continue
        assert one.value == pytest.approx(two.value, rel=1e-6, abs=1e-6)
        assert one.value <= 1 + EXACT
