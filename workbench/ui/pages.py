"""Which pages a role has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from workbench.store.people import Person
from workbench.ui.examiner import panels, queue
from workbench.ui.staff import board, draw_record, exports, plugins, sittings
from workbench.ui.student import exam
from workbench.usecases.workbench import Workbench

Draw = Callable[[Workbench, Person], None]

_MARKING: Sequence[tuple[str, str, str, Draw]] = (
    ("阅卷", "queue", ":material/fact_check:", queue.draw),
    ("成绩面板", "panels", ":material/monitoring:", panels.draw),
)
_BOARD = ("考场", "room", ":material/event_seat:", board.draw)
_SITTINGS = ("场次", "sittings", ":material/event:", sittings.draw)
_RECORD = ("抽签记录", "draw", ":material/casino:", draw_record.draw)
_EXPORTS = ("导出", "exports", ":material/folder_zip:", exports.draw)
_PLUGINS = ("插件与题库", "plugins", ":material/extension:", plugins.draw)

_PAGES: Mapping[str, Sequence[tuple[str, str, str, Draw]]] = {
    "student": (("考试", "exam", ":material/edit_note:", exam.draw),),
    "examiner": (*_MARKING, _EXPORTS),
    "invigilator": (_BOARD, _RECORD),
    "instructor": (_PLUGINS, _MARKING[1]),
    "administrator": (_BOARD, _SITTINGS, _RECORD, *_MARKING, _EXPORTS, _PLUGINS),
}


def pages_for(wb: Workbench, person: Person) -> list[Any]:  # Any: Streamlit's page type is not exported
    """The pages of ``person``'s role; the first is the one that opens."""
    return [
        st.Page(partial(draw, wb, person), title=title, url_path=path, icon=icon, default=at == 0)
        for at, (title, path, icon, draw) in enumerate(_PAGES[person.role])
    ]
