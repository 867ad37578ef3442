"""The profit desk's face: one of its parts at a time."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession

from . import costs, offer, planning, pricing

PARTS = {
    "costs": ("成本与利润", costs.draw),
    "pricing": ("竞品与定价", pricing.draw),
    "planning": ("保本与下月方案", planning.draw),
    "offer": ("活动试算", offer.draw),
}


def draw(session: ToolSession) -> None:
    """Draw the part that is chosen."""
    found = st.segmented_control(
        "部分", list(PARTS), format_func=lambda name: PARTS[name][0], default="costs", required=True,
        key=session.key("part"), label_visibility="collapsed",
    )  # fmt: skip
    PARTS[str(found)][1](session)
