"""One student with one attempt, put straight into a store."""

from __future__ import annotations

from workbench.store import attempts, papers, people, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection, Store


def make_attempt(
    store: Store, *, login: str = "A0001", state: str = "running", began: float | None = 100.0
) -> str:
    """The id of a new attempt of a new student in the store's first sitting."""
    with store.writing() as conn:
        known = sittings.sittings(conn)
        sitting = known[0].id if known else sittings.add_sitting(
            conn, name="期末", minutes=60, policy={}, created=1.0
        )  # fmt: skip
        new = new_attempt(conn, person=make_person(conn, login), sitting=sitting, login=login)
        values = {name: getattr(new, name) for name in new.__slots__}
        attempts.add_attempt(conn, Attempt(**values | {"state": state, "began": began}))
    return new.id


def make_person(conn: Connection, login: str, role: str = "student") -> int:
    return people.add_person(
        conn, login=login, name="张三", role=role, secret_hash="x", created=1.0, class_name="网营1"
    )


def new_attempt(conn: Connection, *, person: int, sitting: int, login: str) -> Attempt:
    return Attempt(
        id=f"attempt-{login}", code=login[-4:], sitting_id=sitting, person_id=person, candidate=login,
        plugin="seo", task="seo-02", seed="00ff", paper_hash=papers.put_paper(conn, '{"paper":1}'),
        state="prepared", began=None, minutes=60, extra_seconds=0, ended=None, ended_by=None, holder="page",
    )  # fmt: skip
