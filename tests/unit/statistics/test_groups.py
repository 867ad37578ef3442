"""Totals, classes, process and result, time and variants, worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from exact import NAN, fractions, frame, mean, pearson, variance

from workbench.statistics.groups import (
    compare,
    distribution,
    pass_share,
    process_and_result,
    process_result_link,
    with_module,
)
from workbench.statistics.scores import tabulate
from workbench.statistics.timing import time_by_part, time_spent
from workbench.statistics.variants import LEAST_SCRIPTS, variant_fairness, welch

EXACT = 1e-9
T_ONE = math.tan(0.475 * math.pi)  # t(1) at 0.975


def totals(values, **columns):
    return tabulate(frame({f"s{at:02d}": (value,) for at, value in enumerate(values)}, most=100.0, **columns))


def test_a_total_stands_in_the_band_that_it_reaches():
    table = distribution(totals([0, 9.99, 10, 59.5, 60, 99.99, 100, NAN]))
    assert dict(zip(table["low"], table["n"], strict=True)) == {
        0: 2, 10: 1, 20: 0, 30: 0, 40: 0, 50: 1, 60: 1, 70: 0, 80: 0, 90: 1, 100: 1,
    }  # fmt: skip


def test_sixty_points_are_a_pass_and_an_open_script_is_neither():
    found = pass_share(totals([60, 59.99, 80, NAN]))
    assert (found.value, found.n) == (pytest.approx(2 / 3), 3)
    tenths = pass_share(
        tabulate(frame({"a": [0.1] * 600}, most=0.1))
    )  # 600 times a tenth is not 60 in binary
    assert tenths.value == 1


def test_a_class_is_compared_by_mean_spread_and_pass_share():
    groups = {"s00": "一班", "s01": "一班", "s02": "二班", "s03": "二班", "s04": "三班"}
    table = compare(totals([50, 70, 80, NAN, NAN], class_name=groups).scripts, ["class_name"])
    one, three, two = (table[table["class_name"] == name].iloc[0] for name in ("一班", "三班", "二班"))
    assert (one["scripts"], one["n"], one["mean"], one["passed"]) == (2, 2, 60, 1)
    assert one["spread"] == pytest.approx(math.sqrt(200), abs=EXACT)
    assert one["high"] == pytest.approx(60 + 10 * T_ONE, abs=1e-8)
    assert (two["scripts"], two["n"], two["mean"], two["pass_share"]) == (2, 1, 80, 1)
    assert math.isnan(two["low"])
    assert (three["scripts"], three["n"]) == (1, 0)
    assert math.isnan(three["mean"])
    assert math.isnan(three["pass_share"])


def test_plugins_of_one_module_are_one_column():
    scripts = totals([1, 2, 3], plugin={"s00": "seo", "s01": "newmedia", "s02": "probe"}).scripts
    named = with_module(scripts, {"seo": "企业网络推广", "newmedia": "企业网络推广"})
    assert named["module"].tolist() == ["企业网络推广", "企业网络推广", "probe"]


def test_process_and_result_are_shares_of_their_own_lines():
    made = frame(
        {"a": (5, 8, 6), "b": (10, 2, 0), "c": (1, NAN, 1), "d": (0, 4, 9)},
        kind=lambda _attempt, line: "process" if line == "1" else "result",
    )
    table = process_and_result(tabulate(made))
    assert table["attempt"].tolist() == ["a", "b", "d"]
    assert table["process"].tolist() == pytest.approx([0.5, 1, 0], abs=EXACT)
    assert table["result"].tolist() == pytest.approx([0.7, 0.1, 0.65], abs=EXACT)
    link = process_result_link(table)
    assert link.value == pytest.approx(
        pearson(*fractions([["0.5", "1", "0"], ["0.7", "0.1", "0.65"]])), abs=EXACT
    )
    assert link.n == 3


def test_a_form_without_process_lines_has_no_process_share():
    table = process_and_result(tabulate(frame({"a": (5,)})))
    assert math.isnan(table["process"][0])
    assert process_result_link(table).value is None


def events(*steps):
    return pd.DataFrame(steps, columns=["attempt", "at", "part"])


def test_time_belongs_to_the_step_that_ends_it():
    spent = time_spent(
        events(("a", 30.0, "brief"), ("a", 90.0, "doc"), ("b", 10.0, "doc"), ("a", 100.0, "brief"))
    )
    found = {(one.attempt, one.part): one.seconds for one in spent.itertuples()}
    assert found == {("a", "brief"): 40, ("a", "doc"): 60, ("b", "doc"): 10}


def test_a_long_silence_is_not_counted_as_work():
    spent = time_spent(events(("a", 10.0, "doc"), ("a", 1210.0, "sheet")), idle_seconds=180)
    assert spent["seconds"].tolist() == [10, 180]


def test_the_order_of_the_steps_in_the_frame_does_not_matter():
    one = events(("a", 30.0, "brief"), ("a", 90.0, "doc"), ("b", 10.0, "doc"))
    pd.testing.assert_frame_equal(time_spent(one), time_spent(one.iloc[::-1]))


def test_time_by_part_has_quartiles_of_those_who_used_it():
    spent = pd.DataFrame(
        [("a", "doc", 100.0), ("b", "doc", 200.0), ("c", "doc", 400.0), ("a", "card", 20.0)],
        columns=["attempt", "part", "seconds"],
    )
    table = time_by_part(spent)
    assert table["part"].tolist() == ["doc", "card"]
    assert table.loc[0, ["n", "low", "median", "high"]].tolist() == [3, 150, 200, 300]
    assert len(time_by_part(time_spent(events()))) == 0


EASY, HARD = [80, 82, 84, 86, 88, 90], [50, 55, 60, 58, 52, 61]


def exact_welch(first, second):
    (one, two), sizes = fractions([first, second]), (len(first), len(second))
    parts = [variance(side) / n for side, n in zip((one, two), sizes, strict=True)]
    degrees = sum(parts) ** 2 / sum(part**2 / (n - 1) for part, n in zip(parts, sizes, strict=True))
    return float(mean(one) - mean(two)), float(mean(one) - mean(two)) / math.sqrt(sum(parts)), float(degrees)


def test_welchs_test_has_the_exact_t_and_degrees():
    difference, t, degrees = exact_welch(EASY, HARD)
    found = welch(np.array(EASY, float), np.array(HARD, float))
    assert found[0] == pytest.approx(difference, abs=EXACT)
    # P(|T| > t) by Simpson's rule over the density, 20,000 steps: right to 1e-12 or so.
    x = np.linspace(0, t, 20_001)
    density = (1 + x * x / degrees) ** (-(degrees + 1) / 2)
    scale = math.gamma((degrees + 1) / 2) / math.gamma(degrees / 2) / math.sqrt(degrees * math.pi)
    inside = scale * float((density[:-2:2] + 4 * density[1::2] + density[2::2]).sum()) * (x[1] - x[0]) / 3
    assert found[3] == pytest.approx(1 - 2 * inside, abs=EXACT)
    assert found[1] < difference < found[2]
    assert found[2] - difference == pytest.approx(difference - found[1], abs=EXACT)


def test_welchs_example_of_equal_spreads_is_students():
    # Two samples of five with the same spread: 8 degrees; t = 2 / √(2.5/5 + 2.5/5) = 2; p = 0.0805 (tables).
    found = welch(np.array([3.0, 4, 5, 6, 7]), np.array([1.0, 2, 3, 4, 5]))
    assert found[3] == pytest.approx(0.0805, abs=5e-5)
    mirrored = welch(np.array([1.0, 2, 3, 4, 5]), np.array([3.0, 4, 5, 6, 7]))
    assert (mirrored[0], mirrored[3]) == (-found[0], pytest.approx(found[3], abs=1e-12))


def variants(**groups):
    seeds = [name for name, values in groups.items() for _ in values]
    values = [value for held in groups.values() for value in held]
    return totals(values, seed={f"s{at:02d}": seed for at, seed in enumerate(seeds)})


def test_a_variant_that_is_much_easier_rings():
    found = variant_fairness(variants(v1=EASY, v2=HARD, v3=[56, 57, 58, 55, 54, 59]))
    table = found.table.set_index("variant")
    assert table["alarm"].to_dict() == {"v1": True, "v2": True, "v3": True}
    assert (found.tests, found.untested) == (3, 0)
    assert table.loc["v1", "n"] == 6
    assert table.loc["v1", "others"] == 12
    assert table.loc["v1", "difference"] == pytest.approx(85 - (336 + 339) / 12, abs=EXACT)
    raw = welch(np.array(EASY, float), np.array([*HARD, 56, 57, 58, 55, 54, 59], float))[3]
    assert table.loc["v1", "chance"] == pytest.approx(3 * raw, abs=EXACT)  # the smallest of three


def test_the_number_of_comparisons_is_said_plainly():
    both = variant_fairness(variants(v1=EASY, v2=HARD, v3=[60.0])).words
    assert "共检验 2 个版本" in both
    assert "Holm" in both
    assert "另有 1 个版本" in both
    assert "没有可以检验" in variant_fairness(variants(v1=EASY)).words


def test_a_difference_below_what_matters_does_not_ring_however_sure():
    sure = variant_fairness(variants(v1=[70.0, 70.1] * 50, v2=[71.0, 71.1] * 50))
    assert (sure.table["chance"] < 1e-9).all()
    assert not sure.table["alarm"].any()


def test_a_variant_of_few_scripts_is_shown_and_not_tested():
    found = variant_fairness(variants(v1=EASY[: LEAST_SCRIPTS - 1], v2=HARD))
    assert (found.tests, found.untested) == (0, 2)
    assert found.table["difference"].tolist() == pytest.approx([83 - 56, 56 - 83], abs=EXACT)
    assert found.table["chance"].isna().all()
    assert not found.table["alarm"].any()


def test_the_only_variant_has_nobody_to_be_compared_with():
    found = variant_fairness(variants(v1=EASY))
    assert found.table["difference"].isna().all()
    assert not found.table["alarm"].any()
    assert variant_fairness(totals([])).tests == 0


def test_constant_variants_differ_or_do_not():
    assert welch(np.full(5, 60.0), np.full(5, 70.0))[3] == 0
    assert welch(np.full(5, 60.0), np.full(5, 60.0))[3] == 1


def test_variants_of_another_task_are_no_others():
    task = {f"s{at:02d}": "seo-01" if at < 6 else "seo-02" for at in range(12)}
    seed = {f"s{at:02d}": str(at // 3) for at in range(12)}
    table = variant_fairness(totals(EASY + HARD, task=task, seed=seed)).table
    assert table["others"].tolist() == [3, 3, 3, 3]


def test_a_drawn_parameter_can_be_the_variant():
    scores = totals(EASY + HARD, seed={f"s{at:02d}": str(at) for at in range(12)})
    scores.scripts["price"] = ["low"] * 6 + ["high"] * 6
    table = variant_fairness(scores, column="price").table
    assert table["variant"].tolist() == ["high", "low"]
    assert table["alarm"].all()
