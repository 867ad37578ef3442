"""Beside the conversation: the customer, cards to send, notes, follow-up, the end and the record."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.chat import LAST_DAY, LAST_HOUR, MOST_NOTE_CHARS, record
from ..tools.talk import DONE
from ..world.money import yuan
from ..world.shop import Shop

NAMES = {"a": "02_会话A.json", "b": "03_会话B.json"}


def draw(session: ToolSession, shop: Shop, name: str) -> None:
    """Draw the side of one customer."""
    one = shop.customers[name]
    rows = [[tables.text("收货"), tables.text(f"{one.receiver}　{one.city}　电话尾号 {one.phone_tail}")]]
    st.html(tables.STYLE + tables.table(f"{one.label}　{one.nick}", ["项目", "内容"], rows))
    goods, order, notes, end = st.tabs(["商品", "订单", "备注跟进", "结束"])
    with goods:
        _goods(session, shop, name)
    with order:
        _order(session, shop, name)
    with notes:
        _notes(session, name)
    with end:
        _end(session, name)


def _title(shop: Shop, sku: str) -> str:
    return f"{sku} {shop.goods[sku].name}　{yuan(shop.goods[sku].price_fen)} 元"


def _is_silent(session: ToolSession, name: str) -> bool:
    talk = session.state["talks"][name]
    return session.locked or talk["closed"] is not None or talk["mind"]["phase"] == "left"


def _goods(session: ToolSession, shop: Shop, name: str) -> None:
    with st.form(session.key(f"goods-{name}"), border=False):
        sku = st.selectbox(
            "商品",
            list(shop.goods),
            index=None,
            format_func=lambda option: _title(shop, option),
            placeholder="选一款商品",
            key=session.key(f"goods-sku-{name}"),
        )
        st.caption("卡片带价格、口味、工艺、包装和发货时间。推荐的理由要另写一句。")
        pressed = st.form_submit_button(
            "发送商品卡片", icon=":material/sell:", disabled=_is_silent(session, name)
        )
    if pressed:
        session.do("send_goods", talk=name, sku=sku or "")


def _order(session: ToolSession, shop: Shop, name: str) -> None:
    with st.form(session.key(f"order-{name}"), border=False):
        sku = st.selectbox(
            "商品",
            list(shop.goods),
            index=None,
            format_func=lambda option: _title(shop, option),
            placeholder="选成交的商品",
            key=session.key(f"order-sku-{name}"),
        )
        left, middle, right = st.columns(3)
        quantity = left.number_input("数量", 1, 99, 1, key=session.key(f"order-quantity-{name}"))
        unit = middle.text_input("单价（元）", max_chars=12, key=session.key(f"order-unit-{name}"))
        amount = right.text_input("应付（元）", max_chars=12, key=session.key(f"order-amount-{name}"))
        pressed = st.form_submit_button(
            "发送订单卡片", icon=":material/receipt_long:", disabled=_is_silent(session, name)
        )
    if pressed:
        order = {"sku": sku or "", "quantity": int(quantity), "unit": unit or "", "amount": amount or ""}
        session.do("send_order", talk=name, **order)


def _notes(session: ToolSession, name: str) -> None:
    talk = session.state["talks"][name]
    with st.form(session.key(f"note-{name}"), border=False):
        text = st.text_area(
            "客户备注（只有店里看得到）",
            talk["note"],
            max_chars=MOST_NOTE_CHARS,
            height=68,
            key=session.key(f"note-text-{name}"),
        )
        if st.form_submit_button("保存备注", disabled=session.locked) and session.do(
            "note", talk=name, text=text or ""
        ):
            st.toast("备注已保存", icon=":material/check:")
    follow: JSON = talk["follow"] or {"day": 0, "hour": 9, "text": ""}
    with st.form(session.key(f"follow-{name}"), border=False):
        left, right = st.columns(2)
        day = left.number_input(
            "几天后跟进", 0, LAST_DAY, follow["day"], key=session.key(f"follow-day-{name}")
        )
        hour = right.number_input(
            "几点", 0, LAST_HOUR, follow["hour"], key=session.key(f"follow-hour-{name}")
        )
        about = st.text_input(
            "跟进什么", follow["text"], max_chars=MOST_NOTE_CHARS, key=session.key(f"follow-text-{name}")
        )
        pressed = st.form_submit_button("登记跟进", disabled=session.locked)
    if pressed and session.do("follow_up", talk=name, day=int(day), hour=int(hour), text=about or ""):
        st.toast("跟进已登记", icon=":material/check:")
    if kept := session.state["talks"][name]["follow"]:
        st.html(tables.STYLE + tables.dim(f"已登记：{kept['day']} 天后 {kept['hour']} 点　{kept['text']}"))


def _end(session: ToolSession, name: str) -> None:
    talk = session.state["talks"][name]
    made = session.state["wanted"].get(name, "")
    if talk["closed"] is None:
        done = talk["mind"]["phase"] in DONE
        st.caption("客户已道别或离开，可以结束。" if done else "道别以后再结束；结束后不能再发消息。")
        if st.button("结束会话", key=session.key(f"close-{name}"), disabled=session.locked) and session.do(
            "close", talk=name
        ):
            st.rerun()
        return
    if made in session.state["files"]:
        st.success("会话记录已导出，请到“提交夹”命名并列入清单。", icon=":material/task_alt:")
        return
    st.caption("会话已结束。请导出记录，它就是要交的文件。")
    if st.button(
        "导出会话记录", type="primary", key=session.key(f"export-{name}"), disabled=session.locked
    ) and session.keep("export", NAMES.get(name, f"{name}.json"), record(name, talk), talk=name):
        st.rerun()
