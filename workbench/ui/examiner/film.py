"""The film: the hour on a line, a scrubber, and what the student had in front of them at that step."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from workbench import tables
from workbench.domain.trace import Event
from workbench.store.people import Person
from workbench.ui.examiner import tool_faces
from workbench.usecases import film
from workbench.usecases.film import Absence, Moment, Text
from workbench.usecases.marking import Script, blind
from workbench.usecases.workbench import Workbench

if TYPE_CHECKING:
    import plotly.graph_objects as go

LANE_PIXELS = 26
SHOWN_CHARACTERS = 400
NEW = (
    "<style>.wb-new{background:#fff3b0;text-decoration:none}"
    ".wb-body{white-space:pre-wrap;overflow-wrap:anywhere}</style>"
)


def draw(wb: Workbench, person: Person, script: Script) -> None:
    """Draw the film of ``script`` at the step that was chosen, by hand or from a line of the rubric."""
    if not script.trace:
        st.caption("这位学生没有做任何操作。")
        return
    _summary(script)
    away = film.absences(wb, person, script)
    picked = st.plotly_chart(
        _timeline(wb, script, away), key=f"film-line-{script.attempt_id}", on_select="rerun",
        selection_mode="points", config={"displayModeBar": False},
    )  # fmt: skip
    _follow(script, picked)
    _scrubber(script)
    _moment(wb, person, script, film.moment(wb.registry, script, _seq(script)))


def show(script: Script, seq: int) -> None:
    """Let the film stand at step ``seq`` when it is drawn next."""
    st.session_state[_key(script)] = max(0, min(seq, len(script.trace)))


def _key(script: Script) -> str:
    return f"film-{script.attempt_id}"


def _seq(script: Script) -> int:
    return int(st.session_state.get(_key(script), len(script.trace)))


def _summary(script: Script) -> None:
    how = "到时自动交卷" if script.ended_by == "time" else "学生交卷"
    refused = sum(event.refused is not None for event in script.trace)
    steps = f"共 {len(script.trace)} 步，其中 {refused} 步被工具拒绝"
    st.caption(f"用时 {script.seconds / 60:.1f} 分钟，{how}；{steps}。点时间线上的点，或拖动下面的滑块。")


def _timeline(wb: Workbench, script: Script, away: Sequence[Absence]) -> go.Figure:
    import plotly.graph_objects as go  # noqa: PLC0415  drawn only when an examiner opens the film

    cited = {cite.event for outcome in script.outcomes.values() for cite in outcome.cites if cite.event}
    lanes = list(dict.fromkeys(event.tool for event in script.trace))
    figure = go.Figure()
    for name, symbol, colour, events in _kinds(script, cited):
        figure.add_scatter(
            x=[event.at / 60 for event in events], y=[_tool(wb, event.tool) for event in events],
            mode="markers", name=name, marker={"symbol": symbol, "color": colour, "size": 9},
            customdata=[event.seq for event in events], text=[_said(wb, event) for event in events],
            hovertemplate="第 %{customdata} 步　%{text}<extra></extra>",
        )  # fmt: skip
    for span in away:
        figure.add_vrect(span.begins / 60, span.ends / 60, fillcolor="#888", opacity=0.25, line_width=0)
    at = next((event.at for event in script.trace if event.seq == _seq(script)), 0.0)
    figure.add_vline(at / 60, line_color="#111", line_width=1)
    figure.update_xaxes(title="分钟（灰色：离开考试页）", range=[0, max(1.0, script.seconds / 60)])
    figure.update_yaxes(autorange="reversed")
    return figure.update_layout(
        height=110 + LANE_PIXELS * len(lanes), margin={"l": 10, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": 1.15},
    )  # fmt: skip


def _kinds(script: Script, cited: set[int]) -> Iterator[tuple[str, str, str, list[Event]]]:
    taken = [event for event in script.trace if event.refused is None]
    yield "操作", "circle", "#3b6fb6", [event for event in taken if event.seq not in cited]
    yield "评分依据", "star", "#e08a00", [event for event in taken if event.seq in cited]
    yield "被拒绝", "x", "#c0392b", [event for event in script.trace if event.refused is not None]


def _tool(wb: Workbench, tool_id: str) -> str:
    tool = wb.registry.tools.get(tool_id)
    return tool.title if tool else tool_id


def _said(wb: Workbench, event: Event) -> str:
    tool = wb.registry.tools.get(event.tool)
    action = tool.action(event.action) if tool else None
    return f"{_clock(event.at)}　{action.title if action else event.action}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def _follow(script: Script, picked: object) -> None:
    # A point that was clicked is told again at each run: only a new one moves the film.
    points = picked["selection"]["points"] if isinstance(picked, dict) else []
    seen = f"{_key(script)}-picked"
    chosen = points[0]["customdata"] if points else None
    chosen = chosen[0] if isinstance(chosen, list) else chosen
    if chosen is not None and st.session_state.get(seen) != chosen:
        st.session_state[seen] = chosen
        show(script, int(chosen))
        st.rerun()


def _scrubber(script: Script) -> None:
    last, key = len(script.trace), _key(script)
    st.session_state.setdefault(key, last)
    clocks = {0: "开始", **{event.seq: _clock(event.at) for event in script.trace}}
    with st.container(horizontal=True, vertical_alignment="bottom", key="film-scrubber"):
        st.button(
            "上一步", key="film-before", on_click=show, args=(script, _seq(script) - 1), shortcut="Alt+J",
            disabled=_seq(script) == 0,
        )  # fmt: skip
        st.button(
            "下一步", key="film-after", on_click=show, args=(script, _seq(script) + 1), shortcut="Alt+K",
            disabled=_seq(script) == last,
        )  # fmt: skip
        st.select_slider(
            "时刻", range(last + 1), format_func=lambda seq: f"{clocks[seq]}　第 {seq} 步", key=key
        )


def _moment(wb: Workbench, person: Person, script: Script, now: Moment) -> None:
    if now.event is not None:
        _step(wb, script, now.event)
    for text in now.texts:
        if text.body != text.before:
            _growth(wb, script, text)
    then = dataclasses.replace(script, states=now.states, seconds=now.at)
    used = now.event.tool if now.event is not None else None
    tool_faces.draw(wb, person, then, first=used)


def _step(wb: Workbench, script: Script, event: Event) -> None:
    st.markdown(f"**第 {event.seq} 步**　{_tool(wb, event.tool)}　{_said(wb, event)}")
    if event.refused is not None:
        st.error(f"工具拒绝：{event.refused}")
    tool = wb.registry.tools.get(event.tool)
    if tool is None or event.action != tool.draft_action:
        params = blind(script.paper, json.dumps(event.params, ensure_ascii=False))
        st.text(params[:SHOWN_CHARACTERS] + ("……" if len(params) > SHOWN_CHARACTERS else ""))


def _growth(wb: Workbench, script: Script, text: Text) -> None:
    before, new, after = (blind(script.paper, part) for part in film.grown(text.before, text.body))
    gained = len(text.body) - len(text.before)
    st.caption(f"{_tool(wb, text.tool)}　{text.field}　{len(text.body)} 字符（{gained:+d}）")
    words = f'{tables.text(before)}<ins class="wb-new">{tables.text(new)}</ins>{tables.text(after)}'
    with st.container(height=220):
        st.html(f'{NEW}<div class="wb-body">{words}</div>')
