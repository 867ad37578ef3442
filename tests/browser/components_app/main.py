"""A page with the clock and one field; the query says which."""

import json
import secrets
import time

import kept
import streamlit as st

from workbench.ui.components import editors

attempt = st.query_params.get("attempt", "a1")
kind = st.query_params.get("kind", "doc")
if "holder" not in st.session_state:
    st.session_state.holder = kept.holder["now"] = secrets.token_hex(4)
    now = int(time.time() * 1000)
    st.session_state.clock = (now + int(float(st.query_params.get("left", "1800")) * 1000), now)
    st.session_state.expired = 0


def expired():
    st.session_state.expired += 1


deadline_ms, server_ms = st.session_state.clock
editors.countdown(
    deadline_ms=deadline_ms,
    server_ms=server_ms,
    attempt=attempt,
    holder=st.session_state.holder,
    key="clock",
    on_expired=expired,
)
shown = st.segmented_control("tool", ["one", "two"], default="one", key="tool")
if st.button("take back"):
    kept.holder["now"] = st.session_state.holder
field = f"{kind}-{shown}"
draft = kept.drafts.get((attempt, "desk.doc", field), {"rev": 0, "body": "", "saved_at": 0})
st.session_state.setdefault(f"first-{field}", draft)
first = st.session_state[f"first-{field}"]
(editors.grid if kind == "grid" else editors.editor)(
    attempt=attempt,
    holder=st.session_state.holder,
    person="s1",
    tool="desk.doc",
    field=field,
    rev=first["rev"],
    body=first["body"],
    label="03_诊断方案.docx" if kind == "doc" else "01_查询表.xlsx",
    kind=kind,
    rows=12 if kind == "doc" else 5,
    options={"columns": ["页面", "标题", "关键词次数", "总字数", "密度"], "placeholder": "在这里写"}
    if kind == "grid"
    else {"placeholder": "在这里写"} | json.loads(st.query_params.get("options", "{}")),
    locked=kept.holder["now"] != st.session_state.holder,
    key=f"draft-{field}",
)
st.write(f"expired {st.session_state.expired} runs ok")
