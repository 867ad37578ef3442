"""The machine's lines of seo-05: tolerant of form, strict in substance, never failing on rubbish."""

import dataclasses

import pytest
from workbench_plugins.seo.rubric import bid_answers
from workbench_plugins.seo.rubric.bid_creative import creative_rules
from workbench_plugins.seo.rubric.bid_plan import bid_account, bid_keywords, bid_structure
from workbench_plugins.seo.rubric.bid_sums import auction_sums, bid_card
from workbench_plugins.seo.tools.account import account_of
from workbench_plugins.seo.world.exercise import sums
from workbench_plugins.seo.world.market import market_of

from workbench.api import worked
from workbench.host import registry
from workbench.testing import TryOut

KEYWORDS = {"field": "02", "wanted": 12, "least_precision": 0.75, "week_part": 0.5, "full_at": 0.75}
STRUCTURE = {"field": "02", "plans": 2, "themes": 4, "unit_words": [2, 8], "words": [12, 24]}


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


@pytest.fixture
def paper(loaded):
    return TryOut(loaded, "seo-05", seed=1)


@pytest.fixture
def good(paper):
    paper.take_all(bid_answers.good(paper.given, 1))
    return paper


def sheet(paper, field, columns, rows):
    paper.take_all([worked.write_sheet(field, columns, rows, paper.clock + 10)])
    return paper.evidence


def plan_sheet(paper, rows):
    return sheet(paper, "02", bid_answers.PLAN_COLUMNS, rows)


def sum_sheet(paper, rows):
    return sheet(paper, "03", bid_answers.SUM_COLUMNS, rows)


def test_sums_in_full_width_with_units_and_formulas_are_right(paper):
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    rows = [
        [f" {one.word} ", f"第{one.place}名", f"{one.price / 100:.2f}元".translate(wide), f"=INT({one.budget / 100}/C{at})", f"{one.orders / 100:.2f}单"]
        for at, one in enumerate(sums(1), start=2)
    ]  # fmt: skip
    rows = [[*row[:3], str(one.clicks), row[4]] for row, one in zip(rows, sums(1), strict=True)]
    assert auction_sums(sum_sheet(paper, rows), field="03").share == 1


def test_a_formula_in_a_sum_counts_by_its_value(paper):
    rows = bid_answers.sum_rows(1)
    rows[0][3] = f"=INT({sums(1)[0].budget / 100}/{sums(1)[0].price / 100})"
    assert auction_sums(sum_sheet(paper, rows), field="03").share == 1


def test_a_price_that_is_a_cent_off_is_wrong_and_told_with_its_formula(paper):
    rows = bid_answers.sum_rows(1)
    at = next(at for at, one in enumerate(sums(1)) if one.case == "middle")
    rows[at][2] = f"{sums(1)[at].price / 100 + 0.01:.2f}"
    found = auction_sums(sum_sheet(paper, rows), field="03")
    assert found.share == pytest.approx(1 - 0.4 / 5)
    assert "+ 0.01" in found.reason


def test_the_sums_of_another_seed_are_wrong(paper):
    assert auction_sums(sum_sheet(paper, bid_answers.sum_rows(2)), field="03").share < 0.2


@pytest.mark.parametrize(
    "rows", [[], [["", "", "", "", ""]], [["#", "￥", "=1/0", "∞", "NaN"]], [["空调维修"] * 5]]
)
def test_rubbish_earns_nothing_and_fails_nothing(paper, rows):
    evidence = sum_sheet(paper, rows)
    evidence = plan_sheet(paper, rows)
    for found in (
        bid_card(evidence), auction_sums(evidence, field="03"), bid_structure(evidence, **STRUCTURE),
        bid_account(evidence, field="02", least_rows=12), creative_rules(evidence, count=3),
        bid_keywords(evidence, **KEYWORDS),
    ):  # fmt: skip
        assert found.share <= 0.1
        assert found.reason


def test_states_of_tools_that_were_never_opened_are_no_fault(paper):
    bare = dataclasses.replace(paper.evidence, states={})
    assert bid_card(bare).share == 0
    assert bid_account(bare, field="02", least_rows=12).share == 0
    assert bid_keywords(bare, **KEYWORDS).share == 0
    assert creative_rules(bare, count=3).share == 0
    assert bid_structure(bare, **STRUCTURE).share == 0


def test_blank_cells_below_a_plan_and_a_unit_are_merged_cells(good):
    rows = bid_answers.plan_rows(market_of(good.given), bid_answers.NEXT_LEVEL)
    merged = [
        row if at == 0 or row[:2] != rows[at - 1][:2] else ["", "", *row[2:]] for at, row in enumerate(rows)
    ]
    assert bid_account(plan_sheet(good, merged), field="02", least_rows=12).share == 1


def test_match_names_and_bids_are_understood_in_other_forms(good):
    rows = bid_answers.plan_rows(market_of(good.given), bid_answers.NEXT_LEVEL)
    other = [[*row[:3], "短语匹配", f"￥{row[4]}元"] for row in rows]
    assert bid_account(plan_sheet(good, other), field="02", least_rows=12).share == 1


