"""Lines 4 and 5: which voucher was forgotten, doubled or put on a wrong base is said by name."""

import pytest
from workbench_plugins.operations.rubric.costs import STATUS, cost_table, largest_costs, own_table
from workbench_plugins.operations.world.packs import voucher_kinds

COST = {"income_units": 2, "category_part": 0.5}
UNITS = 14  # twelve vouchers and the income's two


@pytest.fixture
def rows(filled):
    return [dict(row) for row in filled.states["operations.profit"]["items"]]


@pytest.fixture
def number(shop):
    return {voucher.kind: voucher.no for voucher in shop.vouchers}


def changed(rows, voucher, **change):
    return [{**row, **change} if row["voucher"] == voucher else row for row in rows]


def test_a_right_table_earns_all(with_state):
    found = cost_table(with_state(), **COST)
    assert found.share == 1
    assert {found.facts[kind.kind] for kind in voucher_kinds().values()} == {"ok", "left"}


def test_a_forgotten_voucher_costs_its_unit_and_is_named(with_state, rows, number):
    found = cost_table(
        with_state(items=[row for row in rows if row["voucher"] != number["insurance"]]), **COST
    )
    assert found.share == pytest.approx(1 - 1 / UNITS, abs=1e-4)
    assert "退货运费险漏记" in found.reason
    assert found.facts["insurance"] == "missing"


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        ("commission", "list"),
        ("commission", "paid"),
        ("goods", "purchased"),
        ("courier", "shipped"),
        ("software", "month"),
    ],
)
def test_a_wrong_base_is_named_with_both_calculations(kind, base, with_state, rows, number):
    found = cost_table(with_state(items=changed(rows, number[kind], base=base)), **COST)
    assert found.share == pytest.approx(1 - 1 / UNITS, abs=1e-4)
    assert found.facts[kind] == "base"
    assert "基数不对：你用的是" in found.reason
    assert voucher_kinds()[kind].why in found.reason


def test_a_top_up_for_what_was_spent_is_a_wrong_number(with_state, rows, number):
    found = cost_table(with_state(items=changed(rows, number["ads"], rate=9_999_900)), **COST)
    assert found.facts["ads"] == "rate"
    assert "99,999.00" in found.reason


def test_promotion_that_is_entered_twice_loses_its_unit(with_state, rows, number):
    twice = [*rows, next(row for row in rows if row["voucher"] == number["ads"])]
    found = cost_table(with_state(items=twice), **COST)
    assert found.facts["ads"] == "twice"
    assert found.share == pytest.approx(1 - 1 / UNITS, abs=1e-4)


@pytest.mark.parametrize("kind", ["deposit", "bill", "prepaid", "drawing"])
def test_what_is_no_cost_takes_a_unit_away(kind, with_state, rows, number):
    extra = {"no": 99, "voucher": number[kind], "category": "fixed", "base": "month", "rate": 100}
    found = cost_table(with_state(items=[*rows, extra]), **COST)
    assert found.share == pytest.approx(1 - 1 / UNITS, abs=1e-4)
    assert found.facts[kind] == "extra"
    assert voucher_kinds()[kind].why in found.reason


def test_a_right_amount_in_a_wrong_category_earns_half(with_state, rows, number):
    found = cost_table(with_state(items=changed(rows, number["rent"], category="labour")), **COST)
    assert found.share == pytest.approx(1 - 0.5 / UNITS, abs=1e-4)


def test_a_second_category_that_is_right_too_costs_nothing(with_state, rows, number):
    found = cost_table(with_state(items=changed(rows, number["insurance"], category="freight")), **COST)
    assert found.share == 1


def test_income_before_refunds_costs_two_units(with_state):
    found = cost_table(with_state(income="paid"), **COST)
    assert found.share == pytest.approx(1 - 2 / UNITS, abs=1e-4)
    assert "收入口径" in found.reason


def test_an_income_without_a_table_earns_nothing(with_state):
    assert cost_table(with_state(items=[]), **COST).share == 0


def test_the_reason_works_the_profit_out(with_state, right):
    reason = cost_table(with_state(), **COST).reason
    assert f"= {right.net / 100:,.2f} 元" in reason


def test_every_status_has_a_name(with_state):
    assert set(cost_table(with_state(items=[]), **COST).facts.values()) <= set(STATUS)


SHARES = {"doc": "05", "tolerance": 0.05, "follow": 0.5}


def places(table):
    from workbench_plugins.operations.tools.costs import CATEGORIES

    top = list(table.shares().items())[:3]
    return "\n".join(
        f"第{place}大成本：{CATEGORIES[name]}，{bp / 100:.2f} %"
        for place, (name, bp) in zip("一二三", top, strict=True)
    )


def test_the_three_largest_costs_with_their_shares_earn_all(with_state):
    assert largest_costs(with_state(), **SHARES).share == 1


def test_names_without_shares_or_in_a_dump_earn_nothing(with_state):
    names = "第一大成本：货品\n第二大成本：人工\n第三大成本：推广"
    assert largest_costs(with_state(docs={"05": names}), **SHARES).share == 0
    dump = "\n".join(f"第{place}大成本：货品、人工、推广、包装 50 %" for place in "一二三")
    assert largest_costs(with_state(docs={"05": dump}), **SHARES).share == 0


def test_what_follows_from_ones_own_wrong_table_earns_half_and_says_so(with_state, rows, number):
    wrong = changed(rows, number["goods"], base="purchased")
    own = own_table(with_state(items=wrong))
    found = largest_costs(with_state(items=wrong, docs={"05": places(own)}), **SHARES)
    assert found.share == pytest.approx(0.5)
    assert "你自己的表" in found.reason


def test_a_table_that_is_mostly_wrong_is_not_followed(with_state, rows):
    wrong = [{**row, "rate": row["rate"] + 1} for row in rows]
    assert own_table(with_state(items=wrong)) is None
    assert own_table(with_state(items=rows[:7])) is None
    assert own_table(with_state(items=rows[:8])) is not None


def test_full_width_digits_and_signs_are_read(with_state, right):
    wide = places(right).translate(str.maketrans("0123456789.%:", "０１２３４５６７８９．％："))
    assert largest_costs(with_state(docs={"05": wide}), **SHARES).share == 1
