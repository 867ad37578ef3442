"""The shelf's face: a search, and cards that say where they come from."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession
from workbench.desk.shelf import MAX_QUERY_CHARS, matching
from workbench.desk.views.holding import held, settle

MOST_CARDS = 12
"""How many cards are drawn; the search narrows the rest."""


def draw(session: ToolSession) -> None:
    """Draw the search box and the cards that were found."""
    query = session.state["query"]
    typed = st.text_input(
        "查资料",
        max_chars=MAX_QUERY_CHARS,
        placeholder="输入几个词查法规、平台规则和术语，例如：广告法 最高级",
        key=held(session.key("query"), query),
        label_visibility="collapsed",
        disabled=session.locked,
    )
    wanted = " ".join(typed.split())
    if wanted != query and not session.locked:
        settle(session.key("query"), wanted, is_taken=session.do("search", query=wanted))
    cards = session.given.get("desk", {}).get("shelf", [])
    found = matching(cards, session.state["query"])
    more = f"，先显示 {MOST_CARDS} 张，请多输几个词" if len(found) > MOST_CARDS else ""
    st.caption(f"找到 {len(found)} 张卡片{more}。" if cards else "本题没有配资料卡片。")
    for card in found[:MOST_CARDS]:
        _card(session, card)


def _card(session: ToolSession, card: JSON) -> None:
    badge = ":green-badge[已核实]" if card["verified"] else ":orange-badge[未核实]"
    box = st.expander(f"{card['title']}　{badge}", key=session.key(f"card-{card['id']}"), on_change="rerun")
    if not box.open:
        return
    if card["id"] not in session.state["opened"] and not session.locked:
        session.do("open", card=card["id"])
    with box:
        st.markdown(card["text"])
        st.caption(f"来源：{card['source']}" + ("" if card["verified"] else "（未核实，引用前请自行核对）"))