def test_a_sheet_that_differs_from_the_account_loses_its_rows(good):
    rows = bid_answers.plan_rows(market_of(good.given), bid_answers.NEXT_LEVEL)
    rows[0][4], rows[1][3] = "0.99", "广泛"
    found = bid_account(plan_sheet(good, rows), field="02", least_rows=12)
    assert found.share == pytest.approx(1 - 0.85 * 2 / len(rows), abs=1e-3)
    assert "出价写“0.99”" in found.reason


def test_budgets_beyond_the_daily_budget_cost_their_part(good):
    here = market_of(good.given)
    good.take("seo.sem", "save_plan", bid_answers.plan_params(here, "空调", here.budget_fen))
    assert bid_account(good.evidence, field="02", least_rows=12).share == pytest.approx(0.85)


def test_keywords_without_a_creative_that_may_go_online_are_not_set_up(good):
    for plan, unit in account_of(good.states["seo.sem"]["account"]).units:
        for _ in unit.creatives:
            good.take("seo.sem", "remove", {"plan": plan.name, "unit": unit.name, "number": 1})
    assert bid_account(good.evidence, field="02", least_rows=12).share == 0


def test_strangers_and_words_below_their_price_are_named_with_their_reason(good):
    rows = bid_answers.plan_rows(market_of(good.given), 85)
    poor = next(row["关键词"] for row in good.given["keyword_rows"] if "收费" in row["关键词"])
    found = bid_keywords(
        plan_sheet(good, [*rows, ["空调", "x", "冰箱维修", "短语", "1"], ["空调", "x", poor, "短语", "1"]]),
        **KEYWORDS,
    )
    assert "公司不修冰箱" in found.reason
    assert "低于参考价" in found.reason
    assert 0 < found.share < 1


def test_the_whole_table_is_no_choice(good):
    rows = [["空调", "x", row["关键词"], "广泛", "1"] for row in good.given["keyword_rows"]]
    assert bid_keywords(plan_sheet(good, rows), **KEYWORDS).share == 0


def test_the_distance_from_the_yardstick_is_noted_for_the_panel(good):
    facts = bid_keywords(good.evidence, **KEYWORDS).facts
    assert facts["runs"] == 2
    assert facts["profit"] == pytest.approx(facts["yardstick"] * (1 - facts["distance"]))
    assert facts["distance"] < 0.3


def test_a_bad_account_beside_a_good_list_loses_the_part_of_the_week(good):
    for name in ("空调", "洗衣机"):
        good.take(
            "seo.sem",
            "save_plan",
            {**bid_answers.plan_params(market_of(good.given), name, 0), "areas": ["外地"]},
        )
    assert bid_keywords(good.evidence, **KEYWORDS).share == pytest.approx(0.5)


def test_structure_asks_for_place_time_and_page_in_the_account(good):
    whole = bid_structure(good.evidence, **STRUCTURE)
    assert whole.share == 1
    params = {**bid_answers.plan_params(market_of(good.given), "空调", 100_00), "start": 0, "end": 24}
    good.take("seo.sem", "save_plan", params)
    assert bid_structure(good.evidence, **STRUCTURE).share == pytest.approx(0.95)


def test_mixed_units_are_not_of_one_theme(good):
    rows = bid_answers.plan_rows(market_of(good.given), 85)
    mixed = [[row[0], "都在一起", *row[2:]] for row in rows]
    assert bid_structure(plan_sheet(good, mixed), **STRUCTURE).share <= 0.5


def test_creatives_that_differ_only_in_the_service_count_once(paper):
    paper.take(
        "seo.sem", "import", {"text": "甲,子,空调维修,短语,2\n甲,丑,空调加氟,短语,2\n甲,寅,空调移机,短语,2"}
    )
    for unit, word in (("子", "空调维修"), ("丑", "空调加氟"), ("寅", "空调移机")):
        texts = {
            "title": f"{{{word}}}找捷修，本地师傅当天到",
            "line1": f"{word}先看机后报价，不满意不收工时",
            "line2": "手机点一下就有人回电，随叫随到",
        }
        paper.take(
            "seo.sem", "save_creative", {"plan": "甲", "unit": unit, "number": 0, **texts, "paused": False}
        )
    assert creative_rules(paper.evidence, count=3).share == pytest.approx(1 / 3, abs=1e-3)


def test_a_description_copied_from_the_paper_is_a_fault(paper):
    paper.take("seo.sem", "import", {"text": "甲,子,空调维修,短语,2"})
    texts = {
        "title": "{空调维修}找捷修，本地师傅当天到",
        "line1": "请你回答竞价规则，从 30 个词里选词",
        "line2": "手机点一下就有人回电，随叫随到",
    }
    paper.take(
        "seo.sem", "save_creative", {"plan": "甲", "unit": "子", "number": 0, **texts, "paused": False}
    )
    found = creative_rules(paper.evidence, count=1)
    assert found.share == 0
    assert "照抄试题" in found.reason
