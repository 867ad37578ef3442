"""One pair of scripts side by side: what they have in common is marked alike on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from workbench import tables
from workbench.domain.errors import WorkbenchError
from workbench.domain.plain import plain
from workbench.store.people import Person
from workbench.ui import addresses
from workbench.usecases.likening import judging, looking
from workbench.usecases.likening.looking import KINDS, VERDICTS, Aligned, Row, Shown, Side
from workbench.usecases.likening.work import LEAST_CELL
from workbench.usecases.signed import SHORTEST_REASON
from workbench.usecases.workbench import Workbench

OPENED, ORDER = "likeness-pair", "likeness-order"
"""The names in the session of the open pair's key, and of the keys of the list that it was taken from."""

COLOURS = (
    "255,193,7", "33,150,243", "76,175,80", "233,30,99", "156,39,176", "0,188,212", "255,87,34", "121,85,72"
)  # fmt: skip
"""Red, green and blue of the marks, told apart by their numbers too; drawn at a third of full strength."""

PANE = (
    "white-space:pre-wrap;overflow-wrap:anywhere;max-height:26rem;overflow-y:auto;font-size:15px;"
    "line-height:1.8;border:1px solid rgba(128,128,128,.3);border-radius:6px;padding:8px 10px"
)


def go(key: str | None) -> None:
    """Turn to a pair, or back to the list."""
    st.session_state[OPENED] = key
    st.rerun()


def draw(wb: Workbench, person: Person, rows: Sequence[Row]) -> None:
    """Draw the open pair of ``rows`` and the field for what the person says of it."""
    row = next(one for one in rows if one.key == st.session_state[OPENED])
    known = {one.key for one in rows}
    _head(row, [one for one in st.session_state.get(ORDER, ()) if one in known])
    try:
        shown = looking.pair(wb, person, row.id)
    except WorkbenchError as error:
        st.error(str(error))
        return
    if shown.fault:
        st.warning(shown.fault)
    for one in shown.texts:
        _text(shown, one)
    for match in shown.pictures:
        _pictures(shown, (match.first, match.second), match.bits)
    if shown.numbers:
        _numbers(shown)
    _verdict(wb, person, shown.row)


def _head(row: Row, order: Sequence[str]) -> None:
    at = order.index(row.key) if row.key in order else len(order)
    with st.container(horizontal=True, vertical_alignment="center", key="likeness-pair-head"):
        if st.button("回到列表", icon=":material/arrow_back:", key="likeness-back"):
            go(None)
        if at + 1 < len(order) and st.button("下一对", icon=":material/arrow_forward:", key="likeness-next"):
            go(order[at + 1])
        place = f"　第 {at + 1} / {len(order)} 对" if at < len(order) else ""
        title = f"{row.task.upper()}　{KINDS[row.kind]}　{row.first} — {row.second}"
        st.markdown(f"**{title}**　相似度 {row.share:.0%}{place}")
    st.caption("只是提示，由人判断，不改变任何分数。")


def _text(shown: Shown, one: Aligned) -> None:
    letters = sum(passage.letters for passage in one.passages)
    st.markdown(
        f"**{plain(one.name)}**　相同的段落 {len(one.passages)} 处，共 {letters} 字（不算标点和空格）"
    )
    if one.is_table:
        st.caption(f"表格里 {LEAST_CELL} 字以上的单元格，一行一格。")
    numbered = list(enumerate(one.passages, start=1))
    sides = (
        (shown.row.first, one.first, [(passage.first, number) for number, passage in numbered]),
        (shown.row.second, one.second, [(passage.second, number) for number, passage in numbered]),
    )
    for column, (code, body, spans) in zip(st.columns(2, gap="small"), sides, strict=True):
        column.caption(f"答卷 {code}")
        column.html(f'<div style="{PANE}">{marked(body, spans)}</div>')


def marked(body: str, spans: Sequence[tuple[tuple[int, int], int]]) -> str:
    """``body`` as HTML text with each span in the colour and under the number of its passage."""
    pieces, at = [], 0
    for (start, end), number in sorted(spans):
        colour = COLOURS[(number - 1) % len(COLOURS)]
        pieces.append(escape(body[at:start]))
        pieces.append(
            f'<span style="background:rgba({colour},.33);border-radius:3px" title="第 {number} 处">'
            f'<b style="font-size:11px;padding:0 3px">{number}</b>{escape(body[start:end])}</span>'
        )
        at = end
    return "".join([*pieces, escape(body[at:])]) or '<span style="opacity:.65">没有内容</span>'


def _pictures(shown: Shown, sides: tuple[Side, Side], bits: int) -> None:
    st.markdown(f"**两张图片的特征相差 {bits} / 64 位**（0 是看上去同一张；6 位以内才列出）")
    for column, code, one in zip(
        st.columns(2, gap="small"), (shown.row.first, shown.row.second), sides, strict=True
    ):
        column.caption(f"答卷 {code}　{plain(one.name)}")
        column.html(tables.picture(addresses.file_url(one.attempt_id, one.file), one.name))


def _numbers(shown: Shown) -> None:
    first, second = shown.row.first, shown.row.second
    st.markdown(
        f"答卷 **{first}** 的表格里有 **{len(shown.numbers)}** 个数，由答卷 **{second}** 的数据才能得出，"
        f"{first} 自己的数据得不出，题面里也没有。下面的表格里都标了出来。"
    )
    st.caption("也可能是算错碰上的，请结合两份答卷的过程判断。")
    for one in shown.tables:
        cells = [[_cell(*cell) for cell in row] for row in one.rows]
        st.html(tables.STYLE + tables.table(one.name, one.heads, cells))


def _cell(cell: str, is_foreign: bool) -> str:  # noqa: FBT001  a cell and whether it holds such a number
    if not is_foreign:
        return tables.text(cell)
    style = f"background:rgba({COLOURS[0]},.33);border-radius:3px;padding:0 3px"
    return f'<b style="{style}">{tables.text(cell)}</b>'


def _verdict(wb: Workbench, person: Person, row: Row) -> None:
    st.markdown("##### 结论")
    said = row.verdict
    if said is not None:
        when = f"{datetime.fromtimestamp(said.at).astimezone():%Y-%m-%d %H:%M}"
        st.markdown(f"**{VERDICTS[said.what]}**　{plain(said.by)}　{when}")
        st.text(said.reason)
    key = f"{row.key}-{int(said.at) if said else 0}"  # new fields once something is said
    with st.form(f"likeness-verdict-{key}", border=False):
        what = st.segmented_control(
            "您的结论", list(VERDICTS), format_func=VERDICTS.__getitem__, key=f"likeness-what-{key}"
        )
        reason = st.text_input(
            f"理由（至少 {SHORTEST_REASON} 个字，与您的姓名和时间一起记下）", key=f"likeness-why-{key}",
            placeholder="例如：诊断方案第二段连错字都一样，请监考核对座位",
        )  # fmt: skip
        if not st.form_submit_button("记下结论" if said is None else "改写结论", type="primary"):
            return
    try:
        judging.judge(wb, person, row, what or "", reason)
    except WorkbenchError as error:
        st.error(str(error))
    else:
        st.rerun()
