"""Intervals against published examples and closed forms."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.statistics.intervals import correlation, fisher_z, holm, mean, normal_quantile, wilson

Z = 1.959963984540054  # of the normal distribution at 0.975, to the last digit of a double


def test_the_normal_quantile_is_the_tabulated_one():
    assert normal_quantile() == pytest.approx(Z, abs=1e-12)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3: four digits are printed
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(hits, n, low, high):
    found = wilson(hits, n)
    assert (found.value, found.n) == (hits / n, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_wilsons_bounds_solve_the_equation_that_defines_them():
    # (p - b)² = z² b (1-b) / n, the score test turned round: b of 7 of 10.
    found = wilson(7, 10)
    for bound in (found.low, found.high):
        assert (0.7 - bound) ** 2 == pytest.approx(Z**2 * bound * (1 - bound) / 10, abs=1e-12)


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_holds_the_share_and_mirrors_its_complement(sample):
    hits, n = sample
    one, other = wilson(hits, n), wilson(n - hits, n)
    assert 0 <= one.low <= one.value <= one.high <= 1
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


def test_a_share_of_nobody_is_no_share():
    assert wilson(0, 0).value is None
    with pytest.raises(ValueError, match="hits"):
        wilson(3, 2)


def test_fishers_interval_is_symmetric_in_z():
    found = fisher_z(0.6, 28)  # √(28 - 3) = 5
    assert found.low == pytest.approx(math.tanh(math.atanh(0.6) - Z / 5), abs=1e-12)
    assert found.high == pytest.approx(math.tanh(math.atanh(0.6) + Z / 5), abs=1e-12)


def test_a_correlation_says_what_it_cannot_say():
    assert fisher_z(0.5, 3).low is None
    assert fisher_z(float("nan"), 50).value is None
    assert (fisher_z(1.0, 50).low, fisher_z(1.0, 50).high) == (1.0, 1.0)
    assert correlation(np.array([1.0, 2.0, 3.0]), np.array([5.0, 5.0, 5.0])).value is None
    assert correlation(np.array([1.0, 2.0]), np.array([5.0, 6.0])).n == 2


def test_a_correlation_skips_broken_pairs():
    found = correlation(np.array([1.0, 2.0, 4.0, np.nan]), np.array([1.0, 3.0, 2.0, 9.0]))
    # By hand: deviations (-4, -1, 5)/3 and (-1, 1, 0): -(-4)/3 - 1/3 = 1; 42/9 and 2.
    assert (found.value, found.n) == (pytest.approx(1 / math.sqrt(42 / 9 * 2), abs=1e-12), 3)


def test_a_mean_has_students_interval():
    found = mean([4.0, 6.0, float("nan")])  # s = √2, s/√2 = 1, t(1) at 0.975 = tan(0.475 π)
    t = math.tan(0.475 * math.pi)
    assert (found.value, found.n) == (5.0, 2)
    assert (found.low, found.high) == (pytest.approx(5 - t, abs=1e-9), pytest.approx(5 + t, abs=1e-9))
    assert mean([3.0]).low is None
    assert mean([]).value is None


def test_holm_multiplies_by_what_is_left_and_never_falls():
    # By hand: 0.01 x 4, 0.02 x 3, 0.03 x 2 (not below 0.06), 0.5 x 1; None was not tested.
    assert holm([0.03, None, 0.01, 0.5, 0.02]) == [
        pytest.approx(0.06), None, pytest.approx(0.04), 0.5, pytest.approx(0.06),
    ]  # fmt: skip
    assert holm([]) == []


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.randoms())
def test_holm_does_not_depend_on_the_order(chances, order):
    places = list(range(len(chances)))
    order.shuffle(places)
    shuffled = holm([chances[at] for at in places])
    assert [shuffled[places.index(at)] for at in range(len(chances))] == holm(chances)
    assert all(chance <= adjusted <= 1 for chance, adjusted in zip(chances, holm(chances), strict=True))
