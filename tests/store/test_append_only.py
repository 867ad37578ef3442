from __future__ import annotations

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sample_attempt import make_attempt

from workbench.domain.errors import StoreError
from workbench.domain.score import Outcome
from workbench.store import attempts, audit, events, marks, people, schema
from workbench.store.engine import Store


def fill(store: Store) -> str:
    attempt = make_attempt(store)
    with store.writing() as conn:
        person = people.person_by_login(conn, "A0001").id
        events.append_event(conn, attempt, at=1.0, tool="t", action="a", params={})
        marks.add_outcomes(conn, attempt, [Outcome("1", "c", "scored", Decimal(1), Decimal(2), "r")], at=1.0)
        marks.add_mark(
            conn, attempt, line="1", examiner_id=person, points=Decimal(1), level="A", comment="", at=1.0,
            replaces=None,
        )  # fmt: skip
        attempts.grant(conn, attempt, seconds=60, reason="断电", by=person, at=1.0)
        audit.add_flag(conn, attempt, at=1.0, kind="focus_lost", detail={})
        audit.note(conn, at=1.0, who="x", what="draw", detail={})
        sitting = attempts.attempt(conn, attempt).sitting_id
        conn.execute(
            sa.insert(schema.messages), {"sitting_id": sitting, "body": "b", "by": person, "at": 1.0}
        )
        signed = {"module": "m", "by": person, "second": person, "shows_model": False, "at": 1.0}
        conn.execute(sa.insert(schema.releases), {"sitting_id": sitting} | signed)
    return attempt


def test_the_records_of_an_exam_are_append_only() -> None:
    assert set(schema.APPEND_ONLY) >= {"events", "outcomes", "marks", "audit", "grants"}


@pytest.mark.parametrize("table", schema.APPEND_ONLY)
def test_an_append_only_table_refuses_changes(store, table) -> None:
    fill(store)
    changes = [f"UPDATE {table} SET at = 0", f"DELETE FROM {table}"]
    if store.is_sqlite:
        changes.append(f"REPLACE INTO {table} SELECT * FROM {table}")
    else:
        changes.append(f"TRUNCATE {table} CASCADE")
    for change in changes:
        with pytest.raises(StoreError, match="append-only"), store.writing() as conn:
            conn.execute(sa.text(change))
    with store.reading() as conn:
        assert conn.execute(sa.text(f"SELECT count(*), min(at) FROM {table}")).one() == (1, 1.0)


def test_an_attempt_with_a_trace_cannot_be_removed(store) -> None:
    attempt = fill(store)
    with pytest.raises(StoreError, match=r"(?i)foreign key"), store.writing() as conn:
        conn.execute(sa.delete(schema.attempts).where(schema.attempts.c.id == attempt))
