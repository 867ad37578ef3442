from __future__ import annotations

from sample_attempt import make_attempt

from workbench.store import audit, files
from workbench.store.files import StoredFile


def test_files_are_found_by_content_and_by_attempt_and_their_sizes_add_up(store) -> None:
    attempt, other = make_attempt(store), make_attempt(store, login="A0002")
    blob = "ab" * 32
    kept = [
        StoredFile("f1", attempt, "desk.sheet", "表 1.xlsx", "application/x", "cd" * 32, 3_000_000_000, 1.0),
        StoredFile("f2", attempt, "desk.doc", "图.png", "image/png", blob, 5, 2.0),
    ]
    with store.writing() as conn:
        for new in kept:
            files.add_file(conn, new)
        assert files.file(conn, attempt, kept[0].blob) == kept[0]
        assert files.file(conn, other, kept[0].blob) is None
        assert files.files_of(conn, attempt) == tuple(kept)
        assert files.used_bytes(conn, attempt) == 3_000_000_005
        assert (files.files_of(conn, other), files.used_bytes(conn, other)) == ((), 0)


def test_notes_and_flags_come_back_in_order(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        audit.note(conn, at=2.0, who="jk", what="open", detail={"sitting": 1})
        audit.note(conn, at=1.0, who="jk", what="grant", detail={"理由": "断电"})
        audit.add_flag(conn, attempt, at=3.0, kind="focus_lost", detail={"browser_ms": 5})
        audit.add_flag(conn, attempt, at=4.0, kind="focus_back", detail={})
        assert audit.notes(conn) == (
            (2.0, "jk", "open", {"sitting": 1}),
            (1.0, "jk", "grant", {"理由": "断电"}),
        )
        assert audit.flags_of(conn, attempt) == (
            (3.0, "focus_lost", {"browser_ms": 5}),
            (4.0, "focus_back", {}),
        )
