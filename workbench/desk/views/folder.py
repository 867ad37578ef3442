"""The folder's face: names, the hand-in list, and the check."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, Refused, ToolSession, plain
from workbench.desk.folder import MAX_NAME_CHARS, usable_name
from workbench.desk.views.holding import held, settle


def draw(session: ToolSession) -> None:
    """Draw one row for each deliverable, and what the last check found."""
    desk = session.given["desk"]
    rule = f"{desk['candidate']}_{desk['item_code']}_"
    st.caption(f"文件名规则：考号_题号_序号_名称.扩展名。您的文件名都以 **{plain(rule)}** 开头。")
    for made in session.state["wanted"]:
        _row(session, made, rule)
    if st.button("检查", key=session.key("check"), icon=":material/fact_check:", disabled=session.locked):
        session.do("check")
    _report(session.state)


def _row(session: ToolSession, made: JSON, rule: str) -> None:
    file = session.state["files"][made["id"]]
    title, name, listed = st.columns([3, 6, 2], vertical_alignment="center")
    title.markdown(plain(made["name"]))
    typed = name.text_input(
        f"{made['name']} 的文件名",
        max_chars=MAX_NAME_CHARS,
        placeholder=f"{rule}序号_名称.扩展名",
        key=held(session.key(f"name-{made['id']}"), file["name"]),
        label_visibility="collapsed",
        disabled=session.locked,
    )
    is_listed = listed.toggle(
        "列入清单",
        key=held(session.key(f"list-{made['id']}"), file["listed"]),
        disabled=session.locked,
    )
    if not session.locked:
        _take(session, made["id"], file, typed.strip(), is_listed=is_listed)


def _take(session: ToolSession, deliverable: str, file: JSON, typed: str, *, is_listed: bool) -> None:
    if is_listed != file["listed"]:
        is_taken = session.do("list_file", deliverable=deliverable, listed=is_listed)
        settle(session.key(f"list-{deliverable}"), is_listed, is_taken=is_taken)
    if typed == file["name"]:
        return
    try:
        usable_name(typed)
    except Refused as refused:
        # Said here, for a step would be refused anew in every run while the text stands in the field.
        st.error(refused.text)
    else:
        is_taken = session.do("name_file", deliverable=deliverable, name=typed)
        settle(session.key(f"name-{deliverable}"), typed, is_taken=is_taken)


def _report(state: JSON) -> None:
    if not state["checks"]:
        st.caption("还没有检查过。交卷前请检查一次。")
    elif not state["problems"]:
        st.success("检查过了：应交的文件齐全，命名和清单都正确。", icon=":material/task_alt:")
    else:
        lines = "\n".join(f"- {plain(problem['text'])}" for problem in state["problems"])
        st.warning(f"上次检查发现 {len(state['problems'])} 处问题：\n{lines}", icon=":material/error:")
