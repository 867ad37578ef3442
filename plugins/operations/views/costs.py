"""The first part of the face: income, cost items one by one, the table that follows, and its file."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, tables

from ..tools.bases import BASES, INCOMES
from ..tools.costs import CATEGORIES, CostItem, CostTable
from ..tools.money import percent, yuan
from ..tools.setup import table_figures, table_in
from ..tools.workbook import make_workbook
from ..world.shop import Shop, shop_of
from .shown import choice, columns, figure_table, fresh_form, html, removal, voucher_name

FILE_NAME = "03_成本利润.xlsx"
DELIVERABLE = "03"


def draw(session: ToolSession) -> None:
    """Draw the part."""
    shop = shop_of(session.state["shop"])
    income, file = columns([3, 2])
    with income:
        _income(session)
    fresh_form(session, lambda suffix: _add(session, shop, suffix))
    state = session.state
    if not state["items"]:
        st.info(
            "还没有成本项。对照素材四，一张单据录一条：选单据、类别、基数，填单价、金额或费率，按“加入”。"
        )
        return
    slot = st.container()  # filled after the removal, so that the table never shows what is gone
    names = {row["no"]: f"{row['no']}　{voucher_name(shop, row['voucher'])}" for row in state["items"]}
    removal(session, "录错了？选一条删除后重录", names, "drop_item", "item")
    table = table_in(session.state, shop)
    with slot:
        html(_items(session, shop, table))
    left, right = st.columns([3, 2])
    with left:
        html(figure_table("本月利润", table_figures(session.state, shop)))
    with right:
        html(_structure(table))
    with file:
        _file(session, shop)


def _income(session: ToolSession) -> None:
    now = session.state["income"]
    names = {base: BASES[base].zh for base in INCOMES}
    index = INCOMES.index(now) if now else None
    found = choice(session, "收入口径", names, f"income-{now}", index=index)
    if found and found != now and not session.locked:
        session.do("set_income", base=found)


def _add(session: ToolSession, shop: Shop, suffix: str) -> bool:
    with st.form(session.key(f"add-{suffix}"), border=True):
        voucher, category, base, rate, button = columns([3, 2, 3.4, 2, 1.3])
        with voucher:
            numbers = {one.no: voucher_name(shop, one.no) for one in shop.vouchers}
            number = choice(session, "单据", numbers, f"voucher-{suffix}")
        with category:
            kind = choice(session, "类别", dict(CATEGORIES), f"category-{suffix}")
        with base:
            basis = choice(session, "计费基数", {one.id: one.zh for one in BASES.values()}, f"base-{suffix}")
        with rate:
            typed = st.text_input(
                "单价、金额或费率",
                key=session.key(f"rate-{suffix}"),
                placeholder="元，费率填 %",
                disabled=session.locked,
            )
        with button:
            pressed = st.form_submit_button("加入", type="primary", disabled=session.locked, width="stretch")
    return pressed and session.do("add_item", voucher=number, category=kind, base=basis, rate=typed)


def _items(session: ToolSession, shop: Shop, table: CostTable) -> str:
    rows = []
    for row, item in zip(session.state["items"], table.items, strict=True):
        base = BASES[item.base]
        rows.append(
            [
                tables.text(row["no"]),
                tables.whole(voucher_name(shop, item.voucher)),
                tables.whole(CATEGORIES[item.category]),
                tables.text(base.zh) + (f" {tables.dim('固定')}" if base.is_fixed else ""),
                tables.text(_formula(table, item)),
                tables.whole(yuan(table.amount(item))),
            ]
        )
    return tables.table("成本项", ["号", "单据", "类别", "基数", "算式", "金额（元）"], rows)


def _formula(table: CostTable, item: CostItem) -> str:
    formula, amount = table.formula(item), yuan(table.amount(item))
    return amount if formula == amount else f"{formula} = {amount}"


def _structure(table: CostTable) -> str:
    whole = yuan(table.total())
    rows = [
        [
            tables.whole(CATEGORIES[category]),
            tables.whole(yuan(table.total(category))),
            tables.whole(percent(bp)),
        ]
        for category, bp in table.shares().items()
    ]
    return tables.table(f"成本构成（各类 ÷ {whole}）", ["类别", "金额（元）", "占比"], rows)


def _file(session: ToolSession, shop: Shop) -> None:
    made = session.state["files"].get(DELIVERABLE)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = "重新生成 03 文件" if made else "生成 03 文件"
        if st.button(label, key=session.key("make-file"), icon=":material/save:", disabled=session.locked):
            body = make_workbook(session.state, shop)
            session.keep("make_file", FILE_NAME, body, deliverable=DELIVERABLE)
            made = session.state["files"].get(DELIVERABLE)
        if made:
            st.markdown(f"[下载 {FILE_NAME}]({session.file_url(made['file'])})")
    net = table_in(session.state, shop).net
    if made and made["net"] != net:
        st.warning(f"文件里的净利润是 {yuan(made['net'])} 元，表里现在是 {yuan(net)} 元，请重新生成。")
