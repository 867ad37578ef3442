"""The rubric beside the script: the machine's outcome with its evidence, and the examiner's mark.

What is typed is kept when the keyboard leaves the field: a mark where it is one, else a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from workbench.domain.errors import Refused
from workbench.domain.rubric import Level, Line
from workbench.domain.score import Outcome
from workbench.domain.second_marking import THIRD
from workbench.domain.total import LineTotal, judged_by_hand
from workbench.store.people import Person
from workbench.store.remarks import Comment
from workbench.ui.components import examining
from workbench.ui.examiner import places
from workbench.usecases import giving_marks, remarking
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.marking import Script
from workbench.usecases.workbench import Workbench

KINDS = {"process": "过程", "result": "结果"}
STATUS = {"scored": "系统评分", "needs_examiner": "待考评员", "failed": "自动评分出错"}


def draw(wb: Workbench, person: Person, script: Script, *, only: str | None = None) -> None:
    """Every line of the rubric, or the one that is marked across scripts."""
    if script.settled:
        st.info(script.settled)
    bank = remarking.comments(wb, person, script.paper.task.id)
    parts = [part for part in script.total.lines if only in (None, part.line.id)]
    # The lines that a person marks stand first, in an order that no mark changes under the fingers.
    for part in sorted(parts, key=lambda part: _limit(script, part.line) == 0):
        outcome = script.outcomes.get(part.line.id)
        with st.container(border=True, key=f"line-{part.line.id}"):
            _title(part, script)
            if part.line.use is not None and outcome is not None:
                _machine(script, outcome)
            limit = _limit(script, part.line)
            if part.upheld is not None:
                st.caption(f"申诉成立后整行 {part.upheld} 分：{script.upheld[part.line.id].comment}")
            if limit > 0 and script.settled:
                _kept(script, part)
            elif limit > 0:
                _levels(part.line, limit)
                _mark(wb, person, script, part.line, limit)
                _bank(wb, person, script, part.line, bank)
    if waiting := [part.line.id for part in parts if part.line.id in script.open_ids]:
        first = _key(script, waiting[0], "points")
        examining.goto(f".st-key-{first} input", nonce=f"{script.attempt_id}|{only}", focus=True)


def _limit(script: Script, line: Line) -> Decimal:
    return judged_by_hand(line, script.outcomes.get(line.id))


def _title(part: LineTotal, script: Script) -> None:
    line = part.line
    waits = line.id in script.open_ids
    third = "（第三评）" if waits and script.seat == THIRD else ""
    got = f"待评{third}" if waits else "待另一位" if part.is_open else f"{part.points}"
    st.markdown(
        f"**{line.id}. {line.title}**　**{got}** / {line.points}　"
        f":gray[{KINDS[line.kind]}　{'、'.join(line.clauses)}]"
    )


def _machine(script: Script, outcome: Outcome) -> None:
    points = f"{outcome.points} / {outcome.max_points}" if outcome.points is not None else "—"
    st.caption(f"{STATUS[outcome.status]} {points}　评分程序 {outcome.version or '—'}")
    st.text(outcome.reason)
    places.draw(script, outcome.line, outcome.cites)


def _levels(line: Line, limit: Decimal) -> None:
    said = [f"- **{one.letter}** {_span(one, limit)} 分：{one.descriptor}" for one in line.levels]
    st.markdown("\n".join(said))


def _span(level: Level, limit: Decimal) -> str:
    low, high = (limit * percent / 100 for percent in (level.low_percent, level.high_percent))
    return f"{low.normalize():f}—{high.normalize():f}"


def _mark(wb: Workbench, person: Person, script: Script, line: Line, limit: Decimal) -> None:
    before, draft = script.marks.get(line.id), script.drafts.get(line.id)
    points = draft[0] if draft else str(before.points) if before else ""
    comment = draft[1] if draft else before.comment if before else ""
    keys = {name: _key(script, line.id, name) for name in ("points", "comment")}
    for name, first in (("points", points), ("comment", comment)):
        st.session_state.setdefault(keys[name], first)
    args, looks = (wb, person, script, line), script.seat is None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            f"分数或等级（0—{limit}）",
            key=keys["points"],
            on_change=_typed,
            args=args,
            disabled=looks,
            width=150,
        )
        st.text_input("评语（可不写）", key=keys["comment"], on_change=_typed, args=args, disabled=looks)
    if fault := st.session_state.get(_key(script, line.id, "fault")):
        st.error(fault)
    elif draft and draft[1]:
        st.caption("评语已存为草稿，写上分数才算评完。")
    elif before:
        st.caption(f"已记 {before.points} 分" + (f"，{before.level} 级" if before.level else ""))


def _kept(script: Script, part: LineTotal) -> None:
    mark = script.marks.get(part.line.id)
    if mark is not None:
        st.caption(f"人工评分 {mark.points}　等级 {mark.level}")
        st.text(mark.comment)


def _key(script: Script, line: str, name: str) -> str:
    return f"mark-{script.attempt_id}-{line}-{name}"


def _typed(wb: Workbench, person: Person, script: Script, line: Line) -> None:
    typed = st.session_state[_key(script, line.id, "points")]
    comment = st.session_state[_key(script, line.id, "comment")]
    before = script.marks.get(line.id)
    fault = _key(script, line.id, "fault")
    st.session_state.pop(fault, None)
    if before is not None and (typed, comment) == (str(before.points), before.comment):
        return
    given = MarkIn(line.id, typed, comment, before.id if before else None)
    try:
        kept = giving_marks.type_mark(wb, person, script.attempt_id, given)
    except Refused as error:
        st.session_state[fault] = error.text
        return
    if kept is not None:
        st.session_state[_key(script, line.id, "points")] = str(kept.points)


def _bank(
    wb: Workbench, person: Person, script: Script, line: Line, bank: Mapping[str, tuple[Comment, ...]]
) -> None:
    shared = bank.get(line.id, ())
    typed = str(st.session_state.get(_key(script, line.id, "comment"), "")).strip()
    if script.seat is None or not (shared or typed):
        return
    with st.popover(f"常用评语 {len(shared) or ''}", key=f"bank-{script.attempt_id}-{line.id}"):
        for one in shared:
            st.button(one.body, key=f"use-{one.id}", on_click=_use, args=(wb, person, script, line, one.body))
        if typed and typed not in {one.body for one in shared}:
            st.button(
                "把现在的评语收进来", key=f"share-{line.id}", type="primary",
                on_click=lambda: remarking.share_comment(wb, person, script.paper.task.id, line.id, typed),
            )  # fmt: skip


def _use(wb: Workbench, person: Person, script: Script, line: Line, body: str) -> None:
    key = _key(script, line.id, "comment")
    now = str(st.session_state.get(key, "")).strip()
    st.session_state[key] = f"{now}；{body}" if now and body not in now else body
    _typed(wb, person, script, line)
