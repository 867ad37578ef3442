"""The pairs that a run found, as a person looks at them: code numbers alone, and the person's own word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Absent
from workbench.likeness.foreign import numbers_in
from workbench.likeness.passages import Passage, passages
from workbench.store import attempts, batches, likeness, people
from workbench.store.attempts import Attempt
from workbench.store.batches import Batch
from workbench.store.engine import Connection
from workbench.store.likeness import StoredPair
from workbench.store.people import Person
from workbench.usecases.access import refuse_practice
from workbench.usecases.likening.beginning import KIND, LOOKERS, is_at_work
from workbench.usecases.likening.finding import NUMBERS, PICTURE, TEXT
from workbench.usecases.likening.work import Work, work_of
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

KINDS = {TEXT: "文字", PICTURE: "图片", NUMBERS: "数字"}
VERDICTS = {"issue": "有问题", "clear": "没有问题", "watch": "待查"}
"""What a person may say of a pair, and what the screens call it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of a pair: one of VERDICTS, why, who by name, and when."""

    what: str
    reason: str
    by: str
    at: float


@dataclass(frozen=True, slots=True)
class Row:
    """One pair in the list, blind. ``share`` in (0, 1]; ``verdict`` is None until a person looked."""

    id: int
    kind: str
    task: str
    first: str
    second: str
    share: float
    verdict: Verdict | None

    @property
    def key(self) -> str:
        """What the pair is known by: a new run may give its id to another."""
        return f"{self.kind}-{self.first}-{self.second}"


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest run of a sitting; ``is_at_work`` says whether it goes on, as far as can be told."""

    batch: Batch
    by: str
    is_at_work: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """One deliverable of both scripts with the passages that they have in common.

    Of a table the text is its long cells, one a line.
    """

    name: str
    is_table: bool
    first: str
    second: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A picture of one of the two scripts."""

    attempt_id: str
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class PictureMatch:
    """Two pictures that differ in ``bits`` of 64."""

    first: Side
    second: Side
    bits: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A table that holds another's numbers: its heads, and its cells, each with whether it holds one."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One pair with what makes it one. ``fault`` says why a script cannot be shown; blank where both can.

    ``numbers`` come of the data of the second script and stand in ``tables``, which are the first's.
    """

    row: Row
    texts: tuple[Aligned, ...] = ()
    pictures: tuple[PictureMatch, ...] = ()
    numbers: tuple[str, ...] = ()
    tables: tuple[Marked, ...] = ()
    fault: str = ""


def standing(wb: Workbench, by: Person, sitting_id: int) -> Standing | None:
    """The newest run; None before the first."""
    require(by, *LOOKERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        found = batches.newest(conn, sitting_id, KIND)
        if found is None:
            return None
        who = people.person(conn, found.by)
    return Standing(found, who.name if who else "", is_at_work(found, wb.clock()))


def rows(wb: Workbench, by: Person, sitting_id: int) -> tuple[Row, ...]:
    """The sitting's pairs, the most alike first; a script that became void has none."""
    require(by, *LOOKERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        held = {one.id: one for one in attempts.attempts_in(conn, sitting_id)}
        names = _names(conn)
        found = likeness.pairs_in(conn, sitting_id)
    return tuple(
        _row(one, held[one.first], held[one.second], names)
        for one in found
        if one.first in held and one.second in held
    )


def _names(conn: Connection) -> dict[int, str]:
    return {one.id: one.name for role in LOOKERS for one in people.people(conn, role)}


def _row(pair: StoredPair, first: Attempt, second: Attempt, names: Mapping[int, str]) -> Row:
    said = pair.verdict
    verdict = (
        None
        if said is None
        else Verdict(said["what"], said["reason"], names.get(said["by"], ""), float(said["at"]))
    )
    return Row(pair.id, pair.kind, first.task, first.code, second.code, pair.share, verdict)


def pair(wb: Workbench, by: Person, pair_id: int) -> Shown:
    """One pair side by side. Raises Absent."""
    require(by, *LOOKERS)
    with wb.store.reading() as conn:
        found, row = pair_in(conn, pair_id)
        ids = (found.first, found.second)
        works = [_work(wb, conn, *both) for both in (ids, ids[::-1])]
    lost = [code for code, work in zip((row.first, row.second), works, strict=True) if work is None]
    first, second = works
    if first is None or second is None:
        return Shown(row, fault=f"答卷 {'、'.join(lost)} 的操作记录在现在的程序里不能重放，无法对照。")
    if found.kind == TEXT:
        return Shown(row, texts=_texts(found, first, second))
    if found.kind == PICTURE:
        return Shown(row, pictures=_pictures(found, first, second))
    numbers = tuple(found.detail["numbers"])
    return Shown(row, numbers=numbers, tables=tuple(_tables(first, set(map(Decimal, numbers)))))


def pair_in(conn: Connection, pair_id: int) -> tuple[StoredPair, Row]:
    """A pair as it is kept and as it is shown. Raises Absent."""
    found = likeness.pair(conn, pair_id)
    if found is None:
        raise Absent("没有这一对答卷；可能又检查过一次，请回到列表。")
    refuse_practice(conn, found.sitting_id)
    sides = [attempts.attempt(conn, one) for one in (found.first, found.second)]
    first, second = sides
    if first is None or second is None or "void" in (first.state, second.state):
        raise Absent("这一对里有一份答卷已经作废。")
    return found, _row(found, first, second, _names(conn))


def _work(wb: Workbench, conn: Connection, attempt_id: str, other_id: str) -> Work | None:
    attempt, other = attempts.attempt(conn, attempt_id), attempts.attempt(conn, other_id)
    return None if attempt is None else work_of(wb, conn, attempt, beside=other)


def _named(work: Work) -> dict[str, str]:
    return {made["id"]: str(made["name"]) for made in work.paper.given["desk"]["deliverables"]}


def _texts(found: StoredPair, first: Work, second: Work) -> tuple[Aligned, ...]:
    names, given = _named(first), sorted(first.given | second.given)
    strongest = sorted(found.detail["fields"], key=lambda row: -float(row["share"]))
    return tuple(
        Aligned(names.get(name, name), name in first.tables, one, two, passages(one, two, given=given))
        for name in (row["field"] for row in strongest)
        for one, two in [(first.texts.get(name, ""), second.texts.get(name, ""))]
    )


def _pictures(found: StoredPair, first: Work, second: Work) -> tuple[PictureMatch, ...]:
    sides = [{one.field: one for one in work.pictures} for work in (first, second)]
    return tuple(
        PictureMatch(
            Side(first.attempt.id, sides[0][row["first"]].file, sides[0][row["first"]].name),
            Side(second.attempt.id, sides[1][row["second"]].file, sides[1][row["second"]].name),
            int(row["bits"]),
        )
        for row in found.detail["pictures"]
        if row["first"] in sides[0] and row["second"] in sides[1]
    )


def _tables(work: Work, numbers: Collection[Decimal]) -> Iterator[Marked]:
    names = _named(work)
    for name, (heads, rows) in work.tables.items():
        cells = tuple(
            tuple((cell, any(number.normalize() in numbers for number in numbers_in(cell))) for cell in row)
            for row in rows
        )
        if any(is_found for row in cells for _, is_found in row):
            yield Marked(names.get(name, name), heads, cells)
