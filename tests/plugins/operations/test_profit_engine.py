"""The tool's steps: what is kept, what is refused in the student's words, and nothing is given away."""

import contextlib
import json

import pytest
from workbench_plugins.operations.tools.profit import MOST_ITEMS, MOST_QUOTES, MOST_SCENARIOS, ProfitEngine
from workbench_plugins.operations.tools.setup import adopted, chosen, discounts_in, table_in

from workbench.api import Refused

ITEM = {"voucher": "D01", "category": "goods", "base": "net", "rate": "10"}
QUOTE = {"sku": "main", "method": "cost_plus", "inputs": {"cost": "30", "markup": "90"}, "ending": "point9"}
INCOME = ("set_income", {"base": "net_paid"})


def scenario(shop, name="方案", **inputs):
    price = f"{shop.demand[3][0] / 100:.2f}"
    return ("keep_scenario", {"name": name, "inputs": {"price": price, "commission": "5", **inputs}})


def test_nothing_is_set_up_at_the_start(fresh):
    assert fresh["items"] == fresh["quotes"] == fresh["scenarios"] == fresh["rivals"] == []
    assert fresh["income"] == ""


def test_an_old_state_is_never_changed(fresh, take):
    before = json.dumps(fresh)
    take(INCOME, ("add_item", ITEM), ("quote", QUOTE), ("adopt", {"quote": 1}))
    assert json.dumps(fresh) == before


def test_a_rate_is_read_as_yuan_or_percent_by_its_base(take):
    state = take(("add_item", ITEM), ("add_item", {**ITEM, "base": "net_paid", "rate": "5 %"}))
    assert [row["rate"] for row in state["items"]] == [1000, 500]


def test_the_students_mistakes_are_taken_as_they_are(take, shop):
    deposit = next(one.no for one in shop.vouchers if one.kind == "deposit")
    state = take(
        INCOME, ("add_item", {"voucher": deposit, "category": "promotion", "base": "list", "rate": "5"})
    )
    assert table_in(state, shop).total() == shop.month.list * 5 // 100


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"voucher": "D99"}, "没有“D99”"),
        ({"voucher": "<script>" * 50}, "没有“"),
        ({"category": "利润"}, "类别"),
        ({"base": "everything"}, "基数"),
        ({"rate": "-1"}, "负数"),
        ({"rate": "0"}, "是 0"),
        ({"rate": "=1+1"}, "不是数"),
        ({"rate": "1.234"}, "两位小数"),
        ({"base": "paid", "rate": "101"}, "100 %"),
    ],
)
def test_an_item_that_makes_no_sense_is_refused_with_the_reason(change, words, take, refusal):
    assert words in refusal(lambda: take(("add_item", {**ITEM, **change})))


