"""What must hold in every store, looked for with SQL alone. Nothing is changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.store import schema
from workbench.store.blobs import Blobs
from workbench.store.packing import CHUNK_BYTES

_ATTEMPTS, _EVENTS, _DRAFTS = schema.attempts, schema.events, schema.drafts
_NAMED_HOLES = 5  # of a trace with many holes, so many are named


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: where, what was found, what is wanted."""

    where: str
    found: str
    wanted: str


def file_faults(conn: Connection) -> Iterator[Fault]:
    """Damage of the embedded database's file, and rows that refer to what is not there."""
    if conn.dialect.name != "sqlite":
        return
    for row in conn.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Fault("database", str(row[0]), "a file whose every page and index is sound")
    for table, rowid, parent, _key in conn.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(f"table {table}, row {rowid}", f"it refers to no row of {parent}", "one that is there")


def trigger_faults(conn: Connection) -> Iterator[Fault]:
    """Append-only tables that are not guarded any more."""
    found = _sqlite_guards(conn) if conn.dialect.name == "sqlite" else _postgres_guards(conn)
    for table in schema.APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            if (table, change) not in found:
                yield Fault(
                    f"table {table}", f"nothing refuses {change}", "the trigger that keeps it append-only"
                )


def _sqlite_guards(conn: Connection) -> set[tuple[str, str]]:
    rows = conn.exec_driver_sql("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = [(str(table), " ".join(str(sql).split()).upper()) for table, sql in rows]
    return {
        (table, change)
        for table, sql in triggers
        for change in ("UPDATE", "DELETE")
        if f"BEFORE {change} ON {table.upper()} BEGIN SELECT RAISE(ABORT," in sql
    }


_POSTGRES_GUARDS = """
SELECT relname, tgtype FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal AND prosrc LIKE '%RAISE EXCEPTION%'
"""
_BEFORE_ROW, _DELETE, _UPDATE = 3, 8, 16  # bits of pg_trigger.tgtype


def _postgres_guards(conn: Connection) -> set[tuple[str, str]]:
    return {
        (str(table), change)
        for table, kind in conn.execute(sa.text(_POSTGRES_GUARDS))
        for change, bit in (("UPDATE", _UPDATE), ("DELETE", _DELETE))
        if kind & _BEFORE_ROW == _BEFORE_ROW and kind & bit
    }


def paper_faults(conn: Connection) -> Iterator[Fault]:
    """Attempts without their paper, and papers that are not the text that their hash was made of."""
    table = schema.papers
    kept = {}
    for paper_hash, body in conn.execute(sa.select(table.c.hash, table.c.body)):
        kept[paper_hash] = hashlib.sha256(str(body).encode(errors="surrogatepass")).hexdigest()
    query = sa.select(_ATTEMPTS.c.id, _ATTEMPTS.c.candidate, _ATTEMPTS.c.paper_hash).order_by(_ATTEMPTS.c.id)
    for attempt_id, candidate, paper_hash in conn.execute(query):
        found = kept.get(paper_hash)
        if found != paper_hash:
            said = "its paper is not there" if found is None else f"its paper's text has the SHA-256 {found}"
            yield Fault(shown(attempt_id, candidate), said, f"the paper {paper_hash}")


def shown(attempt_id: str, candidate: str) -> str:
    """How a fault names an attempt."""
    return f"attempt {attempt_id} of candidate {candidate}"


def trace_faults(conn: Connection) -> Iterator[Fault]:
    """Traces whose events do not count 1, 2, 3 ... without holes."""
    last = sa.func.max(_EVENTS.c.seq)
    query = (
        sa.select(_EVENTS.c.attempt_id, last, sa.func.count())
        .group_by(_EVENTS.c.attempt_id)
        .having(sa.or_(sa.func.min(_EVENTS.c.seq) != 1, last != sa.func.count()))
        .order_by(_EVENTS.c.attempt_id)
    )
    for attempt_id, newest, count in conn.execute(query).all():
        seqs = sa.select(_EVENTS.c.seq).where(_EVENTS.c.attempt_id == attempt_id)
        missing = sorted(set(range(1, newest + 1)) - set(conn.execute(seqs).scalars()))
        named = ", ".join(map(str, missing[:_NAMED_HOLES])) + (", ..." if missing[_NAMED_HOLES:] else "")
        said = f"{count} events, the newest is {newest}; missing: {named or 'none'}"
        yield Fault(f"attempt {attempt_id}, events", said, f"1 to {newest} without holes")


def draft_faults(conn: Connection) -> Iterator[Fault]:
    """Drafts of which the trace is said to hold a later revision than was ever saved."""
    query = sa.select(
        _DRAFTS.c.attempt_id, _DRAFTS.c.tool, _DRAFTS.c.field, _DRAFTS.c.rev, _DRAFTS.c.logged_rev
    ).where(_DRAFTS.c.logged_rev > _DRAFTS.c.rev)
    for attempt_id, tool, field, rev, logged_rev in conn.execute(query):
        where = f"attempt {attempt_id}, draft {tool} {field}"
        yield Fault(where, f"logged revision {logged_rev}", f"at most {rev}, the newest that was saved")


def marking_faults(conn: Connection) -> Iterator[Fault]:
    """Outcomes and marks of attempts that are not handed in. A reopened one was granted time after them."""
    grants = schema.grants
    for table, said in ((schema.outcomes, "outcomes"), (schema.marks, "marks")):
        granted = sa.exists().where(grants.c.attempt_id == _ATTEMPTS.c.id, grants.c.at >= table.c.at)
        reopened = sa.and_(_ATTEMPTS.c.state == "running", granted.correlate(_ATTEMPTS, table))
        marked = sa.exists().where(table.c.attempt_id == _ATTEMPTS.c.id, ~reopened)
        query = sa.select(_ATTEMPTS.c.id, _ATTEMPTS.c.candidate, _ATTEMPTS.c.state)
        for attempt_id, candidate, state in conn.execute(
            query.where(marked, _ATTEMPTS.c.state != "handed_in")
        ):
            yield Fault(
                shown(attempt_id, candidate), f"{said} of an attempt that is {state}", f"{said} after hand-in"
            )


def blob_faults(conn: Connection, blobs: Blobs) -> Iterator[Fault]:
    """Files whose bytes are gone, or are not those that were uploaded."""
    table = schema.files
    query = sa.select(table.c.blob, table.c.attempt_id, table.c.name, table.c.size)
    known: dict[str, tuple[str, int] | StoreError] = {}
    for blob, attempt_id, name, size in conn.execute(query.order_by(table.c.blob, table.c.at)):
        if blob not in known:
            known[blob] = _measured(blobs, blob)
        found, where = known[blob], f"attempt {attempt_id}, file {name!r}"
        if isinstance(found, StoreError):
            yield Fault(where, str(found), f"the blob {blob}")
        elif found != (blob, size):
            yield Fault(
                where, f"a blob of {found[1]} bytes with SHA-256 {found[0]}", f"{size} bytes with {blob}"
            )


def _measured(blobs: Blobs, blob: str) -> tuple[str, int] | StoreError:
    digest, size = hashlib.sha256(), 0
    try:
        with blobs.open(blob) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
    except StoreError as error:
        return error
    except OSError as error:
        return StoreError(f"blob {blob}: {error.strerror or error}")
    return digest.hexdigest(), size


def row_faults(conn: Connection) -> Iterable[Fault]:
    """Everything about the rows that SQL can tell, table after table."""
    for look in (trigger_faults, paper_faults, trace_faults, draft_faults, marking_faults):
        yield from look(conn)


def counts(conn: Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = schema.metadata.sorted_tables
    return {table.name: _count(conn, table) for table in tables}


def _count(conn: Connection, table: sa.Table) -> int:
    return int(conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
