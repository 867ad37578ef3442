from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_attempt import make_attempt

from workbench.domain.errors import Refused
from workbench.domain.trace import Event
from workbench.store import drafts, events

# The store is made once for all examples: each example has a field or an attempt of its own.
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(max_size=40)


def test_events_are_numbered_from_one_in_each_attempt(store) -> None:
    first, second = make_attempt(store), make_attempt(store, login="A0002")
    with store.writing() as conn:
        assert events.last_seq(conn, first) == 0
        for attempt in (first, first, second):
            seq = events.append_event(
                conn, attempt, at=2.5, tool="t", action="a", params={"字": 1}, refused="不行"
            )
        assert (seq, events.last_seq(conn, first)) == (1, 2)
        assert events.events_of(conn, second) == (Event(1, 2.5, "t", "a", {"字": 1}, "不行"),)
        assert [event.seq for event in events.events_of(conn, first, after_seq=1)] == [2]
        assert events.events_of(conn, "x") == ()


def test_any_params_come_back_as_they_were(store) -> None:
    attempt = make_attempt(store)
    leaves = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text() | st.floats(allow_nan=False)
    values = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
    )

    @FEW
    @given(st.dictionaries(TEXT, values, max_size=3).filter(lambda params: "inf" not in repr(params)))
    def hold(params) -> None:
        with store.writing() as conn:
            seq = events.append_event(conn, attempt, at=1.0, tool="t", action="a", params=params)
            assert events.events_of(conn, attempt, after_seq=seq - 1)[0].params == params

    hold()


def test_a_snapshot_is_replaced_by_a_newer_one_only(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        assert events.newest_snapshot(conn, attempt) is None
        events.put_snapshot(conn, attempt, seq=3, states={"t": {"x": "一"}})
        events.put_snapshot(conn, attempt, seq=6, states={"t": {"x": "二"}})
        events.put_snapshot(conn, attempt, seq=4, states={"t": {"x": "三"}})
        assert events.newest_snapshot(conn, attempt) == events.Snapshot(6, {"t": {"x": "二"}})


def test_an_old_revision_never_overwrites_a_newer_one(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=5, body="新", at=1.0) == 5
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=4, body="旧", at=2.0) == 5
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=5, body="同", at=3.0) == 5
        kept = drafts.Draft(attempt, "desk.doc", "03", 5, "新", 1.0, 0, None)
        assert drafts.draft(conn, attempt, "desk.doc", "03") == kept
        assert drafts.save_draft(conn, attempt, "desk.doc", "03", rev=6, body="更新", at=4.0) == 6
        assert drafts.draft(conn, attempt, "desk.doc", "03").body == "更新"


def test_whatever_the_order_of_saves_the_newest_stays_and_is_told(store) -> None:
    attempt, fields = make_attempt(store), count()

    @FEW
    @given(st.lists(st.integers(0, 2**53), min_size=1, max_size=8))
    def hold(revs) -> None:
        field = str(next(fields))
        with store.writing() as conn:
            for number, rev in enumerate(revs):
                told = drafts.save_draft(conn, attempt, "t", field, rev=rev, body=str(rev), at=float(number))
                assert told == max(revs[: number + 1])
            kept = drafts.draft(conn, attempt, "t", field)
        assert (kept.rev, kept.body, kept.saved_at) == (
            max(revs),
            str(max(revs)),
            float(revs.index(max(revs))),
        )

    hold()


def test_drafts_of_an_attempt_come_by_tool_and_field(store) -> None:
    attempt, other = make_attempt(store), make_attempt(store, login="A0002")
    with store.writing() as conn:
        for owner, tool, field in (
            (attempt, "b", "1"),
            (attempt, "a", "2"),
            (attempt, "a", "1"),
            (other, "a", "1"),
        ):
            drafts.save_draft(conn, owner, tool, field, rev=1, body="", at=1.0)
        found = [(draft.tool, draft.field) for draft in drafts.drafts_of(conn, attempt)]
        assert drafts.draft(conn, attempt, "c", "1") is None
    assert found == [("a", "1"), ("a", "2"), ("b", "1")]


def test_a_draft_is_unlogged_until_the_trace_holds_its_revision(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        drafts.save_draft(conn, attempt, "desk.doc", "03", rev=1, body="一", at=1.0)
        assert [one.rev for one in drafts.unlogged(conn, attempt)] == [1]
        drafts.mark_logged(conn, attempt, "desk.doc", "03", rev=1, at=2.0)
        assert drafts.unlogged(conn, attempt) == ()
        drafts.save_draft(conn, attempt, "desk.doc", "03", rev=2, body="二", at=3.0)
        assert [one.rev for one in drafts.unlogged(conn, attempt)] == [2]
        drafts.mark_logged(conn, attempt, "desk.doc", "03", rev=2, at=4.0)
        drafts.mark_logged(conn, attempt, "desk.doc", "03", rev=1, at=5.0)
        kept = drafts.draft(conn, attempt, "desk.doc", "03")
    assert (kept.logged_rev, kept.logged_at) == (2, 4.0)


@pytest.mark.parametrize("body", ["a\x00b", "half \ud83d"])
def test_a_text_that_one_database_could_not_keep_is_refused_by_both(store, body) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        with pytest.raises(Refused, match="无法保存的字符"):
            drafts.save_draft(conn, attempt, "desk.doc", "03", rev=1, body=body, at=1.0)
        assert drafts.draft(conn, attempt, "desk.doc", "03") is None
