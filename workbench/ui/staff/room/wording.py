"""How a place is told: one word, one sign and one colour for each state."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.usecases.invigilating import STATES, Seat

STALE_SECONDS = 60
"""An attempt that runs and saved nothing for so long is marked, for somebody to walk over."""

ENDED_BY = {"student": "本人", "time": "到时", "invigilator": "监考员"}
FILTERS = ("未开始", "作答中", "离线", "已交卷")

SIGNS: Mapping[str, str] = {"未到": "○", "就位": "◐", "作答中": "●", "离线": "✕", "已交卷": "✓"}
KINDS: Mapping[str, str] = {
    "未到": "away", "就位": "ready", "作答中": "work", "离线": "lost", "已交卷": "done",
}  # fmt: skip


def word(seat: Seat) -> str:
    """The place's state in one of five words."""
    if seat.state == "prepared":
        return "就位" if seat.is_online else "未到"
    return "离线" if seat.is_offline else STATES[seat.state]


def filter_of(seat: Seat) -> str:
    """Under which of ``FILTERS`` the place is shown."""
    found = word(seat)
    return found if found in FILTERS else "未开始"


def signal(seat: Seat) -> str:
    """When the page was last heard: empty before the first time and after the end."""
    if seat.seen_ago is None or seat.state == "handed_in":
        return ""
    return "在线" if seat.is_online else f"{clock(seat.seen_ago)} 无信号"


def is_stale(seat: Seat) -> bool:
    """Whether the page lives and nothing was saved for long."""
    return seat.state == "running" and seat.saved_ago is not None and seat.saved_ago > STALE_SECONDS


def named(seat: Seat) -> str:
    """The place in a list to choose from."""
    return f"{seat.seat} {seat.candidate} {seat.name}（{word(seat)}）".strip()


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
