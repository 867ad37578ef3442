"""How a module would look if it were released now: scripts, passes, distribution, what is open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.module import STANDARD_MODULES
from workbench.store import attempts, people, releases
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.releases import Release
from workbench.store.sittings import STATES
from workbench.usecases.modules import in_order, module_of
from workbench.usecases.roles import require
from workbench.usecases.totalling import Marked, marked, paper_of
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

RELEASERS = ("administrator",)
AFTER = STATES[STATES.index("closed") :]
"""The states of a sitting that has ended."""

Rows = list[tuple[Attempt, Marked]]
"""Handed-in scripts with what they were given."""


@dataclass(frozen=True, slots=True)
class Published:
    """A module's release with the names of the two persons."""

    release: Release
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A module as it would be released now. ``absent`` counts those who never started.

    ``open_lines`` wait for an examiner, ``failed_lines`` of them because the machine failed. ``points``
    are the totals, the highest first; ``fingerprint`` changes with any of them.
    """

    module: str
    scripts: int
    absent: int
    open_lines: int
    failed_lines: int
    passed: int
    points: tuple[Decimal, ...]
    fingerprint: str
    published: Published | None = None

    @property
    def title(self) -> str:
        """The module's name."""
        return STANDARD_MODULES[self.module]


def previews(wb: Workbench, by: Person, sitting_id: int) -> tuple[Preview, ...]:
    """Every module of a sitting that has scripts, in the standard's order. Raises Refused before its end."""
    require(by, *RELEASERS)
    with wb.store.reading() as conn:
        demand(conn, sitting_id, "公布成绩", *AFTER)
        published = _published(conn, sitting_id)
        return tuple(
            preview_of(module, rows, absent, published.get(module))
            for module, (rows, absent) in by_module(wb, conn, sitting_id).items()
        )


def by_module(wb: Workbench, conn: Connection, sitting_id: int) -> dict[str, tuple[Rows, int]]:
    """The handed-in scripts of each module with what they were given, and how many never started."""
    rows: dict[str, Rows] = {}
    absent: dict[str, int] = {}
    for attempt in attempts.attempts_in(conn, sitting_id):
        module = module_of(wb, attempt)
        if attempt.state == "handed_in":
            stands = marked(conn, attempt, paper_of(conn, attempt))
            rows.setdefault(module, []).append((attempt, stands))
        elif attempt.state == "prepared":
            absent[module] = absent.get(module, 0) + 1
    return {name: (rows[name], absent.get(name, 0)) for name in in_order(set(rows))}


def preview_of(module: str, rows: Rows, absent: int, published: Published | None) -> Preview:
    """The module with these scripts, as it would be released now."""
    totals = [stands.total for _, stands in rows]
    open_lines = [(stands, part) for _, stands in rows for part in stands.total.lines if part.is_open]
    failed = sum(
        part.line.use is not None and _has_failed(stands, part.line.id) for stands, part in open_lines
    )
    return Preview(
        module=module,
        scripts=len(rows),
        absent=absent,
        open_lines=len(open_lines),
        failed_lines=failed,
        passed=sum(bool(one.passed) for one in totals),
        points=tuple(sorted((one.points for one in totals), reverse=True)),
        fingerprint=_fingerprint(rows),
        published=published,
    )


def _has_failed(stands: Marked, line: str) -> bool:
    outcome = stands.outcomes.get(line)  # none: the script could not be scored at all
    return outcome is None or outcome.status == "failed"


def _fingerprint(rows: Sequence[tuple[Attempt, Marked]]) -> str:
    lines = sorted(
        f"{attempt.id} {part.line.id} {part.points} {part.is_open}"
        for attempt, stands in rows
        for part in stands.total.lines
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _published(conn: Connection, sitting_id: int) -> Mapping[str, Published]:
    return {
        module: Published(one, _name(conn, one.by), _name(conn, one.second))
        for module, one in releases.releases_of(conn, sitting_id).items()
    }


def _name(conn: Connection, person_id: int) -> str:
    found = people.person(conn, person_id)
    return found.name if found else "—"


def waiting_words(one: Preview) -> str:
    """How many lines of the module wait, in the reader's words."""
    failed = f"（其中自动评分出错 {one.failed_lines} 行）" if one.failed_lines else ""
    return f"{one.title} {one.open_lines} 行待评{failed}"
