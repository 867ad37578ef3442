"""The face, drawn by Streamlit's own test runner over a paper in memory."""

import time

import pytest
from streamlit.testing.v1 import AppTest


def desk_page():
    # AppTest runs this function's source alone, so its imports stand inside it.
    import streamlit as st
    from workbench_plugins.operations.rubric import answers
    from workbench_plugins.operations.views import profit

    from workbench.host import registry
    from workbench.testing import TryOut

    if "tryout" not in st.session_state:
        st.session_state["tryout"] = TryOut(registry.load(), "operations-06", seed=1)
        if st.session_state.get("full"):
            st.session_state["tryout"].take_all(answers.work(st.session_state["tryout"].given))
    session = st.session_state["tryout"].session("operations.profit")
    session.locked = bool(st.session_state.get("locked"))
    profit.draw(session)
    for text in session.refusals:
        st.error(text)


def opened(*, part="costs", **state):
    page = AppTest.from_function(desk_page, default_timeout=20)
    for name, value in state.items():
        page.session_state[name] = value
    page.session_state["operations-profit-part"] = part
    return page.run()


def shown(page):
    return "".join(str(node.proto.body) for node in page.get("html"))


def field(nodes, label):
    return next(node for node in nodes if node.label.startswith(label))


def add(page, rate="12.50", base="net"):
    field(page.selectbox, "单据").set_value("D01")
    field(page.selectbox, "类别").set_value("goods")
    field(page.selectbox, "计费基数").set_value(base)
    field(page.text_input, "单价").set_value(rate)
    return field(page.button, "加入").click().run()


PARTS = ("costs", "pricing", "planning", "offer")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_begins_with_a_hint(part):
    page = opened(part=part)
    assert not page.exception
    assert page.info or page.caption


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("locked", [False, True])
def test_each_part_draws_a_whole_paper_also_when_it_is_locked(part, locked):
    page = opened(part=part, full=True, locked=locked)
    assert not page.exception
    assert not page.error
    if locked:
        assert all(node.disabled for node in (*page.button, *page.text_input, *page.multiselect))


def test_an_item_is_added_with_its_calculation_and_the_form_is_blank_again():
    page = add(opened())
    assert not page.exception
    assert not page.error
    assert "12.50 × 3,232 = 40,400.00" in shown(page)
    assert field(page.text_input, "单价").value == ""


def test_a_refused_item_says_why_and_keeps_what_was_typed():
    page = add(opened(), rate="十二元")
    assert "不是数" in page.error[0].value
    assert field(page.text_input, "单价").value == "十二元"


def test_income_and_results_follow_what_was_chosen():
    page = add(opened())
    field(page.selectbox, "收入口径").set_value("paid").run()
    page.run()
    html = shown(page)
    assert "支付金额（退款前）" in html
    assert "净利率" in html
    assert "成本构成" in html


def test_an_item_is_taken_back():
    page = add(opened())
    field(page.selectbox, "录错了").set_value(1)
    field(page.button, "删除").click().run()
    assert not page.exception
    page.run()
    assert "还没有成本项" in page.info[0].value


def test_the_file_is_made_and_an_older_one_is_called_old():
    page = opened(full=True)
    field(page.button, "重新生成").click().run()
    assert not page.exception
    assert any("下载 03" in node.value for node in page.markdown)
    add(page)
    assert any("请重新生成" in node.value for node in page.warning)


def test_rivals_are_counted_when_asked():
    page = opened(part="pricing")
    page.multiselect[0].set_value(["K01", "K02", "K03", "K04"])
    field(page.button, "统计").click().run()
    assert not page.exception
    assert "竞品中位数" in shown(page)


def test_a_price_is_worked_out_shown_and_adopted():
    page = opened(part="pricing")
    field(page.selectbox, "商品").set_value("main")
    field(page.selectbox, "定价方法").set_value("cost_plus").run()
    field(page.text_input, "单位成本").set_value("31.20")
    field(page.text_input, "加成率").set_value("90")
    field(page.button, "计算").click().run()
    assert "31.20 ×（1 + 90.00 %） = 59.28 元" in shown(page)
    field(page.button, "采用").click().run()
    assert not page.exception
    assert "✓ 采用" in shown(page)


def test_a_scenario_is_kept_compared_and_chosen():
    page = opened(part="planning", full=True)
    field(page.text_input, "方案名称").set_value("降价")
    field(page.text_input, "售价").set_value("55.90")
    field(page.text_input, "佣金率").set_value("5")
    field(page.button, "保存").click().run()
    html = shown(page)
    assert not page.exception
    assert "降价（55.90 元）" in html
    assert "下月方案" in html
    field(page.button, "选定").click().run()
    assert "降价（55.90 元）　已选定" in shown(page)
    page.run()
    assert "已选定" in shown(page)


def test_a_scenario_outside_the_tests_says_why():
    page = opened(part="planning", full=True)
    field(page.text_input, "方案名称").set_value("天价")
    field(page.text_input, "售价").set_value("999")
    field(page.text_input, "佣金率").set_value("5")
    field(page.button, "保存").click().run()
    assert "不能外推" in page.error[0].value


def test_an_offer_is_worked_out_in_the_order_of_its_layers():
    page = opened(part="offer")
    for label, typed in {"单价": "59.90", "件数": "2", "单位成本": "30", "佣金率": "5"}.items():
        field(page.text_input, label).set_value(typed)
    field(page.selectbox, "第 1 层").set_value("rate")
    field(page.text_input, "折扣").set_value("95")
    field(page.button, "计算").click().run()
    assert not page.exception
    assert "119.80 × 95.00 % = 113.81 元" in shown(page)


def test_scenarios_whose_table_was_emptied_say_what_is_missing():
    page = opened(part="planning", full=True)
    tryout = page.session_state["tryout"]
    for row in list(tryout.states["operations.profit"]["items"]):
        tryout.take("operations.profit", "drop_item", {"item": row["no"]})
    page.run()
    assert not page.exception
    assert "先在“成本与利润”" in page.info[0].value


def test_what_a_student_typed_is_shown_as_text_and_never_run():
    page = opened(part="planning", full=True)
    field(page.text_input, "方案名称").set_value("<b>x</b>")
    field(page.text_input, "售价").set_value("55.90")
    field(page.text_input, "佣金率").set_value("5")
    field(page.button, "保存").click().run()
    assert "<b>x</b>" not in shown(page)
    assert "&lt;b&gt;x&lt;/b&gt;" in shown(page)


@pytest.mark.parametrize("part", PARTS)
def test_a_rerun_stays_cheap(part):
    page = opened(part=part, full=True)
    page.run()
    begun = time.perf_counter()
    page.run()
    assert time.perf_counter() - begun < 1.0  # generous: a loaded machine; AppTest itself takes most
