"""Keywords of a unit: chosen from the paper's table, edited in a grid, or pasted as a whole table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from workbench.api import JSON, ToolSession

from ..tools.account import Account, Plan, Unit
from ..tools.campaign import RULES
from ..tools.matching import MATCHES, PHRASE
from ..tools.money import yuan
from ..tools.quality import quality_of
from ..world.market import market_of
from .planner_steps import stamp, take

COLUMNS = ("关键词", "匹配方式", "出价", "暂停", "删除", "质量度", "最低展现价", "参考点击价")
SHEET_COLUMNS = ("计划", "单元", "关键词", "匹配方式", "出价")
EXAMPLE = "空调\t空调维修\t空调维修\t短语\t2.60"


def draw(session: ToolSession, account: Account) -> None:
    """Draw the part."""
    if account.units:
        units = [f"{plan.name}／{unit.name}　{len(unit.keywords)} 个词" for plan, unit in account.units]
        names = [(plan.name, unit.name) for plan, unit in account.units]
        at = st.selectbox(
            "单元",
            range(len(units)),
            format_func=units.__getitem__,
            key=session.key(f"words-unit-{stamp(names)}"),
        )
        plan, unit = account.units[at]
        _add(session, account, plan, unit)
        if unit.keywords:
            _grid(session, plan, unit)
        else:
            st.caption("这个单元还没有关键词。")
    else:
        st.info("还没有单元。可以先到“计划与单元”里建，也可以在下面把 02 表格整块粘贴进来。")
    _import(session, is_open=not account.keywords)


def _add(session: ToolSession, account: Account, plan: Plan, unit: Unit) -> None:
    used = {one.word for _, _, one in account.keywords}
    free = [term.text for term in market_of(session.state).listed if term.text not in used]
    mark = stamp(plan.name, unit.name, sorted(used))
    with st.form(session.key(f"add-{mark}"), border=False):
        words, match, bid, button = st.columns([6, 2, 2, 1], vertical_alignment="bottom")
        chosen = words.multiselect(
            "添加关键词（可选可输入）",
            free,
            key=session.key(f"aw-{mark}"),
            accept_new_options=True,
            placeholder="选词或输入后回车",
        )
        way = match.selectbox("匹配方式", MATCHES, MATCHES.index(PHRASE), key=session.key(f"am-{mark}"))
        price = bid.text_input("出价（元）", key=session.key(f"ab-{mark}"))
        pressed = button.form_submit_button("添加", disabled=session.locked, width="stretch")
    if pressed:
        rows = [[one.word, one.match, yuan(one.bid), "1" if one.paused else ""] for one in unit.keywords]
        take(
            session,
            "set_keywords",
            plan=plan.name,
            unit=unit.name,
            rows=[*rows, *([word, way, price, ""] for word in chosen)],
        )


def _grid(session: ToolSession, plan: Plan, unit: Unit) -> None:
    import pandas as pd  # noqa: PLC0415  0.4 s of import that only a drawn grid needs

    frame = pd.DataFrame(_rows(session, unit), columns=list(COLUMNS))
    mark = stamp(plan.name, unit)
    with st.form(session.key(f"grid-{mark}"), border=False):
        edited = st.data_editor(
            frame,
            hide_index=True,
            width="stretch",
            disabled=True if session.locked else ["关键词", "质量度", "最低展现价", "参考点击价"],
            column_config={
                "匹配方式": st.column_config.SelectboxColumn(options=list(MATCHES), required=True),
                "出价": st.column_config.TextColumn("出价（元）", required=True),
            },
            key=session.key(f"editor-{mark}"),
        )
        pressed = st.form_submit_button("保存修改", type="primary", disabled=session.locked)
    if pressed:
        rows = [
            [str(row["关键词"]), str(row["匹配方式"]), str(row["出价"]), "1" if row["暂停"] else ""]
            for row in edited.to_dict("records")
            if not row["删除"]
        ]
        take(session, "set_keywords", plan=plan.name, unit=unit.name, rows=rows)


def _rows(session: ToolSession, unit: Unit) -> list[list[Any]]:  # Any: texts and ticks
    here = market_of(session.state)
    listed = {term.text: yuan(here.reference_fen(term)) for term in here.listed}
    found = []
    for one in unit.keywords:
        quality = quality_of(unit, one.word).tenths
        lowest = yuan(RULES.floor(quality)) if quality else "不能展现"
        shown = f"{quality / 10:.1f}" if quality else "0（没有合规创意）"
        found.append(
            [
                one.word,
                one.match,
                yuan(one.bid),
                one.paused,
                False,
                shown,
                lowest,
                listed.get(one.word, "表外的词"),
            ]
        )
    return found


def _import(session: ToolSession, *, is_open: bool) -> None:
    with st.expander("批量导入（与 02 表格的列相同）", expanded=is_open, icon=":material/content_paste:"):
        rows = from_sheet(session.seen)
        mark = stamp(session.state["account"], rows)
        if rows:
            st.caption("下面已放入表格里保存的内容，可以改了再导入，也可以换成自己粘贴的。")
        with st.form(session.key(f"import-{mark}"), border=False):
            text = st.text_area(
                "每行依次是 计划、单元、关键词、匹配方式、出价，用制表符或逗号隔开；"
                "没有的计划和单元会自动建，已有的词会改成新的出价",
                value=rows,
                placeholder=EXAMPLE,
                height=150,
                key=session.key(f"import-text-{mark}"),
            )
            pressed = st.form_submit_button("导入", disabled=session.locked)
        if pressed:
            take(session, "import", text=text)


def from_sheet(seen: Mapping[str, JSON]) -> str:
    """The rows of the sheet that has the import's columns, as text to import; blank where there are none.

    A blank plan or unit is that of the row above, as in merged cells.
    """
    tables = seen.get("desk.sheet", {}).get("values", {}).values()
    found = next((table for table in tables if tuple(table["columns"]) == SHEET_COLUMNS), None)
    lines: list[str] = []
    above = ("", "")
    for row in found["rows"] if found else ():
        cells = [" ".join(cell.split()) for cell in row]
        above = (cells[0] or above[0], cells[1] or above[1])
        if cells[2]:
            lines.append("\t".join((*above, *cells[2:])))
    return "\n".join(lines)
