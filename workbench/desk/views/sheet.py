"""The table's face: which one, the field that saves itself, and what the formulas come to."""

from __future__ import annotations

import json

import streamlit as st

from workbench.api import JSON, ToolSession
from workbench.desk.calculate import is_formula
from workbench.desk.views.choosing import chosen

BLANK_ROWS = 10


def draw(session: ToolSession) -> None:
    """Draw the table that is chosen."""
    made = chosen(session, "desk.sheet")
    if made is None:
        st.caption("本题没有要填的表格。")
        return
    field = made["id"]
    computed = session.state["values"][field]
    options = {"columns": computed["columns"], "min_rows": BLANK_ROWS}
    body = session.editor(field, label=made["name"], kind="grid", rows=BLANK_ROWS, options=options)
    if found := results(body, computed):
        st.caption("公式的结果（已保存的内容；改动后点“计算公式”更新）")
        st.dataframe(found, hide_index=True, width="content")
    st.markdown(f"[下载已保存的 Excel 文件]({session.download_url(field)})")


def results(body: str, computed: JSON) -> list[dict[str, str]]:
    """One row for each formula of ``body``: its cell, its text and its value."""
    rows = json.loads(body)["rows"] if body.strip() else []
    return [
        {
            "单元格": f"{_letters(column)}{at + 2}",
            "列": computed["columns"][column],
            "公式": text,
            "结果": value,
        }
        for at, (row, values) in enumerate(zip(rows, computed["rows"], strict=False))
        for column, (text, value) in enumerate(zip(row, values, strict=False))
        if is_formula(text)
    ]


def _letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
