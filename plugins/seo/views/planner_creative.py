"""Creatives of a unit: written in a form, shown as a searcher would see them, with what the rules say."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, tables

from ..tools.account import Account, Creative, Plan, Unit
from ..tools.creative import LONGEST, bid_rules, faults, filled, shown
from ..tools.length import shown_zi
from ..tools.quality import quality_of
from ..world.market import facts
from .planner_steps import stamp, take

STYLE = (
    "<style>.wb-ad{border:1px solid rgba(128,128,128,.3);border-radius:6px;padding:8px 12px;"
    "margin:2px 0 8px;max-width:640px}.wb-ad-t{font-size:17px;color:#1a5fb4}.wb-ad-r{color:#c0392b}"
    ".wb-ad-l{font-size:14px;line-height:1.6}.wb-ad-u{font-size:12px;opacity:.75}"
    ".wb-ad-m{font-size:12px;border:1px solid currentColor;border-radius:3px;padding:0 4px;margin-left:6px}"
    "</style>"
)
NEW = "＋ 新写一条"


def draw(session: ToolSession, account: Account) -> None:
    """Draw the part."""
    if not account.units:
        st.info("创意写在单元里。请先建计划和单元。")
        return
    units = [f"{plan.name}／{unit.name}　{len(unit.creatives)} 条" for plan, unit in account.units]
    names = [(plan.name, unit.name) for plan, unit in account.units]
    at = st.selectbox(
        "单元",
        range(len(units)),
        format_func=units.__getitem__,
        key=session.key(f"creative-unit-{stamp(names)}"),
    )
    plan, unit = account.units[at]
    form, preview = st.columns(2, gap="medium")
    with form:
        _write(session, plan, unit)
        _copy(session, plan, unit)
    with preview:
        _preview(session, unit)


def _write(session: ToolSession, plan: Plan, unit: Unit) -> None:
    count = len(unit.creatives)
    number = st.segmented_control(
        "创意",
        range(count + 1),
        format_func=lambda one: f"第 {one} 条" if one else NEW,
        default=0,
        required=True,
        key=session.key(f"creative-no-{stamp(plan.name, unit.name, count)}"),
        label_visibility="collapsed",
    )
    now = unit.creatives[number - 1] if number else Creative("", "", "")
    mark = stamp(plan.name, unit.name, number, now, count)
    with st.form(session.key(f"creative-form-{mark}"), border=True):
        texts = {
            rule.id: st.text_input(
                f"{rule.name}（{rule.low}—{rule.high} 字）",
                getattr(now, rule.id),
                max_chars=LONGEST,
                key=session.key(f"c-{rule.id}-{mark}"),
            )
            for rule in bid_rules().creative
        }
        paused = st.checkbox("暂停", now.paused, key=session.key(f"c-paused-{mark}"))
        st.caption("通配符写作 {默认关键词}，例如：{空调维修}快速上门")
        pressed = st.form_submit_button("保存创意", type="primary", disabled=session.locked)
    where = {"plan": plan.name, "unit": unit.name, "number": number}
    if pressed:
        take(session, "save_creative", **where, **texts, paused=paused)
    if number and st.button("删除这一条", key=session.key(f"c-drop-{mark}"), disabled=session.locked):
        take(session, "remove", **where)


def _copy(session: ToolSession, plan: Plan, unit: Unit) -> None:
    key = session.key(f"copy-{stamp(plan.name, unit.name)}")
    help_text = "通配符的默认关键词换成那个单元的第一个词；描述里的服务名称不会换，复制以后请再改"
    if unit.creatives and st.button("复制到没有创意的单元", key=key, help=help_text, disabled=session.locked):
        take(session, "copy_creatives", plan=plan.name, unit=unit.name)


def _preview(session: ToolSession, unit: Unit) -> None:
    if not unit.creatives:
        st.caption("还没有创意。没有合规创意的单元质量度为 0，不能展现。")
        return
    words = [one.word for one in unit.keywords]
    word = st.selectbox("假设触发的关键词", words, key=session.key(f"met-{stamp(words)}")) if words else None
    st.html(tables.STYLE + STYLE + "".join(_ad(one, words, word or "") for one in unit.creatives))
    if word:
        quality = quality_of(unit, word)
        st.caption(
            f"质量度 {quality.tenths / 10:.1f}：预期点击率 {quality.ctr / 10:.1f}，"
            f"相关性 {quality.relevance / 10:.1f}，落地页体验 {quality.page / 10:.1f}"
        )


def _ad(one: Creative, words: list[str], word: str) -> str:
    title, line1, line2 = (_pieces(field) for field in shown(one, word))
    brand = tables.text(facts().company.brand)
    lengths = "，".join(
        f"{rule.name} {shown_zi(filled(getattr(one, rule.id)))} 字" for rule in bid_rules().creative
    )
    wrong = "<br>".join(tables.mark(fault, is_good=False) for fault in faults(one, words))
    paused = tables.dim("（暂停）") if one.paused else ""
    return (
        f'<div class="wb-ad"><div class="wb-ad-t">{title}{paused}</div>'
        f'<div class="wb-ad-l">{line1}<br>{line2}</div>'
        f'<div class="wb-ad-u">www.jiexiu.example　{brand}<span class="wb-ad-m">广告</span></div>'
        f"{wrong or tables.mark('可以上线', is_good=True)}<br>{tables.dim(lengths)}</div>"
    )


def _pieces(field: tuple[tuple[str, bool], ...]) -> str:
    return "".join(
        f'<span class="wb-ad-r">{tables.text(text)}</span>' if is_red else tables.text(text)
        for text, is_red in field
    )
