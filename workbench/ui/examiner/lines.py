"""The rubric beside the script: the machine's outcome with its evidence, and the examiner's mark."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from workbench.domain.errors import Refused
from workbench.domain.rubric import Line
from workbench.domain.score import Outcome
from workbench.domain.total import LineTotal, judged_by_hand
from workbench.store.people import Person
from workbench.ui.examiner import places
from workbench.usecases import marking
from workbench.usecases.marking import MarkIn, Script
from workbench.usecases.workbench import Workbench

KINDS = {"process": "过程", "result": "结果"}
STATUS = {"scored": "系统评分", "needs_examiner": "待考评员", "failed": "自动评分出错"}


def draw(wb: Workbench, person: Person, script: Script) -> None:
    """Every line of the rubric; the open ones stand first."""
    in_order = sorted(script.total.lines, key=lambda part: not part.is_open)
    for part in in_order:
        outcome = script.outcomes.get(part.line.id)
        with st.container(border=True, key=f"line-{part.line.id}"):
            _title(part)
            if part.line.use is not None and outcome is not None:
                _machine(script, outcome)
            limit = judged_by_hand(part.line, outcome)
            if limit > 0:
                _mark(wb, person, script, part.line, limit)


def _title(part: LineTotal) -> None:
    line = part.line
    got = "待评" if part.is_open else f"{part.points}"
    st.markdown(
        f"**{line.id}. {line.title}**　**{got}** / {line.points}　"
        f":gray[{KINDS[line.kind]}　{'、'.join(line.clauses)}]"
    )


def _machine(script: Script, outcome: Outcome) -> None:
    points = f"{outcome.points} / {outcome.max_points}" if outcome.points is not None else "—"
    st.caption(f"{STATUS[outcome.status]} {points}　评分程序 {outcome.version or '—'}")
    st.text(outcome.reason)
    places.draw(script, outcome.line, outcome.cites)


def _mark(wb: Workbench, person: Person, script: Script, line: Line, limit: Decimal) -> None:
    before = script.marks.get(line.id)
    levels = "\n".join(
        f"- **{level.letter}** {_span(level.low_percent, level.high_percent, limit)} 分：{level.descriptor}"
        for level in line.levels
    )
    st.markdown(levels)
    key = f"mark-{script.attempt_id}-{line.id}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            f"分数（0—{limit}）", str(before.points) if before else "", key=f"{key}-points", width=140
        )
        comment = st.text_input("评语（可不写）", before.comment if before else "", key=f"{key}-comment")
        sent = st.form_submit_button("记分")
    if sent:
        _keep(wb, person, script, MarkIn(line.id, typed, comment, before.id if before else None))


def _span(low: int, high: int, limit: Decimal) -> str:
    return f"{(limit * low / 100).normalize():f}—{(limit * high / 100).normalize():f}"


def _keep(wb: Workbench, person: Person, script: Script, given: MarkIn) -> None:
    try:
        marking.put_mark(wb, person, script.attempt_id, given)
    except Refused as error:
        st.error(error.text)
        return
    st.rerun()
