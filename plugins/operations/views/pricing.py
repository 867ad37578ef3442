"""The second part of the face: comparable competitors, and a price for each article."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.money import yuan
from ..tools.pricing import ENDINGS, METHODS, Method
from ..tools.setup import adopted, quote_in, rivals_in
from ..world.shop import Shop, shop_of
from .shown import CHOOSE, chart, choice, columns, figure_table, fresh_form, html, price_line

NEWEST = 8
"""Quotes that the table shows, newest first."""


def draw(session: ToolSession) -> None:
    """Draw the part."""
    shop = shop_of(session.state["shop"])
    _rivals(session, shop)
    st.markdown("**定价试算**")
    left, right = st.columns(2)
    with left:
        names = {sku.id: f"{sku.role}　{sku.name}" for sku in shop.skus}
        sku = choice(session, "商品", names, "sku", index=0)
    with right:
        method = choice(session, "定价方法", {one.id: one.zh for one in METHODS.values()}, "method")
    if method:
        fresh_form(session, lambda suffix: _ask(session, sku, METHODS[method], suffix))
    else:
        st.info("选商品和定价方法，填好参数后按“计算”；可以多算几个再采用。")
    _quotes(session, shop)


def _rivals(session: ToolSession, shop: Shop) -> None:
    names = {one.id: f"{one.id} {one.shop} {yuan(one.price)}" for one in shop.rivals}
    with st.form(session.key("rivals-form"), border=False):
        field, button = columns([8, 1.2])
        with field:
            found = st.multiselect(
                "可比竞品（对照素材五选出）", list(names), default=session.state["rivals"],
                format_func=names.__getitem__, placeholder=CHOOSE, key=session.key("rivals"),
                disabled=session.locked,
            )  # fmt: skip
        with button:
            pressed = st.form_submit_button("统计", type="primary", disabled=session.locked, width="stretch")
    if pressed:
        session.do("pick_rivals", rivals=list(found))
    picked = session.state["rivals"]
    if not picked:
        st.caption("还没有选竞品。")
        return
    left, right = st.columns([3, 2])
    with left:
        html(figure_table(f"竞品价格统计（{len(picked)} 个）", rivals_in(session.state, shop)))
    quote = adopted(session.state, shop.sku("引流款").id)
    prices = tuple((names[one.id], one.price) for one in shop.rivals if one.id in picked)
    with right:
        chart(session, price_line(prices, quote.price() if quote else None), "price-line")


def _ask(session: ToolSession, sku: str, method: Method, suffix: str) -> bool:
    with st.form(session.key(f"quote-{method.id}-{suffix}"), border=True):
        st.caption(f"{method.zh}：{method.formula}")
        fields = columns([*[2.0] * len(method.inputs), 2.2, 1.1])
        typed = {}
        for field, one in zip(fields, method.inputs, strict=False):
            key = session.key(f"{method.id}-{one.id}-{suffix}")
            typed[one.id] = field.text_input(one.zh, placeholder=one.hint, key=key, disabled=session.locked)
        with fields[-2]:
            labels = {name: label for name, (label, _, _) in ENDINGS.items()}
            ending = choice(session, "尾数", labels, f"ending-{method.id}-{suffix}", index=0)
        with fields[-1]:
            pressed = st.form_submit_button("计算", type="primary", disabled=session.locked, width="stretch")
    return pressed and session.do("quote", sku=sku, method=method.id, inputs=typed, ending=ending or "none")


def _quotes(session: ToolSession, shop: Shop) -> None:
    quotes = session.state["quotes"]
    if not quotes:
        return
    slot = st.container()
    names = {row["no"]: _name(shop, row) for row in reversed(quotes)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            "选一个定价采用", list(names), format_func=names.__getitem__, width=420,
            key=session.key(f"adopt-{max(names)}"), disabled=session.locked,
        )  # fmt: skip
        pressed = st.button("采用", key=session.key("adopt-button"), disabled=session.locked)
    if pressed and number is not None:
        session.do("adopt", quote=number)
    with slot:
        html(_quote_table(session, shop))


def _name(shop: Shop, row: JSON) -> str:
    sku = next(sku for sku in shop.skus if sku.id == row["sku"])
    return f"{row['no']} 号　{sku.role}　{METHODS[row['method']].zh}　{yuan(quote_in(row).price())} 元"


def _quote_table(session: ToolSession, shop: Shop) -> str:
    taken = set(session.state["adopted"].values())
    roles = {sku.id: sku.role for sku in shop.skus}
    # What was adopted is always shown, however many prices were tried after it.
    newest = session.state["quotes"][::-1]
    kept = [row for at, row in enumerate(newest) if at < NEWEST or row["no"] in taken]
    rows = []
    for row in kept:
        quote = quote_in(row)
        raw = quote.raw()
        rows.append(
            [
                tables.text(row["no"]),
                tables.whole(roles[row["sku"]]),
                tables.whole(METHODS[row["method"]].zh),
                tables.text(f"{raw.formula} = {raw.shown}"),
                tables.text(ENDINGS[row["ending"]][0]),
                tables.whole(f"{yuan(quote.price())} 元"),
                tables.mark("采用", is_good=True) if row["no"] in taken else "",
            ]
        )
    return tables.table("算过的定价", ["号", "商品", "方法", "算式", "尾数", "售价", ""], rows)
