"""The room as it stands: a tile for each seat, with number, name, state and time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from workbench.ui.staff.room import wording
from workbench.usecases import seating
from workbench.usecases.invigilating import Seat

STYLE = """<style>
.wb-m { display: grid; gap: 6px; overflow-x: auto; padding: 2px 0 8px; font-size: 13px; line-height: 1.35; }
.wb-m b { align-self: center; text-align: center; opacity: .6; }
.wb-s { border: 1px solid rgba(128,128,128,.35); border-left-width: 5px; border-radius: 5px; padding: 3px 7px;
  min-width: 0; background: #fff; color: #1d2430; }
.wb-s.none { border-style: dashed; opacity: .35; }
.wb-s.faint { opacity: .28; }
.wb-s div { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.wb-s .who { font-weight: 600; }
.wb-s .at { display: flex; justify-content: space-between; font-variant-numeric: tabular-nums; }
.wb-s .note { font-size: 12px; color: #8a5200; min-height: 1.35em; }
.wb-s.away { border-color: #b9bfc9; color: #6b7280; }
.wb-s.ready { border-color: #2f6fb3; background: #eef5fc; }
.wb-s.work { border-color: #1a7f4b; background: #effaf3; }
.wb-s.lost { border-color: #b3261e; background: #fdeceb; }
.wb-s.lost .state { color: #8c1d17; font-weight: 600; }
.wb-s.done { border-color: #6b7280; background: #f1f3f6; color: #4b5563; }
.wb-front { text-align: center; font-size: 12px; opacity: .6; margin: 0 0 6px;
  border-bottom: 2px solid rgba(128,128,128,.4); }
</style>"""


def html(seats: Sequence[Seat], shown: Sequence[Seat]) -> str:
    """The map of ``seats`` as HTML; those that are not among ``shown`` are faint."""
    found = seating.arranged((seat.seat, seat) for seat in seats)
    bright = {seat.attempt_id for seat in shown}
    parts = [STYLE]
    if found.rows:
        columns = f"2.2rem repeat({found.places}, minmax(104px, 1fr))"
        tiles = "".join(_row(name, row, found.places, bright) for name, row in found.rows)
        parts.append(
            f'<div class="wb-front">讲台</div><div class="wb-m" style="grid-template-columns:{columns}">'
        )
        parts.append(f"{tiles}</div>")
    if found.elsewhere:
        tiles = "".join(_tile(seat, bright) for seat in found.elsewhere)
        columns = "repeat(auto-fill, minmax(128px, 1fr))"
        parts.append(f"<div>没有座位号，或座位号重复的考生：{len(found.elsewhere)} 人</div>")
        parts.append(f'<div class="wb-m" style="grid-template-columns:{columns}">{tiles}</div>')
    return "".join(parts)


def _row(name: str, row: Sequence[Seat | None], places: int, bright: Collection[str]) -> str:
    tiles = [_tile(seat, bright) if seat else '<div class="wb-s none"></div>' for seat in row]
    return f"<b>{escape(name)}</b>{''.join(tiles)}{'<div></div>' * (places - len(row))}"


def _tile(seat: Seat, bright: Collection[str]) -> str:
    said = wording.word(seat)
    left = "" if seat.seconds_left is None else wording.clock(seat.seconds_left)
    faint = "" if seat.attempt_id in bright else " faint"
    return (
        f'<div class="wb-s {wording.KINDS[said]}{faint}" title="{escape(_title(seat))}">'
        f'<div class="who">{escape(seat.seat)} {escape(seat.name)}</div><div>{escape(seat.candidate)}</div>'
        f'<div class="at"><span class="state">{wording.SIGNS[said]} {said}</span><span>{left}</span></div>'
        f'<div class="note">{escape(_note(seat))}</div></div>'
    )


def _note(seat: Seat) -> str:
    if seat.is_offline:
        return wording.signal(seat)
    if wording.is_stale(seat):
        return f"{wording.clock(seat.saved_ago or 0)} 没有保存"
    return f"加时 {seat.extra_minutes} 分" if seat.extra_minutes and seat.state == "running" else ""


def _title(seat: Seat) -> str:
    by = f"（{wording.ENDED_BY[seat.ended_by]}）" if seat.ended_by else ""
    parts = [
        f"{seat.candidate} {seat.name} {seat.class_name}", f"{seat.module}　{wording.word(seat)}{by}",
        wording.signal(seat), f"加时 {seat.extra_minutes} 分钟" if seat.extra_minutes else "",
        f"重连 {seat.reconnects}　换页 {seat.reopened}　离开页面 {seat.focus_lost}",
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)
