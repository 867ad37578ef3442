"""Batches and pairs, on both databases: nothing is doubled, and what a person judged stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_attempt import make_attempt, make_person

from workbench.domain.errors import StoreError
from workbench.store import batches, likeness, sittings
from workbench.store.likeness import Found

VERDICT = {"what": "clear", "by": 1, "reason": "两人写的是同一条规则", "at": 5.0}


@pytest.fixture
def room(store):
    """A sitting with three attempts of one task, and a batch."""
    ids = [make_attempt(store, login=login, state="handed_in") for login in ("A0001", "A0002", "A0003")]
    with store.writing() as conn:
        (sitting,) = (one.id for one in sittings.sittings(conn))
        by = make_person(conn, "kp1", "examiner")
        made = new_batch(conn, sitting, by)
    return store, sitting, made, ids


def new_batch(conn, sitting, by, at=1.0):
    return batches.add_batch(
        conn, sitting_id=sitting, kind="likeness", total=3, detail={"tasks": {}}, begun=(by, at)
    )


def found(first, second, share=0.8, kind="text"):
    return Found(kind, first, second, share, {"fields": []})


def test_a_second_run_puts_its_pairs_in_the_place_of_the_first(room) -> None:
    store, sitting, made, (a, b, c) = room
    for pairs in ([found(a, b), found(a, c, 0.9)], [found(a, b, 0.7)]):
        with store.writing() as conn:
            likeness.replace_unjudged(conn, sitting, "seo-02", made, pairs)
    with store.reading() as conn:
        kept = likeness.pairs_in(conn, sitting)
    assert [(one.first, one.second, one.share, one.verdict) for one in kept] == [(a, b, 0.7, None)]


def test_a_judged_pair_stays_as_it_was_seen_and_is_not_doubled(room) -> None:
    store, sitting, made, (a, b, c) = room
    with store.writing() as conn:
        likeness.replace_unjudged(conn, sitting, "seo-02", made, [found(a, b), found(a, c, 0.9)])
        strongest, weaker = likeness.pairs_in(conn, sitting)
        likeness.put_verdict(conn, weaker.id, VERDICT)
    with store.writing() as conn:
        again = [found(a, b, 0.6), found(a, b, 0.6, "picture"), found(b, c, 0.5)]
        assert likeness.replace_unjudged(conn, sitting, "seo-02", made, again) == 2
        kept = likeness.pairs_in(conn, sitting)
    assert strongest.second == c
    assert [(one.kind, one.second, one.share, one.verdict) for one in kept] == [
        ("text", b, 0.8, VERDICT), ("picture", b, 0.6, None), ("text", c, 0.5, None),
    ]  # fmt: skip


def test_another_tasks_pairs_stay(room) -> None:
    store, sitting, made, (a, b, _) = room
    with store.writing() as conn:
        likeness.replace_unjudged(conn, sitting, "seo-02", made, [found(a, b)])
        likeness.replace_unjudged(conn, sitting, "seo-05", made, [])
        assert len(likeness.pairs_in(conn, sitting)) == 1


def test_what_an_earlier_batch_found_and_nobody_judged_is_let_go(room) -> None:
    store, sitting, made, (a, b, c) = room
    with store.writing() as conn:
        likeness.replace_unjudged(conn, sitting, "seo-02", made, [found(a, b), found(a, c)])
        likeness.put_verdict(conn, likeness.pairs_in(conn, sitting)[0].id, VERDICT)
        later = new_batch(conn, sitting, batches.batch(conn, made).by, at=2.0)
        likeness.drop_older(conn, sitting, later)
        assert [one.second for one in likeness.pairs_in(conn, sitting)] == [b]


def test_a_batch_tells_how_far_it_is(room) -> None:
    store, sitting, made, _ = room
    with store.writing() as conn:
        begun = batches.batch(conn, made)
        batches.put(conn, replace(begun, task="seo-02", done=2, detail={"told": 3.0}))
        assert batches.newest(conn, sitting, "likeness").done == 2
        batches.put(conn, replace(begun, state="done", done=3, ended=9.0))
        later = batches.newest(conn, sitting, "likeness")
        assert (later.state, later.done, later.ended, later.task) == ("done", 3, 9.0, "")
        assert batches.newest(conn, sitting, "score") is None


def test_what_is_not_there_cannot_be_judged_or_told(room) -> None:
    store, _, made, _ = room
    with store.writing() as conn:
        assert likeness.pair(conn, 99) is None
        with pytest.raises(StoreError, match="pair 99"):
            likeness.put_verdict(conn, 99, VERDICT)
        with pytest.raises(StoreError, match="batch 99"):
            batches.put(conn, replace(batches.batch(conn, made), id=99))
