"""What a person says of a pair: one of three words, why, and in whose name. No point changes."""

from __future__ import annotations

from typing import Any

from workbench.domain.errors import Absent, Refused
from workbench.store import audit, likeness, sittings
from workbench.store.engine import Connection
from workbench.store.likeness import StoredPair
from workbench.store.people import Person
from workbench.usecases.likening.beginning import LOOKERS
from workbench.usecases.likening.looking import VERDICTS, Row, pair_in
from workbench.usecases.reasons import reason_given
from workbench.usecases.roles import require
from workbench.usecases.signed import SHORTEST_REASON
from workbench.usecases.workbench import Workbench


def judge(wb: Workbench, by: Person, seen: Row, what: str, reason: str) -> None:
    """Keep what ``by`` says of a pair; ``seen`` is the pair as it was on screen.

    Raises Refused for an unknown word, a reason of fewer than 10 characters, an archived sitting, and
    where somebody else has said something since; Absent where a new run did not find the pair again.
    """
    require(by, *LOOKERS)
    if what not in VERDICTS:
        raise Refused(f"请选择一个结论：{'、'.join(VERDICTS.values())}。")
    why = reason_given(reason)
    if len(why) < SHORTEST_REASON:
        raise Refused(f"理由至少写 {SHORTEST_REASON} 个字，说清看到了什么（现在有 {len(why)} 字）。")
    now = wb.clock()
    with wb.store.writing() as conn:
        found, row = _held(conn, seen)
        if row.verdict != seen.verdict:
            raise Refused("您看的时候，别人给了结论。请先看他的理由，再决定要不要改。")
        verdict: dict[str, Any] = {"what": what, "by": by.id, "reason": why, "at": now}  # Any: JSON
        likeness.put_verdict(conn, found.id, verdict)
        detail = {
            "sitting": found.sitting_id, "pair": found.id, "attempts": [found.first, found.second],
            "kind": found.kind, "verdict": what, "reason": why,
            "before": row.verdict.what if row.verdict else None,
        }  # fmt: skip
        audit.note(conn, at=now, who=by.login, what="likeness_verdict", detail=detail)


def _held(conn: Connection, seen: Row) -> tuple[StoredPair, Row]:
    before = likeness.pair(conn, seen.id)
    if before is not None:
        sittings.hold(conn, before.sitting_id)  # a second person waits, and then sees what was said
    found, row = pair_in(conn, seen.id)
    if row.key != seen.key:
        raise Absent("又检查过一次，这一对的位置变了。请回到列表再打开。")
    sitting = sittings.sitting(conn, found.sitting_id)
    if sitting is None or sitting.state == "archived":
        raise Refused("本场考试已经归档，不能再写结论。")
    return found, row
