"""The draw's record: in words, recomputed, to download and to print for signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from workbench import tables
from workbench.domain.module import JSON
from workbench.domain.plain import plain
from workbench.store.people import Person
from workbench.usecases import draw_sheet, running_sitting
from workbench.usecases.draw_sheet import HASH_NAMES, Sheet
from workbench.usecases.workbench import Workbench

FULL_SPACE = "\u3000"  # as wide as a Chinese character

LINES_HEIGHT = 560
"""Height of the scrolling list of candidates in pixels."""


def draw(wb: Workbench, person: Person) -> None:
    """Draw the record of the newest drawn sitting, or the one that is chosen."""
    found = running_sitting.sittings_with_record(wb, person)
    if not found:
        st.info("还没有抽签记录。抽签之后，记录会显示在这里。")
        return
    names = {sitting.id: f"{sitting.name}（编号 {sitting.id}）" for sitting in found}
    chosen = st.selectbox("场次", list(names), format_func=names.__getitem__, key="record-sitting")
    sheet = draw_sheet.sheet(wb, person, chosen)
    _verdict(wb, sheet)
    left, right = st.columns([2, 3], gap="large")
    with left:
        _words(sheet)
        st.html("".join((tables.STYLE, _sizes(sheet), *_added(sheet))))
    with right:
        _files(sheet)
        _facts(sheet)
        with st.container(height=LINES_HEIGHT, border=False):
            st.html(_lines(sheet))


def _verdict(wb: Workbench, sheet: Sheet) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("重新计算", key="record-again", icon=":material/calculate:")
        when = datetime.fromtimestamp(wb.clock()).astimezone().strftime("%H:%M:%S")
        if sheet.faults:
            st.error(
                f"{when} 重算：**不一致，不能作为凭据。**\n\n"
                + "\n".join(f"- {one}" for one in sheet.faults[:20])
            )
        else:
            count = len(sheet.lines)
            st.success(
                f"{when} 从冻结的名单、题库、规则和公开值重算：{count} 行和每个校验值都一致。",
                icon=":material/verified:",
            )


def _words(sheet: Sheet) -> None:
    record = sheet.record
    when = (
        "" if sheet.at is None else datetime.fromtimestamp(sheet.at).astimezone().strftime("%Y-%m-%d %H:%M")
    )
    said = "、".join(sheet.witnesses)
    sizes = f"每模块名额 {record['quota']} 人，尾数 {record['remainder']} 人"
    lines = [
        f"抽签时间 {when or '没有登记'}，现场人员 {plain(said) or '没有登记'}。",
        f"公开值 **{plain(record['ceremony'])}**；考生 {len(record['roster'])} 人，{sizes}。",
        *draw_sheet.rule_words(record["policy"]),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _sizes(sheet: Sheet) -> str:
    rows = [
        [tables.text(one.module), *(tables.text(n) for n in (one.quota, one.remainder, one.late, one.whole))]
        for one in sheet.sizes
    ]
    return tables.table("各模块人数", ["模块", "名额", "尾数", "补录", "合计"], rows)


def _added(sheet: Sheet) -> Iterator[str]:
    redrawn = [
        (f"{one['candidate']}（第 {one['number']} 次）", one["item"].upper(), one["reason"], _names(one))
        for one in sheet.redraws
    ]
    if redrawn:
        yield _table("重抽", ["考生", "改为", "原因", "现场人员"], redrawn)
    late = [
        (one["ceremony"], f"{len(one['roster'])} 人", "、".join(one["roster"]), one["reason"], _names(one))
        for one in sheet.supplements
    ]
    if late:
        yield _table("补录", ["公开值", "人数", "考生", "原因", "现场人员"], late)


def _names(one: JSON) -> str:
    return "、".join(one["signed"])


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [[tables.whole(row[0]), tables.whole(row[1]), *map(tables.text, row[2:])] for row in rows]
    return tables.table(caption, heads, cells)


def _files(sheet: Sheet) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "打印签字表（PDF）", partial(draw_sheet.sheet_pdf, sheet), "抽签记录.pdf", "application/pdf",
            type="primary", icon=":material/print:", key="record-pdf", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "下载记录（JSON）", sheet.json_text, "draw-record.json", "application/json",
            icon=":material/download:", key="record-json", on_click="ignore",
            help="任何人可用 workbench draw --verify draw-record.json 在别的电脑上重算",
        )  # fmt: skip


def _facts(sheet: Sheet) -> None:
    hashes = [(f"{HASH_NAMES[name]}校验值", value) for name, value in sheet.record["hashes"].items()]
    rows = [*hashes, ("种子", sheet.record["seed"]), ("记录校验值", sheet.record["record_hash"])]
    rows += [
        (f"补录校验值{number}", one["record_hash"]) for number, one in enumerate(sheet.supplements, start=1)
    ]
    lines = (f"{name.ljust(6, FULL_SPACE)} {value}" for name, value in rows)
    st.code("\n".join(lines), language=None, wrap_lines=True)


def _lines(sheet: Sheet) -> str:
    rows = [
        [
            tables.whole(line.candidate), tables.whole(line.module),
            tables.whole(line.by + ("，已重抽" if line.redraws else "")), tables.whole(line.item),
            tables.whole(line.data_seed),
        ]
        for line in sheet.lines
    ]  # fmt: skip
    heads = ["准考证号", "模块", "抽法", "试题", "数据种子"]
    return tables.STYLE + tables.table(f"每位考生现行的结果（{len(rows)} 人）", heads, rows)
