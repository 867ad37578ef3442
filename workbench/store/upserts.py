"""INSERT ... ON CONFLICT, which both databases know and SQLAlchemy spells once for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def for_each_database(
    table: sa.Table,
    # Any: SQLAlchemy has one class of insert for each database, with the same methods and no common type
    make: Callable[[Any], sa.Executable],
) -> Mapping[str, Any]:
    """The statement that ``make`` makes of an insert into ``table``, by the dialect's name."""
    return {"sqlite": make(sqlite.insert(table)), "postgresql": make(postgresql.insert(table))}
