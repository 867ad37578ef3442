"""A class list that is uploaded: the template, and every row with its faults before anything is kept."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench.domain.errors import RosterError
from workbench.usecases.roster import COLUMNS, RosterLine, preview, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(key: str, note: str = "") -> bytes | None:
    """The uploaded list, when it has no faults; what is wrong with it is shown otherwise."""
    st.download_button(
        "下载名单模板（Excel）", template(), "名单模板.xlsx", XLSX, icon=":material/download:",
        key=f"{key}-template",
    )  # fmt: skip
    st.caption(f"列：{'、'.join(COLUMNS)}。前两列必填；加时以分钟计。{note}")
    file = st.file_uploader("上传名单（Excel 或 CSV）", ["xlsx", "csv"], key=f"{key}-file")
    if file is None:
        return None
    raw = file.getvalue()
    try:
        lines = preview(raw)
    except RosterError as error:
        st.error("\n".join(error.faults))
        return None
    wrong = sum(bool(line.faults) for line in lines)
    st.dataframe(_table(lines), hide_index=True, height=min(300, 60 + 35 * len(lines)))
    if wrong:
        st.error(f"{len(lines)} 行里有 {wrong} 行有问题。请改好文件再上传，现在什么也没有导入。")
        return None
    return raw


def _table(lines: tuple[RosterLine, ...]) -> pd.DataFrame:
    rows = [
        {"行": line.line, "问题": "；".join(line.faults)}
        | {name: line.cells.get(name, "") for name in COLUMNS}
        for line in sorted(lines, key=lambda line: not line.faults)
    ]
    shown = pd.DataFrame(rows)
    return shown if any(line.faults for line in lines) else shown.drop(columns="问题")
