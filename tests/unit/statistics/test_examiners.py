"""Examiners beside each other, worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from exact import fractions, mean, squares

from workbench.statistics.agreement import kappa, ranks
from workbench.statistics.examiners import agreement, drift, severity, slope
from workbench.statistics.icc import icc_agreement, icc_consistency

EXACT = 1e-9
T_ONE = math.tan(0.475 * math.pi)  # t(1) at 0.975


def marks(*rows):
    table = pd.DataFrame(rows, columns=["attempt", "line", "examiner", "points", "max_points"])
    return table.astype({"points": float, "max_points": float})


def both(one, two, most=10):
    return marks(
        *((f"s{at // 2}", str(at % 2), "王", points, most) for at, points in enumerate(one)),
        *((f"s{at // 2}", str(at % 2), "李", points, most) for at, points in enumerate(two)),
    )


def test_a_pair_of_examiners_has_kappa_of_lines_and_icc_of_scripts():
    one, two = [9, 7, 6, 5, 10, 8], [8, 7, 3, 6, 9, 9]
    (row,) = agreement(both(one, two)).itertuples()
    assert (row.first, row.second, row.n, row.scripts) == ("李", "王", 6, 3)
    levels = (ranks(np.array(two) / 10), ranks(np.array(one) / 10))
    for weighting in ("quadratic", "linear"):
        assert getattr(row, weighting) == pytest.approx(kappa(*levels, weighting=weighting).value, abs=EXACT)
    sums = np.array([[15, 16], [9, 11], [18, 18]], float)
    assert row.icc2 == pytest.approx(icc_agreement(sums).value, abs=EXACT)
    assert row.icc3 == pytest.approx(icc_consistency(sums).value, abs=EXACT)


def test_examiners_without_a_common_line_are_no_pair():
    apart = marks(("s1", "1", "王", 5, 10), ("s1", "2", "李", 5, 10))
    assert len(agreement(apart)) == 0
    assert len(severity(apart)) == 0
    assert len(agreement(marks())) == 0


def test_only_the_lines_that_both_marked_count():
    table = pd.concat((both([9, 7], [8, 7]), marks(("s9", "1", "王", 1, 10))))
    (row,) = agreement(table).itertuples()
    assert (row.n, row.scripts) == (2, 1)
    assert math.isnan(row.icc2)


def test_severity_is_the_distance_from_the_others_by_script():
    # 王 gives .1 less on both lines of s0, .3 less on s1: by script -.1 and -.3, mean -.2, s/√2 = .1.
    table = severity(both([4, 5, 2, 6], [5, 6, 5, 9]))
    assert table["examiner"].tolist() == ["王", "李"]
    first = table.iloc[0]
    assert (first["scripts"], first["lines"]) == (2, 4)
    assert first["difference"] == pytest.approx(-0.2, abs=EXACT)
    assert first["low"] == pytest.approx(-0.2 - 0.1 * T_ONE, abs=EXACT)
    assert table.iloc[1]["difference"] == pytest.approx(0.2, abs=EXACT)


def test_severity_is_against_the_mean_of_all_others():
    table = severity(marks(("s", "1", "甲", 3, 10), ("s", "1", "乙", 6, 10), ("s", "1", "丙", 8, 10)))
    found = dict(zip(table["examiner"], table["difference"], strict=True))
    assert found == {"甲": pytest.approx(-0.4), "乙": pytest.approx(0.05), "丙": pytest.approx(0.35)}
    assert table["low"].isna().all()


def test_drift_is_the_slope_of_the_distance_from_the_agreed_marks():
    hours, off = [0, 1, 2, 4], ["0.00", "-0.02", "-0.03", "-0.09"]
    rows = [("王", 3600.0 * hour, 0.7 + float(one), 0.7) for hour, one in zip(hours, off, strict=True)]
    (row,) = drift(pd.DataFrame(rows, columns=["examiner", "at", "share", "agreed"])).itertuples()
    x, y = fractions([hours, off])
    exact = squares(x, y) / squares(x, x)
    left = squares(y, y) - exact * squares(x, y)
    error = math.sqrt(left / 2 / squares(x, x))
    t_two = 0.95 / math.sqrt(2 * 0.975 * 0.025)  # t(2) at 0.975
    assert row.n == 4
    assert row.difference == pytest.approx(float(mean(y)), abs=EXACT)
    assert row.per_hour == pytest.approx(float(exact), abs=EXACT)
    assert row.per_hour_low == pytest.approx(float(exact) - t_two * error, abs=EXACT)
    assert row.per_hour_high == pytest.approx(float(exact) + t_two * error, abs=EXACT)
    t = float(exact) / error
    assert row.chance == pytest.approx(1 - abs(t) / math.sqrt(2 + t * t), abs=EXACT)  # of t with 2 degrees


def test_a_slope_of_too_little_is_none():
    assert math.isnan(slope(np.array([1.0, 2.0]), np.array([1.0, 2.0]))[0])
    assert math.isnan(slope(np.array([1.0, 1.0, 1.0]), np.array([1.0, 2.0, 3.0]))[0])
    assert slope(np.array([0.0, 1.0, 2.0]), np.array([5.0, 5.0, 5.0])) == (0, 0, 0, 1)
    assert len(drift(pd.DataFrame(columns=["examiner", "at", "share", "agreed"]))) == 0
