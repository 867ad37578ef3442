from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from workbench.domain.errors import StoreError
from workbench.domain.score import Outcome, cite_events, cite_text
from workbench.store import attempts, audit, drafts, events, marks, papers, people, schema, signins, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Store


def make_attempt(store: Store, *, login: str = "A0001", state: str = "running", began: float | None = 100.0) -> str:
    with store.writing() as conn:
        person_id = people.add_person(
            conn, login=login, name="张三", role="student", secret_hash="x", created=1.0, class_name="网营1"
        )
        known = sittings.sittings(conn)
        sitting_id = known[0].id if known else sittings.add_sitting(
            conn, name="期末", minutes=60, policy={}, created=1.0
        )
        attempt_id = f"attempt-{login}"
        attempts.add_attempt(
            conn,
            Attempt(
                id=attempt_id, code=login[-4:], sitting_id=sitting_id, person_id=person_id, candidate=login,
                plugin="seo", task="seo-02", seed="00ff", paper_hash=papers.put_paper(conn, '{"paper":1}'),
                state=state, began=began, minutes=60, extra_seconds=0, ended=None, ended_by=None, holder="page",
            ),
        )  # fmt: skip
    return attempt_id


def test_the_migrations_make_exactly_the_tables_of_the_schema(store) -> None:
    with store.reading() as conn:
        assert compare_metadata(MigrationContext.configure(conn), schema.metadata) == []


def test_two_processes_may_upgrade_at_once(url, tmp_path) -> None:
    stores = [Store(url, tmp_path / "blobs") for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: one.upgrade(), stores))
    stores[0].check()
    for one in stores:
        one.close()


def test_a_store_without_its_tables_says_so(url, tmp_path) -> None:
    empty = Store(url, tmp_path / "blobs")
    with pytest.raises(StoreError, match="people"):
        empty.check()
    empty.close()


def test_an_address_that_is_none_is_named(tmp_path) -> None:
    with pytest.raises(StoreError, match="database address"):
        Store("not an address", tmp_path)


def test_a_login_is_taken_once(store) -> None:
    make_attempt(store)
    with pytest.raises(StoreError, match="(?i)unique"):
        make_attempt(store)


def test_what_is_written_in_a_block_that_raises_is_undone(store) -> None:
    with pytest.raises(RuntimeError), store.writing() as conn:
        people.add_person(conn, login="x", name="x", role="student", secret_hash="x", created=1.0)
        raise RuntimeError
    with store.reading() as conn:
        assert people.person_by_login(conn, "x") is None


def test_a_session_ends_when_it_expires_or_is_revoked(store) -> None:
    make_attempt(store)
    with store.writing() as conn:
        person = people.person_by_login(conn, "A0001")
        signins.add_signin(conn, token_hash="h", person_id=person.id, created=1.0, expires=50.0)
    with store.reading() as conn:
        assert signins.signin_by_hash(conn, "h", now=49.0) == person
        assert signins.signin_by_hash(conn, "h", now=50.0) is None
        assert signins.signin_by_hash(conn, "other", now=49.0) is None
    with store.writing() as conn:
        signins.revoke_person(conn, person.id)
        assert signins.signin_by_hash(conn, "h", now=49.0) is None


def test_an_old_revision_never_overwrites_a_newer_one(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=5, body="新", at=1.0) == 5
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=4, body="旧", at=2.0) == 5
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=5, body="同", at=3.0) == 5
        assert drafts.draft(conn, attempt, "desk.doc", "03").body == "新"
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=6, body="更新", at=4.0) == 6
        assert drafts.draft(conn, attempt, "desk.doc", "03").body == "更新"


def test_a_draft_is_unlogged_until_the_trace_holds_its_revision(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        drafts.save_draft(conn, attempt, "desk.doc", "03", rev=1, body="一", at=1.0)
        assert [one.rev for one in drafts.unlogged(conn, attempt)] == [1]
        drafts.mark_logged(conn, attempt, "desk.doc", "03", rev=1, at=2.0)
        assert drafts.unlogged(conn, attempt) == ()
        drafts.save_draft(conn, attempt, "desk.doc", "03", rev=2, body="二", at=3.0)
        assert [one.rev for one in drafts.unlogged(conn, attempt)] == [2]


def test_many_writers_leave_a_trace_without_gaps_and_revisions_that_never_go_back(store) -> None:
    attempt = make_attempt(store)
    seen: list[int] = []
    lock = threading.Lock()

    def write(number: int) -> None:
        for step in range(10):
            with store.writing() as conn:
                events.append_event(conn, attempt, at=1.0, tool="t", action="a", params={"n": number})
                rev = drafts.save_draft(conn, attempt, "t", "f", rev=step * 8 + number, body=str(number), at=1.0)
                # Inside the one write lock the order is the order of commits.
                with lock:
                    seen.append(rev)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8))) if store.is_sqlite else [write(n) for n in range(8)]
    with store.reading() as conn:
        assert [event.seq for event in events.events_of(conn, attempt)] == list(range(1, 81))
        assert drafts.draft(conn, attempt, "t", "f").rev == max(seen)
    assert seen == sorted(seen)


