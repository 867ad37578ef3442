"""What was handed in, shown as text: nothing that a student wrote is ever run or rendered as HTML."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench import tables
from workbench.domain.module import JSON
from workbench.domain.plain import plain
from workbench.ui import addresses
from workbench.ui.examiner import places
from workbench.usecases.marking import Script

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Names of files that the page shows as pictures; every other one is a link."""


def draw(script: Script) -> None:
    """Every deliverable, under the name that the student gave it."""
    files = script.states.get("desk.folder", {}).get("files", {})
    for made in script.paper.given["desk"]["deliverables"]:
        file = files.get(made["id"], {})
        name = file.get("name") or "（没有命名）"
        listed = "已列入清单" if file.get("listed") else "没有列入清单"
        with st.container(border=True):
            st.caption(f"{made['name']}　学生命名：{name}　{listed}")
            _body(script, made["tool"], made["id"])


def _body(script: Script, tool: str, field: str) -> None:
    state = script.states.get(tool, {})
    if tool == "desk.sheet":
        values = state.get("values", {}).get(field, {"columns": [], "rows": []})
        rows = [row for row in values["rows"] if any(str(cell).strip() for cell in row)]
        if rows:
            st.dataframe(pd.DataFrame(rows, columns=_apart(values["columns"])), hide_index=True)
            return
    if made := state.get("files", {}).get(field):
        _file(script, made)
        return
    body = str(state.get("drafts", {}).get(field, "")) if tool != "desk.sheet" else ""
    if body.strip():
        _text(body, places.stretches(script, tool, field, len(body)))
    else:
        st.caption("没有内容")


def _text(body: str, cited: list[tuple[int, int]]) -> None:
    if not cited:
        st.text(body)
        return
    html, at = "", 0
    for start, end in cited:
        html += f"{tables.text(body[at:start])}<mark>{tables.text(body[start:end])}</mark>"
        at = end
    st.html(f'<div style="white-space:pre-wrap;overflow-wrap:anywhere">{html}{tables.text(body[at:])}</div>')


def _file(script: Script, made: JSON) -> None:
    url = addresses.file_url(script.attempt_id, made["file"])
    if str(made["name"]).lower().endswith(SHOWN):
        st.html(tables.picture(url, made["name"]))  # the browser fetches it by the examiner's own right
    st.markdown(f"[{plain(str(made['name']))}]({url})　{made['size']} 字节")


def _apart(columns: list[str]) -> list[str]:
    # A table wants headings that differ; a student's may not.
    return [
        f"{name}" if columns.index(name) == at else f"{name} ({at + 1})" for at, name in enumerate(columns)
    ]


def draw_brief(script: Script) -> None:
    """The student's own variant of the brief and its materials."""
    desk = script.paper.given["desk"]
    st.markdown(desk["brief"])
    for sub in desk["subtasks"]:
        st.markdown(f"{sub['no']}. {sub['text']}（{sub['minutes']} 分钟）")
    for material in desk["materials"]:
        with st.expander(material["title"]):
            if material["text"]:
                st.markdown(material["text"])
            if material["rows"]:
                st.dataframe(pd.DataFrame(material["rows"]), hide_index=True)
