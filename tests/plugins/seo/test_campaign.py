"""The simulated week: what an account earns in it, and how the report sums."""

from dataclasses import replace

import pytest
from bidding import SEED, account, plan, unit
from workbench_plugins.seo.tools.account import Account, Creative, account_of, as_json
from workbench_plugins.seo.tools.campaign import run_week
from workbench_plugins.seo.tools.matching import BROAD, EXACT
from workbench_plugins.seo.tools.money import half_up
from workbench_plugins.seo.tools.quality import quality_of
from workbench_plugins.seo.tools.report import Row, rows, summed
from workbench_plugins.seo.tools.yardstick import yardstick
from workbench_plugins.seo.world.market import market


def week(*plans):
    return run_week(SEED, account(*plans))


def test_the_same_account_gives_the_same_week():
    run_week.cache_clear()
    first = week()
    run_week.cache_clear()
    assert week() == first
    assert first.cells


def test_an_account_comes_back_from_its_json():
    made = account(plan(unit(), negatives=("培训",)))
    assert account_of(as_json(made)) == made


def test_impressions_are_at_most_the_searches_that_a_keyword_meets():
    found = week()
    assert sum(cell.impressions for cell in found.cells) <= found.met <= found.searches


def test_no_day_costs_more_than_the_budgets():
    made = week(plan(unit(bid=900), budget=60_00))
    assert all(day.cost <= 60_00 for day in made.days)
    both = account(plan(unit(bid=900)), plan(unit("洗衣机维修", theme="wm_repair", bid=900), name="计划二"))
    days = run_week(SEED, both).days
    for day in range(7):
        assert sum(one.cost for one in days if one.day == day) <= market(SEED).budget_fen


def test_a_small_budget_is_used_up_before_the_evening():
    early = week(plan(unit(bid=900), budget=30_00)).days[0].last_hour
    assert early < week(plan(unit(bid=900))).days[0].last_hour


@pytest.mark.parametrize(
    "silent",
    [
        plan(paused=True),
        plan(unit(paused=True)),
        plan(unit(bid=0)),
        plan(unit(bid=1)),
        plan(budget=0),
        plan(unit(creatives=())),
        plan(unit(creatives=(Creative("短", "短", "短"),))),
        plan(negatives=("空调",)),
        plan(hours=(3, 3)),
        plan(areas=()),
    ],
)  # fmt: skip
def test_paused_zero_bid_zero_quality_or_barred_ads_are_never_shown(silent):
    found = week(silent)
    assert found.cells == ()
    assert found.profit == 0


def test_an_account_without_plans_is_no_fault():
    assert run_week(SEED, Account()).cells == ()


def test_exact_meets_fewer_searches_than_phrase_and_phrase_fewer_than_broad():
    counts = [week(plan(unit(match=match))).met for match in (EXACT, "短语", BROAD)]
    assert counts[0] < counts[1] < counts[2]


def test_negative_words_keep_away_people_who_are_no_customers():
    broad = plan(unit(match=BROAD))
    clean = replace(broad, negatives=("培训", "视频", "招聘", "招工", "学校"))
    terms = {cell.term for cell in week(clean).cells}
    assert "空调维修视频教程" in {cell.term for cell in week(broad).cells}
    assert not any(word in term for term in terms for word in ("培训", "视频"))


def test_nobody_outside_the_served_area_orders():
    outside = plan(areas=("外地",))
    found = week(outside)
    assert sum(cell.clicks for cell in found.cells) > 0
    assert sum(cell.orders for cell in found.cells) == 0


def test_a_wrong_landing_page_lowers_quality_and_orders():
    right, wrong = unit(), unit(page="洗衣机清洗页")
    assert quality_of(wrong, "空调维修").tenths < quality_of(right, "空调维修").tenths
    orders = [sum(cell.orders for cell in week(plan(one)).cells) for one in (right, wrong)]
    assert orders[1] < orders[0]


def test_a_strangers_orders_are_none_though_the_table_prints_the_trades_rate():
    found = week(plan(unit("冰箱维修")))
    assert sum(cell.clicks for cell in found.cells) > 0
    assert found.margin == 0


def test_one_ad_of_the_account_is_shown_in_a_search():
    one = plan(unit())
    other = replace(one, name="计划二", units=(unit("空调维修上门"),))
    apart = {cell.term for cell in week(one).cells if cell.plan == "计划一"}
    both = run_week(SEED, account(one, other))
    assert "空调维修上门" in apart
    # the tighter match wins: the exact keyword of the second plan takes the search from the first
    assert {cell.plan for cell in both.cells if cell.term == "空调维修上门"} == {"计划二"}


def test_the_report_divides_sums_and_never_averages_ratios():
    cells = week(plan(unit("空调维修", "空调不制冷维修", "空调维修上门"))).cells
    whole = summed((), cells)
    parts = rows(cells, "搜索词")
    mean = sum(row.ctr for row in parts) / len(parts)
    assert whole.ctr == whole.clicks / whole.impressions != mean
    assert whole.acp == half_up(whole.cost, whole.clicks)
    for level in ("计划", "单元", "关键词", "搜索词"):
        assert sum(row.cost for row in rows(cells, level)) == whole.cost


def test_roi_is_what_the_task_says_and_nothing_without_cost():
    row = Row((), 100, 10, 200, 2, 500, 150)
    assert row.roi("net") == 1.5
    assert row.roi("gross") == 2.5
    empty = Row((), 0, 0, 0, 0, 0, 0)
    assert (empty.roi("net"), empty.ctr, empty.acp, empty.cvr, empty.order_cost, empty.place) == (None,) * 6


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_yardstick_beats_a_plain_plan(seed):
    here = market(seed)
    plain = plan(areas=here.areas, hours=here.hours, budget=here.budget_fen)
    assert yardstick(seed) > run_week(seed, account(plain)).profit