@pytest.mark.parametrize("table", schema.APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET at = 0", "DELETE FROM {}"])
def test_an_append_only_table_refuses_changes(store, table, change) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        person_id = people.person_by_login(conn, "A0001").id
        events.append_event(conn, attempt, at=1.0, tool="t", action="a", params={})
        marks.add_outcomes(conn, attempt, [Outcome("1", "c", "scored", Decimal(1), Decimal(2), "r")], at=1.0)
        marks.add_mark(
            conn, attempt, line="1", examiner_id=person_id, points=Decimal(1), level="A", comment="", at=1.0,
            replaces=None,
        )  # fmt: skip
        attempts.grant(conn, attempt, seconds=60, reason="断电", by=person_id, at=1.0)
        audit.add_flag(conn, attempt, at=1.0, kind="focus_lost", detail={})
        audit.note(conn, at=1.0, who="x", what="draw", detail={})
    with pytest.raises(StoreError, match="append-only"), store.writing() as conn:
        conn.execute(sa.text(change.format(table)))


def test_outcomes_and_marks_come_back_as_they_were_kept(store) -> None:
    attempt = make_attempt(store, state="handed_in")
    kept = (
        Outcome("1", "f1", "scored", Decimal("7.25"), Decimal(12), "因为", cite_events(3, 4), "abc"),
        Outcome("2", "f2", "failed", None, Decimal(3), "出错", cite_text("desk.doc", "03", 1, 5), "abc"),
    )
    with store.reading() as conn:
        assert marks.unscored(conn) == (attempt,)
    with store.writing() as conn:
        assert marks.add_outcomes(conn, attempt, kept, at=9.0) == 1
        assert marks.newest_outcomes(conn, attempt) == kept
        assert marks.add_outcomes(conn, attempt, kept[:1], at=10.0) == 2
        assert marks.newest_outcomes(conn, attempt) == kept[:1]
        assert marks.unscored(conn) == ()


def test_an_attempt_is_due_when_its_time_and_its_extra_time_are_over(store) -> None:
    attempt = make_attempt(store, began=100.0)
    with store.writing() as conn:
        by = people.person_by_login(conn, "A0001").id
        attempts.grant(conn, attempt, seconds=300, reason="断网", by=by, at=200.0)
    with store.reading() as conn:
        assert attempts.due(conn, now=100.0 + 3600 + 299) == ()
        assert [one.id for one in attempts.due(conn, now=100.0 + 3600 + 300)] == [attempt]


def test_an_attempt_ends_once(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        attempts.end(conn, attempt, at=500.0, by="student")
        attempts.end(conn, attempt, at=900.0, by="time")
        found = attempts.attempt(conn, attempt)
    assert (found.state, found.ended, found.ended_by) == ("handed_in", 500.0, "student")


def test_a_sitting_goes_through_its_states_in_order_only(store) -> None:
    with store.writing() as conn:
        sitting = sittings.add_sitting(conn, name="期末", minutes=60, policy={"a": 1}, created=1.0)
        with pytest.raises(StoreError, match="after planned comes frozen"):
            sittings.set_state(conn, sitting, "open")
        with pytest.raises(StoreError, match="not frozen"):
            sittings.set_record(conn, sitting, {})
        sittings.set_state(conn, sitting, "frozen")
        sittings.set_record(conn, sitting, {"seed": "ff"})
        sittings.set_state(conn, sitting, "drawn")
        assert sittings.sitting(conn, sitting).record == {"seed": "ff"}


def test_a_snapshot_is_replaced_by_a_newer_one(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        assert events.newest_snapshot(conn, attempt) is None
        events.put_snapshot(conn, attempt, seq=3, states={"t": {"x": "一"}})
        events.put_snapshot(conn, attempt, seq=6, states={"t": {"x": "二"}})
        assert events.newest_snapshot(conn, attempt) == events.Snapshot(6, {"t": {"x": "二"}})
