"""Which pages a role has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from workbench.store.people import Person
from workbench.ui.examiner import appeals, likeness, queue
from workbench.ui.examiner.panels import page as panels
from workbench.ui.staff import after_exam, draw_record, exports, plugins, practice_tasks, regrade, sittings
from workbench.ui.staff.room import page as room
from workbench.ui.student import exam, result
from workbench.ui.student.practice import page as practice
from workbench.usecases import appealing, practising
from workbench.usecases.workbench import Workbench

Draw = Callable[[Workbench, Person], None]

_MARKING: Sequence[tuple[str, str, str, Draw]] = (
    ("阅卷", "queue", ":material/fact_check:", queue.draw),
    ("成绩面板", "panels", ":material/monitoring:", panels.draw),
)
_APPEALS = ("申诉", "appeals", ":material/gavel:", appeals.draw)
_LIKENESS = ("雷同", "likeness", ":material/compare:", likeness.draw)
_AFTER = ("考后", "after", ":material/inventory:", after_exam.draw)
_BOARD = ("考场", "room", ":material/event_seat:", room.draw)
_SITTINGS = ("场次", "sittings", ":material/event:", sittings.draw)
_RECORD = ("抽签记录", "draw", ":material/casino:", draw_record.draw)
_EXPORTS = ("导出", "exports", ":material/folder_zip:", exports.draw)
_PRACTICE = ("练习题", "practice-tasks", ":material/exercise:", practice_tasks.draw)
_REGRADE = ("重评", "regrade", ":material/restart_alt:", regrade.draw)
_PLUGINS = ("插件与题库", "plugins", ":material/extension:", plugins.draw)

_PAGES: Mapping[str, Sequence[tuple[str, str, str, Draw]]] = {
    "student": (
        ("考试", "exam", ":material/edit_note:", exam.draw),
        ("练习", "practice", ":material/exercise:", practice.draw),
        ("我的成绩", "result", ":material/grading:", result.draw),
    ),
    "examiner": (*_MARKING, _LIKENESS, _APPEALS, _EXPORTS),
    "invigilator": (_BOARD, _RECORD),
    "instructor": (_PLUGINS, _PRACTICE, _MARKING[1], _REGRADE),
    "administrator": (
        _BOARD,
        _SITTINGS,
        _RECORD,
        *_MARKING,
        _LIKENESS,
        _APPEALS,
        _REGRADE,
        _AFTER,
        _EXPORTS,
        _PLUGINS,
        _PRACTICE,
    ),
}


def pages_for(wb: Workbench, person: Person) -> list[Any]:  # Any: Streamlit's page type is not exported
    """The pages of ``person``'s role; the first is the one that opens."""
    return [
        st.Page(
            partial(draw, wb, person),
            title=_counted(wb, person, path, title),
            url_path=path,
            icon=icon,
            default=at == 0,
        )
        for at, (title, path, icon, draw) in enumerate(_PAGES[person.role])
    ]


def _counted(wb: Workbench, person: Person, path: str, title: str) -> str:
    if path != _APPEALS[1]:
        return title
    waiting = appealing.how_many_wait(wb, person)
    return f"{title}（{waiting}）" if waiting else title


def position(wb: Workbench, person: Person) -> Literal["top", "hidden"]:
    """Where the pages' names stand; a student has no way off the exam page while an exam waits or runs."""
    if person.role != "student":
        return "top"
    return "hidden" if practising.has_exam(wb, person) else "top"
