"""Many threads on one store: what DESIGN 5 promises holds whoever comes first, on both databases."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from sample_attempt import make_attempt

from workbench.domain.score import Outcome
from workbench.store import attempts, drafts, events, marks, papers

WRITERS = 8
EACH = 10


def together(work) -> list:
    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(work, range(WRITERS)))


def test_many_writers_leave_traces_without_gaps_or_doubles(store) -> None:
    both = [make_attempt(store), make_attempt(store, login="A0002")]

    def write(number: int) -> list[int]:
        told = []
        for _ in range(EACH):
            with store.writing() as conn:
                told.append(
                    events.append_event(
                        conn, both[number % 2], at=1.0, tool="t", action="a", params={"n": number}
                    )
                )
        return told

    told = together(write)
    wanted = list(range(1, WRITERS * EACH // 2 + 1))
    for which, attempt in enumerate(both):
        with store.reading() as conn:
            assert [event.seq for event in events.events_of(conn, attempt)] == wanted
        assert sorted(seq for seqs in told[which::2] for seq in seqs) == wanted
    assert all(seqs == sorted(seqs) for seqs in told)


def test_revisions_never_go_back_whoever_saves_first(store) -> None:
    attempt = make_attempt(store)
    revs = random.Random(7).sample(range(1000), WRITERS * EACH)
    seen: list[int] = []

    def write(number: int) -> None:
        for rev in revs[number::WRITERS]:
            with store.writing() as conn:
                assert drafts.save_draft(conn, attempt, "t", "f", rev=rev, body=str(rev), at=1.0) >= rev

    def watch() -> None:
        while not done.is_set():
            with store.reading() as conn:
                found = drafts.draft(conn, attempt, "t", "f")
            if found is not None:
                assert found.body == str(found.rev)
                seen.append(found.rev)

    done = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch)
        try:
            together(write)
        finally:
            done.set()
        watching.result()
    assert seen == sorted(seen)
    with store.reading() as conn:
        assert drafts.draft(conn, attempt, "t", "f").rev == max(revs)


def test_a_save_that_found_the_attempt_running_is_in_before_it_ends(store) -> None:
    attempt = make_attempt(store)
    handed_in: list[str] = []

    def hand_in() -> None:
        with store.writing() as conn:
            attempts.attempt(conn, attempt)
            handed_in.extend(draft.body for draft in drafts.unlogged(conn, attempt))
            attempts.end(conn, attempt, at=2.0, by="time")

    with store.writing() as conn:
        assert attempts.attempt(conn, attempt).state == "running"
        ending = threading.Thread(target=hand_in)
        ending.start()
        ending.join(0.2)
        assert ending.is_alive()
        drafts.save_draft(conn, attempt, "t", "f", rev=1, body="last words", at=1.0)
    ending.join()
    assert handed_in == ["last words"]


def test_only_one_of_many_ends_an_attempt(store) -> None:
    attempt = make_attempt(store)

    def end(number: int) -> bool:
        with store.writing() as conn:
            return attempts.end(conn, attempt, at=float(number), by="time")

    assert sum(together(end)) == 1


def test_scoring_runs_are_numbered_without_doubles(store) -> None:
    attempt = make_attempt(store, state="handed_in")
    outcome = Outcome("1", "c", "scored", Decimal(1), Decimal(2), "r")

    def score(_number: int) -> int:
        with store.writing() as conn:
            return marks.add_outcomes(conn, attempt, [outcome], at=1.0)

    assert sorted(together(score)) == list(range(1, WRITERS + 1))


def test_the_same_paper_and_the_same_draft_may_arrive_first_from_all_sides(store) -> None:
    attempt = make_attempt(store)

    def write(number: int) -> str:
        with store.writing() as conn:
            drafts.save_draft(conn, attempt, "t", "f", rev=number, body=str(number), at=1.0)
            events.put_snapshot(conn, attempt, seq=number, states={"t": {"n": number}})
            return papers.put_paper(conn, "one text")

    assert len(set(together(write))) == 1
    with store.reading() as conn:
        assert drafts.draft(conn, attempt, "t", "f").body == str(WRITERS - 1)
        assert events.newest_snapshot(conn, attempt) == events.Snapshot(
            WRITERS - 1, {"t": {"n": WRITERS - 1}}
        )
