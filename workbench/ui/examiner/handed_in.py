"""What was handed in, shown as text: nothing that a student wrote is ever run or rendered as HTML."""

from __future__ import annotations

import base64
import mimetypes

import pandas as pd
import streamlit as st

from workbench import tables
from workbench.domain.module import JSON
from workbench.domain.plain import plain
from workbench.ui import addresses
from workbench.ui.examiner.notes import Notes
from workbench.usecases.marking import Script, blind
from workbench.usecases.work_shown import Work

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Names of files that the page shows as pictures; every other one is a link."""


def draw(script: Script | Work, notes: Notes | None = None) -> None:
    """Every deliverable, under the name that the student gave it; with ``notes`` of who marks it."""
    files = script.states.get("desk.folder", {}).get("files", {})
    for made in script.paper.given["desk"]["deliverables"]:
        file = files.get(made["id"], {})
        name = _shown(script, file.get("name") or "（没有命名）")
        listed = "已列入清单" if file.get("listed") else "没有列入清单"
        with st.container(border=True):
            st.caption(f"{made['name']}　命名：{name}　{listed}")
            _body(script, made["tool"], made["id"], notes)


def _body(script: Script | Work, tool: str, field: str, notes: Notes | None) -> None:
    state = script.states.get(tool, {})
    if tool == "desk.sheet":
        values = state.get("values", {}).get(field, {"columns": [], "rows": []})
        rows = [row for row in values["rows"] if any(str(cell).strip() for cell in row)]
        if rows:
            st.dataframe(pd.DataFrame(rows, columns=_apart(values["columns"])), hide_index=True)
            return
    if made := state.get("files", {}).get(field):
        _file(script, made, (tool, field), notes)
        return
    body = _shown(script, str(state.get("drafts", {}).get(field, ""))) if tool != "desk.sheet" else ""
    if not body.strip():
        st.caption("没有内容")
    elif notes is not None:
        notes.on_text(tool, field, body)
    else:
        st.text(body)


def _shown(script: Script | Work, text: str) -> str:
    return blind(script.paper, text) if isinstance(script, Script) else text


def _file(script: Script | Work, made: JSON, place: tuple[str, str], notes: Notes | None) -> None:
    url, name = file_url(script, made["file"]), _shown(script, str(made["name"]))
    if name.lower().endswith(SHOWN):
        if notes is not None:
            notes.on_picture(*place, url, name)
        else:
            st.html(tables.picture(url, name))  # the browser fetches it by its reader's own right
    if url.startswith("data:"):  # a browser opens no such link
        _download(script, made)
        return
    st.markdown(f"[{plain(name)}]({url})　{made['size']} 字节")


def _download(script: Script | Work, made: JSON) -> None:
    body = script.files[made["file"]][1] if isinstance(script, Work) else b""
    st.download_button(
        f"下载 {made['name']}", body, str(made["name"]), icon=":material/download:", on_click="ignore",
        key=f"model-file-{made['file'][:12]}-{made['name']}",
    )  # fmt: skip


def file_url(script: Script | Work, file: str) -> str:
    """Where this browser gets a file of the work. What is not stored stands in the address itself."""
    name, body = script.files.get(file, ("", b"")) if isinstance(script, Work) else ("", b"")
    if not body:
        return addresses.file_url(script.attempt_id, file)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"


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
