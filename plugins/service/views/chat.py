"""The conversation desk's face: who waits, the conversation, the field to answer, cards beside it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.api import JSON, ToolSession, tables

from ..tools.chat import MOST_CHARS, MOST_TURNS, passed
from ..tools.clock import REFRESH_SECONDS
from ..tools.talk import DONE, waiting_since
from ..world.packs import phrases
from ..world.shop import Shop, build, goods_row, key_of
from . import beside, review
from .bubbles import conversation, customer_list

TICK_SECONDS = REFRESH_SECONDS  # the timer runs only while something can change


def draw(session: ToolSession) -> None:
    """Draw the tool: for examiners the annotated transcripts, for students the desk."""
    if session.reviewing:
        review.draw(session)
        return
    shop = build(key_of(session.state))
    if session.state["online"] is None:
        _before(session)
    else:
        _desk(session, shop)
    with st.expander(f"商品库（{len(shop.goods)} 款）", icon=":material/inventory_2:"):
        st.html(tables.STYLE + _goods_table(shop))


def _before(session: ToolSession) -> None:
    st.info(
        "点“开始接待”以后，第一位客户约 20 秒进店，第二位约 4 分钟后进店，响应时间从客户发话算起。"
        "请先看完素材里的商品库和规则，再开始。",
        icon=":material/forum:",
    )
    key = session.key("online")
    if st.button("开始接待", type="primary", key=key, disabled=session.locked) and session.do("online"):
        st.rerun()


def _desk(session: ToolSession, shop: Shop) -> None:
    names = list(shop.customers)
    chosen = st.segmented_control(
        "客户",
        names,
        format_func=lambda name: f"与{shop.customers[name].label}的会话",
        default=names[0],
        required=True,
        key=session.key("chosen"),
        label_visibility="collapsed",
    )
    name = str(chosen)
    middle, side = st.columns([13, 8], gap="small")
    with side:
        beside.draw(session, shop, name)
    with middle:
        above = st.container()
        _answer(session, name)
    # Drawn last, in its own place: what was just sent is in it.
    with above:
        tick = TICK_SECONDS if _can_change(passed(session.state, session.elapsed)) else None
        st.fragment(_live, run_every=None if session.locked else tick)(session, shop, name)


def _can_change(state: JSON) -> bool:
    return any(
        not talk["turns"]
        or (talk["closed"] is None and waiting_since(talk["turns"], talk["mind"]["phase"]) is not None)
        for talk in state["talks"].values()
    )


def _live(session: ToolSession, shop: Shop, name: str) -> None:
    at = session.elapsed
    now = passed(session.state, at)
    st.html(customer_list(shop, now, at, name))
    st.html(conversation(now["talks"][name]["turns"], shop.customers[name].nick))


def _answer(session: ToolSession, name: str) -> None:
    talk = session.state["talks"][name]
    sent = sum(turn["who"] == "clerk" for turn in talk["turns"])
    if talk["closed"] is not None or talk["mind"]["phase"] == "left" or sent >= MOST_TURNS:
        st.caption(_ended(talk, sent))
        return
    slot = st.empty()
    phrase = _phrase(session, slot, f"{name}-{sent}")
    if phrase or talk["unsent"]:
        _edited(session, name, phrase or talk["unsent"], f"{sent}-{phrase[:6]}-{len(talk['unsent'])}")
        return
    text = st.chat_input(
        "回复客户，回车发送；点上面的快捷短语可以改好再发",
        max_chars=MOST_CHARS,
        key=session.key(f"say-{name}"),
        disabled=session.locked,
    )
    if not text:
        return
    if session.do("say", talk=name, text=text):
        _phrase(session, slot, f"{name}-{sent + 1}")  # the buttons of the next message, ready for a click
    else:
        session.do("hold", talk=name, text=text)  # what could not be sent is kept and can be mended


def _phrase(session: ToolSession, slot: DeltaGenerator, mark: str) -> str:
    by_title = {phrase.title: phrase.text for phrase in phrases()}
    chosen = slot.pills(
        "快捷短语",
        list(by_title),
        key=session.key(f"phrase-{mark}"),
        disabled=session.locked,
        label_visibility="collapsed",
    )
    return by_title.get(str(chosen), "")


def _edited(session: ToolSession, name: str, text: str, mark: str) -> None:
    # Its own key for each text to edit, so that the field begins with it.
    with st.form(session.key(f"form-{name}-{mark}"), border=False):
        field, button = st.columns([5, 1], vertical_alignment="bottom", gap="small")
        typed = field.text_area(
            "回复",
            text,
            max_chars=MOST_CHARS,
            height=80,
            key=session.key(f"text-{name}-{mark}"),
            label_visibility="collapsed",
            disabled=session.locked,
        )
        pressed = button.form_submit_button("发送", type="primary", disabled=session.locked, width="stretch")
    if pressed and session.do("say", talk=name, text=typed or ""):
        st.rerun()


def _ended(talk: JSON, sent: int) -> str:
    if talk["closed"] is not None:
        return "会话已结束，不能再发消息。"
    if talk["mind"]["phase"] in DONE:
        return "客户已经离开，不能再发消息；请在右边结束会话。"
    return f"已经发满 {sent} 条，不能再发消息；请在右边结束会话。"


def _goods_table(shop: Shop) -> str:
    rows = [goods_row(sku) for sku in shop.goods.values()]
    cells = [[tables.whole(value) for value in row.values()] for row in rows]
    return tables.table("单价为标价，议价和满减见素材二", list(rows[0]), cells)
