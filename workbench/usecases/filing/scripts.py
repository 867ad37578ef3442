"""One handed-in script with all that its papers show: score, examiners, incidents, what was handed in."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.errors import Absent, WorkbenchError
from workbench.domain.module import JSON
from workbench.host import replay
from workbench.store import archive_rows, attempts, audit, events, people
from workbench.store.archive_rows import Row
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.filing.handed_in import Piece, pieces
from workbench.usecases.filing.records import ENDED_BY, Filed, Record, Scored, scored_attempt
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

ACTS = {"hand_in": "监考代交卷", "release": "换机", "redraw": "重抽", "void": "作废", "credit": "断线补时"}
NOT_REPLAYED = "这份答卷的操作记录在现在的程序里不能重放，下面没有答卷内容；记录本身还在库中，请联系管理员。"


@dataclass(frozen=True, slots=True)
class Script:
    """A script. ``owner`` is whose it is, also in blind papers: what tells it there is taken out.

    ``note`` says what could not be shown; blank where all could.
    """

    record: Record
    attempt: Attempt
    owner: Person
    scored: Scored
    examiners: Mapping[int, Person]
    incidents: tuple[str, ...]
    pieces: tuple[Piece, ...]
    states: Mapping[str, JSON]
    note: str = ""


def notes_by_attempt(conn: Connection, sitting_id: int) -> dict[str, list[Row]]:
    """The log's notes on single attempts of a sitting, oldest first."""
    found: dict[str, list[Row]] = {}
    for row in archive_rows.notes_of(conn, sitting_id):
        detail = row["detail"]
        for attempt_id in {detail.get("attempt"), *detail.get("attempts", ())} - {None}:
            found.setdefault(attempt_id, []).append(row)
    return found


def script(
    wb: Workbench, conn: Connection, filed: Filed, record: Record, notes: Sequence[Row] = ()
) -> Script:
    """The script of a record. Raises Absent for a candidate without one."""
    attempt = record.attempt
    owner = people.person(conn, attempt.person_id) if attempt else None
    if attempt is None or owner is None or record.total is None:
        raise Absent("这位考生没有交卷，没有评分表。")
    scored = scored_attempt(conn, attempt)
    examiners = {mark.examiner_id: people.person(conn, mark.examiner_id) for mark in scored.marks}
    states, note = _states(wb, conn, attempt, scored)
    return Script(
        record=record,
        attempt=attempt,
        owner=owner,
        scored=scored,
        examiners={one: found for one, found in examiners.items() if found is not None},
        incidents=_incidents(conn, attempt, notes, names=filed.names),
        pieces=() if note else pieces(wb, scored.paper.given, states),
        states=states,
        note=note,
    )


def _states(
    wb: Workbench, conn: Connection, attempt: Attempt, scored: Scored
) -> tuple[Mapping[str, JSON], str]:
    trace = tuple(events.events_of(conn, attempt.id))
    try:
        return replay.evidence(wb.registry, scored.paper, trace, 0.0).states, ""
    except (WorkbenchError, KeyError):
        # A tool that is gone or refuses old steps: one script must not hold up the papers of a class.
        logger.exception("attempt %s does not replay", attempt.id)
        return {}, NOT_REPLAYED


def _incidents(conn: Connection, attempt: Attempt, notes: Sequence[Row], *, names: bool) -> tuple[str, ...]:
    said = [ENDED_BY["time"]] if attempt.ended_by == "time" else []
    grants = attempts.grants_of(conn, attempt.id)
    if more := attempt.extra_seconds - sum(grant.seconds for grant in grants):
        said.append(f"名单加时 {more / 60:g} 分钟")
    for grant in grants:
        giver = people.person(conn, grant.by)
        who = f"，{giver.name}" if giver and names else ""
        said.append(f"加时 {grant.seconds / 60:g} 分钟：{grant.reason}（{_hour(grant.at)}{who}）")
    told = {grant.reason for grant in grants}
    for row in notes:
        reason = row["detail"].get("reason")
        if reason and reason not in told:
            said.append(f"{ACTS.get(row['what'], row['what'])}：{reason}（{_hour(row['at'])}）")
    lost = sum(kind == "focus_lost" for _, kind, _ in audit.flags_of(conn, attempt.id))
    if lost:
        said.append(f"离开考试页面 {lost} 次（只作提示，不扣分）")
    return tuple(said)


def _hour(at: float) -> str:
    return time.strftime("%m-%d %H:%M", time.localtime(at))
