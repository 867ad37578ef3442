"""The third part of the face: break-even, and next month's scenarios side by side."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, Refused, ToolSession, tables

from ..tools.setup import (
    adopted,
    chosen,
    forecast_in,
    quantity_figures,
    scenario_figures,
    swings_in,
)
from ..world.shop import Shop, shop_of
from .shown import chart, columns, figure_table, fresh_form, html, removal, scenario_name, tornado

FIELDS = {
    "commission": ("佣金率（%）", "如 5"),
    "volume": ("销量变化（%）", "如 -5"),
    "ads": ("推广费变化（%）", "如 10"),
    "goods": ("货品成本变化（%）", "不变可不填"),
}


def draw(session: ToolSession) -> None:
    """Draw the part."""
    shop = shop_of(session.state["shop"])
    state = session.state
    if not state["items"] or not state["income"]:
        st.info("先在“成本与利润”里选收入口径、录入成本项，这里才能算保本点和下月方案。")
    else:
        html(figure_table("本月：单位成本与保本", quantity_figures(state, shop)))
        _scenarios(session, shop)


def _scenarios(session: ToolSession, shop: Shop) -> None:
    st.markdown("**下月方案**　可以保存几个价格的方案来比较")
    fresh_form(session, lambda suffix: _keep(session, shop, suffix))
    rows = session.state["scenarios"]
    if not rows:
        st.caption("还没有方案。销量按素材七的试销记录推算，记录以外的价格不推算。")
        return
    slot = st.container()
    names = {row["no"]: scenario_name(row) for row in rows}
    left, right = st.columns(2)
    with left, st.container(horizontal=True, vertical_alignment="bottom"):
        found = st.selectbox(
            "查看算式与敏感性", list(names), index=len(names) - 1, format_func=names.__getitem__,
            key=session.key(f"look-{max(names)}"), width=260,
        )  # fmt: skip
        pressed = st.button("选定为下月方案", key=session.key("choose"), disabled=session.locked)
    with right:
        removal(session, "删除方案", names, "drop_scenario", "scenario")
    if pressed and found is not None:
        session.do("choose_scenario", scenario=found)
    with slot:
        _compared(session, shop)
    row = next((one for one in session.state["scenarios"] if one["no"] == found), None)
    if row is not None:
        _looked(session, shop, row)


def _keep(session: ToolSession, shop: Shop, suffix: str) -> bool:
    quote = adopted(session.state, shop.sku("利润款").id)
    with st.form(session.key(f"scenario-{suffix}"), border=True):
        fields = columns([1.6, 1.4, *[1.5] * len(FIELDS), 1.1])
        name = fields[0].text_input("方案名称", key=session.key(f"name-{suffix}"), disabled=session.locked)
        price = fields[1].text_input(
            "售价（元）",
            f"{quote.price() / 100:.2f}" if quote else "",
            key=session.key(f"price-{suffix}"),
            disabled=session.locked,
        )
        typed = {
            one: field.text_input(
                label, placeholder=hint, key=session.key(f"{one}-{suffix}"), disabled=session.locked
            )
            for field, (one, (label, hint)) in zip(fields[2:-1], FIELDS.items(), strict=True)
        }
        pressed = fields[-1].form_submit_button(
            "保存", type="primary", disabled=session.locked, width="stretch"
        )
    return pressed and session.do("keep_scenario", name=name, inputs={"price": price, **typed})


def _compared(session: ToolSession, shop: Shop) -> None:
    state = session.state
    rows = state["scenarios"]
    if not rows:
        return
    picked = chosen(state)
    heads = ["项目", *(scenario_name(row) + ("　已选定" if row is picked else "") for row in rows)]
    try:
        worked = [scenario_figures(state, shop, row) for row in rows]
    except Refused as error:
        st.warning(error.text)
        return
    lines = [
        [tables.whole(line[0].name), *(tables.whole(one.shown) for one in line)]
        for line in zip(*worked, strict=True)
    ]
    html(tables.table("方案比较", heads, lines))


def _looked(session: ToolSession, shop: Shop, row: JSON) -> None:
    state = session.state
    try:
        figures, net = scenario_figures(state, shop, row), forecast_in(state, shop, row).net
    except Refused as error:
        st.warning(error.text)
        return
    left, right = st.columns([3, 2])
    with left:
        html(figure_table(f"“{row['name']}”的算式", figures))
    with right:
        st.markdown("**敏感性**　每次只动一个因素，上下各 10 %，净利润变多少")
        chart(session, tornado(swings_in(state, shop, row), net), "tornado")
