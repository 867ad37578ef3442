"""Faults of the database, said in words as StoreError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from workbench.domain.errors import StoreError


def store_error(where: str, error: Exception) -> StoreError:
    """``error`` of the database at address ``where``, in one line without statement and values.

    What was to be kept stays out of it: it may be an answer or a hashed secret.
    """
    if isinstance(error, PoolTimeout):
        return StoreError(f"database {where}: it is busy; no connection came free in time")
    lines = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    return StoreError(f"database {where}: {lines[0]}")


@contextmanager
def doubles_refused(conn: Connection, said: str) -> Iterator[None]:
    """A block whose breach of a rule of the tables raises StoreError with the text ``said``.

    Only the block is undone then, so that the caller may go on with another value.
    """
    try:
        with conn.begin_nested():
            yield
    except IntegrityError as error:
        raise StoreError(said) from error
