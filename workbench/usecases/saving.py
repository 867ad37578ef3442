"""Typed work on its way from the browser to the store."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.errors import Closed, Refused, TooLarge
from workbench.host import replay
from workbench.store import audit, drafts, events, practice
from workbench.store.attempts import Attempt
from workbench.store.drafts import Draft
from workbench.store.people import Person
from workbench.usecases import presence
from workbench.usecases.access import VOIDED, own_attempt, receivable, timing
from workbench.usecases.workbench import Workbench

MAX_BODY_BYTES = 256 * 1024
"""The largest draft that is taken, in UTF-8 bytes."""

SNAPSHOT_SECONDS = 30.0
"""A field that is being written enters the trace at least so often (DESIGN 5.2)."""

REHEARSAL = "rehearsal"
"""The tool name under which the waiting room tries out saving; it is never marked."""


@dataclass(frozen=True, slots=True)
class DraftIn:
    """One save as the browser sends it. ``by`` is timer, leave or student."""

    attempt: str
    holder: str
    tool: str
    field: str
    rev: int
    body: str
    by: str = "timer"


@dataclass(frozen=True, slots=True)
class Saved:
    """The acknowledgement: the newest revision that the store holds, and when it took it."""

    rev: int
    saved_at: float
    seconds_left: float
    chars: int


def save_draft(wb: Workbench, person: Person, draft: DraftIn) -> Saved:
    """Keep ``draft`` durably unless a newer revision is kept already.

    Raises TooLarge, Refused (no such tool or field, or a body that the tool does not take), Absent,
    Closed, TakenOver; nothing has changed then.
    """
    if len(draft.body.encode(errors="surrogatepass")) > MAX_BODY_BYTES:
        raise TooLarge(f"内容太大，没有保存：一处最多 {MAX_BODY_BYTES // 1024} KB。")
    if draft.tool == REHEARSAL:
        return _rehearse(wb, person, draft)
    action, attempt = _accepted(wb, person, draft)
    presence.alive(wb, attempt, wb.clock())
    with wb.store.writing() as conn:
        now = wb.clock()
        attempt = receivable(conn, person, draft.attempt, draft.holder, now)
        before = drafts.draft(conn, draft.attempt, draft.tool, draft.field)
        rev = drafts.save_draft(
            conn, draft.attempt, draft.tool, draft.field, rev=draft.rev, body=draft.body, at=now
        )
        is_new = before is None or draft.rev > before.rev
        if _enters_trace(before, draft, now, is_new=is_new):
            at = min(now, timing(attempt).deadline) - timing(attempt).began
            params = {"field": draft.field, "body": draft.body, "by": draft.by}
            events.append_event(
                conn, draft.attempt, at=at, tool=draft.tool, action=action, params=params, refused=None
            )
            drafts.mark_logged(conn, draft.attempt, draft.tool, draft.field, rev=draft.rev, at=now)
    return Saved(rev, now, timing(attempt).seconds_left(now), len(draft.body))


def _accepted(wb: Workbench, person: Person, draft: DraftIn) -> tuple[str, Attempt]:
    # The tool's own engine says whether it would take this body; worked out before the write begins.
    with wb.store.reading() as conn:
        attempt = receivable(conn, person, draft.attempt, draft.holder, wb.clock())
        bench = wb.live.bench(conn, wb.registry, attempt)
    if draft.tool not in bench.states:
        raise Refused("本题没有这个工具，内容没有保存。")
    action = wb.registry.tools[draft.tool].draft_action
    if action is None:
        raise Refused("这个工具不收文字，内容没有保存。")
    params = {"field": draft.field, "body": draft.body, "by": draft.by}
    replay.step(wb.registry, bench.states, draft.tool, action, params)
    return action, attempt


def _enters_trace(before: Draft | None, draft: DraftIn, now: float, *, is_new: bool) -> bool:
    if draft.by == "student":
        return is_new or (before is not None and draft.rev == before.rev)
    if not is_new:
        return False
    last = before.logged_at if before is not None else None
    return draft.by == "leave" or last is None or now - last >= SNAPSHOT_SECONDS


def _rehearse(wb: Workbench, person: Person, draft: DraftIn) -> Saved:
    with wb.store.writing() as conn:
        attempt = own_attempt(conn, person, draft.attempt)
        if attempt.state == "void":
            raise Closed(VOIDED)
        if attempt.state != "prepared":
            raise Closed("考试已经开始，不再试写。")
        now = wb.clock()
        rev = drafts.save_draft(
            conn, draft.attempt, REHEARSAL, "try", rev=draft.rev, body=draft.body[:2000], at=now
        )
    return Saved(rev, now, float(attempt.minutes * 60), len(draft.body))


def draft(wb: Workbench, person: Person, attempt_id: str, tool: str, field: str) -> Draft | None:
    """The newest acknowledged draft of the student's own attempt, or None before the first save."""
    with wb.store.reading() as conn:
        own_attempt(conn, person, attempt_id)
        return drafts.draft(conn, attempt_id, tool, field)


def note_flag(wb: Workbench, person: Person, attempt_id: str, kind: str, at_ms: int) -> None:
    """Keep an integrity note such as a lost focus. For a person to look at; never points.

    Nobody watches practice: nothing is kept of it.
    """
    with wb.store.writing() as conn:
        attempt = own_attempt(conn, person, attempt_id)
        if attempt.state == "running" and not practice.is_practice(conn, attempt.sitting_id):
            audit.add_flag(conn, attempt_id, at=wb.clock(), kind=kind[:40], detail={"browser_ms": at_ms})