def test_a_dropped_items_number_is_not_given_again(take):
    state = take(("add_item", ITEM), ("drop_item", {"item": 1}), ("add_item", ITEM))
    assert [row["no"] for row in state["items"]] == [2]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("drop_item", {"item": 7}), "第 7 号"),
        (("set_income", {"base": "month"}), "三个"),
        (("pick_rivals", {"rivals": ["K99"]}), "K99"),
        (("quote", {**QUOTE, "sku": "x"}), "商品"),
        (("quote", {**QUOTE, "method": "x"}), "方法"),
        (("quote", {**QUOTE, "ending": "x"}), "尾数"),
        (("quote", {**QUOTE, "inputs": {}}), "单位成本"),
        (("quote", {**QUOTE, "inputs": {"cost": "3" * 100, "markup": "1"}}), "太长"),
        (("adopt", {"quote": 3}), "第 3 号"),
        (("choose_scenario", {"scenario": 1}), "第 1 号"),
        (("drop_scenario", {"scenario": 1}), "第 1 号"),
        (("sing", {}), "没有“sing”"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_with_the_reason(step, words, take, refusal):
    assert words in refusal(lambda: take(step))


def test_items_quotes_and_scenarios_have_their_limits(take, shop, refusal):
    full = take(*[("add_item", ITEM)] * MOST_ITEMS)
    assert "最多" in refusal(lambda: take(("add_item", ITEM), state=full))
    ready = take(INCOME, ("add_item", ITEM))
    many = take(*[scenario(shop, f"方案{at}") for at in range(MOST_SCENARIOS)], state=ready)
    assert "最多" in refusal(lambda: take(scenario(shop, "多一个"), state=many))


def test_an_adopted_price_stays_however_many_are_tried_after_it(take):
    state = take(("quote", QUOTE), ("adopt", {"quote": 1}), *[("quote", QUOTE)] * (MOST_QUOTES + 10))
    assert len(state["quotes"]) == MOST_QUOTES
    assert adopted(state, "main") is not None
    assert adopted(state, "gift") is None


def test_a_scenario_needs_a_cost_table_first(take, shop, refusal):
    assert "先在“成本与利润”" in refusal(lambda: take(scenario(shop)))


def test_a_scenario_outside_the_price_tests_is_refused(take, shop, refusal):
    ready = take(INCOME, ("add_item", ITEM))
    assert "不能外推" in refusal(lambda: take(scenario(shop, price="999"), state=ready))


@pytest.mark.parametrize(
    ("name", "inputs", "words"),
    [
        ("", {}, "名称"),
        ("很" * 13, {}, "名称"),
        ("a\tb\0", {}, "名称"),
        ("方案", {"commission": "105"}, "佣金率"),
        ("方案", {"volume": "-95"}, "销量变化"),
        ("方案", {"ads": "多"}, "推广费变化"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused(name, inputs, words, take, shop, refusal):
    ready = take(INCOME, ("add_item", ITEM))
    assert words in refusal(lambda: take(scenario(shop, name, **inputs), state=ready))


def test_scenarios_are_kept_compared_chosen_and_dropped(take, shop, refusal):
    ready = take(INCOME, ("add_item", ITEM), scenario(shop, "甲"), scenario(shop, "乙", volume="-5"))
    assert "已有" in refusal(lambda: take(scenario(shop, "甲"), state=ready))
    state = take(("choose_scenario", {"scenario": 2}), state=ready)
    assert chosen(state)["name"] == "乙"
    assert chosen(take(("drop_scenario", {"scenario": 1}), state=state))["name"] == "乙"
    assert chosen(take(("drop_scenario", {"scenario": 2}), state=state)) is None


ORDER = {"price": "59.9", "pieces": "2", "cost": "30", "commission": "5"}


@pytest.mark.parametrize(
    ("typed", "paid"),
    [("95", 11_381), ("9.5", 11_381), ("９５折", 11_381), ("95%", 11_381), ("8.8折", 10_542)],
)
def test_a_discount_is_read_in_every_usual_spelling(typed, paid, take):
    state = take(("set_order", {"inputs": ORDER, "discounts": [{"kind": "rate", "value": typed}]}))
    assert discounts_in(state["order"])[1].value == paid


def test_a_ladder_is_typed_with_blanks_between(take):
    ladder = {"kind": "full", "value": "8 20", "threshold": "99 199"}
    state = take(("set_order", {"inputs": ORDER, "discounts": [ladder]}))
    assert state["order"]["discounts"] == [{"kind": "full", "tiers": [[9900, 800], [19_900, 2000]]}]


@pytest.mark.parametrize(
    ("inputs", "discounts", "words"),
    [
        ({"pieces": "0"}, [], "件数"),
        ({"pieces": "2.5"}, [], "件数"),
        ({"pieces": "两件"}, [], "件数"),
        ({"pieces": "9" * 50}, [], "件数"),
        ({"price": ""}, [], "单价"),
        ({}, [{"kind": "x", "value": "1"}], "种类"),
        ({}, [{"kind": "rate", "value": "0"}], "折扣"),
        ({}, [{"kind": "rate", "value": "101"}], "折扣"),
        ({}, [{"kind": "full", "value": "8 20", "threshold": "99"}], "一一对应"),
        ({}, [{"kind": "full", "value": "8 20", "threshold": "199 99"}], "从低到高"),
        ({}, [{"kind": "coupon", "value": ""}], "金额"),
        ({}, [{"kind": "coupon", "value": "1"}] * 7, "最多"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(inputs, discounts, words, take, refusal):
    step = ("set_order", {"inputs": {**ORDER, **inputs}, "discounts": discounts})
    assert words in refusal(lambda: take(step))


def test_the_fullest_state_is_json_and_small(take, shop):
    state = take(
        INCOME,
        *[("add_item", ITEM)] * MOST_ITEMS,
        *[("quote", QUOTE)] * (MOST_QUOTES + 5),
        *[scenario(shop, f"方案{at}") for at in range(MOST_SCENARIOS)],
        ("pick_rivals", {"rivals": [one.id for one in shop.rivals]}),
    )
    assert json.loads(json.dumps(state)) == state
    assert len(json.dumps(state, ensure_ascii=False).encode()) < 40_000


def test_the_file_is_refused_while_the_table_is_empty_or_other(take, refusal):
    step = {"deliverable": "03", "file": "x", "name": "a.xlsx", "size": 1, "facts": {"income": 1, "net": 1}}
    assert "空的" in refusal(lambda: take(("make_file", step)))
    ready = take(INCOME, ("add_item", ITEM))
    assert "不一致" in refusal(lambda: take(("make_file", step), state=ready))


def test_a_paper_without_the_shop_cannot_start():
    with pytest.raises(KeyError):
        ProfitEngine().start({}, 1)


def test_a_refusal_is_the_only_thing_that_an_engine_raises(take):
    odd = ["", "0", "-1", "x", "１", "9" * 50, "\0", "<b>", "1 2 3", "٣"]
    for text in odd:
        for step in (
            ("add_item", {**ITEM, "rate": text}),
            ("quote", {**QUOTE, "inputs": {"cost": text, "markup": text}}),
            (
                "quote",
                {
                    "sku": "gift",
                    "method": "value",
                    "inputs": {"reference": text, "differences": text},
                    "ending": "nine",
                },
            ),
            (
                "set_order",
                {
                    "inputs": dict.fromkeys(ORDER, text),
                    "discounts": [{"kind": "full", "value": text, "threshold": text}],
                },
            ),
        ):
            with contextlib.suppress(Refused):
                take(step)
