"""The fourth part of the face: an order under discounts that are stacked in the student's order."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession

from ..tools.discounts import KINDS
from ..tools.setup import discounts_in
from .shown import choice, columns, figure_table, html

LAYERS = 3
"""Discounts that the form offers to stack."""

ORDER = {"price": "单价（元）", "pieces": "件数", "cost": "单位成本（元）", "commission": "佣金率（%）"}


def draw(session: ToolSession) -> None:
    """Draw the part."""
    st.markdown("**活动试算**　优惠按从上到下的次序叠加；分档满减的门槛和金额都从低到高填，用空格隔开")
    order = session.state["order"] or {}
    with st.form(session.key("offer"), border=True):
        typed = {
            name: field.text_input(
                label, _before(order, name), key=session.key(f"offer-{name}"), disabled=session.locked
            )
            for field, (name, label) in zip(columns([1, 1, 1, 1]), ORDER.items(), strict=True)
        }
        layers = [_layer(session, order, at) for at in range(LAYERS)]
        pressed = st.form_submit_button("计算", type="primary", disabled=session.locked)
    if pressed:
        session.do("set_order", inputs=typed, discounts=[layer for layer in layers if layer["kind"]])
    now = session.state["order"]
    if now is None:
        st.caption("还没有试算。填单价、件数和各层优惠，按“计算”。")
    else:
        html(figure_table("活动订单", discounts_in(now)))


def _before(order: JSON, name: str) -> str:
    field = "commission_bp" if name == "commission" else name
    if field not in order:
        return ""
    return str(order[field]) if name == "pieces" else f"{order[field] / 100:.2f}"


def _layer(session: ToolSession, order: JSON, at: int) -> dict[str, str]:
    rows = order.get("discounts", [])
    before: JSON = rows[at] if at < len(rows) else {"kind": "", "tiers": []}
    limits = " ".join(f"{limit / 100:g}" for limit, _ in before["tiers"] if limit)
    values = " ".join(f"{value / 100:g}" for _, value in before["tiers"])
    kind, value, threshold = columns([2, 2, 2])
    with kind:
        index = list(KINDS).index(before["kind"]) if before["kind"] else None
        found = choice(session, f"第 {at + 1} 层优惠", dict(KINDS), f"layer-{at}", index=index)
    amount = value.text_input(
        "折扣（95 折填 95）或减的金额（元）", values, key=session.key(f"value-{at}"), disabled=session.locked
    )
    least = threshold.text_input(
        "门槛（元，没有可不填）", limits, key=session.key(f"threshold-{at}"), disabled=session.locked
    )
    return {"kind": found, "value": amount, "threshold": least}
