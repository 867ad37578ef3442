"""The pairs among the scripts of one task. Pure: what is compared has been read already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.likeness.foreign import foreign_numbers
from workbench.likeness.pictures import BITS, alike_pictures
from workbench.likeness.texts import alike_texts
from workbench.store.likeness import Found

TEXT, PICTURE, NUMBERS = "text", "picture", "numbers"

MOST_PAIRS = 1000
"""Of one deliverable, or of one kind in a task: more than a person looks at. The rest is counted."""

LEAST_NUMBERS, LEAST_SHARE = 3, 0.2
"""Numbers of another's data, and their share of all that those data lead to: of a table of 110, three numbers
meet by chance."""

LEAST_ANSWERS = 8
"""Numbers that data lead to, for their lot to tell whose they are: of four prices, three meet by chance.

All three measured on every task with tables: scripts of 16 students, all of whose numbers are wrong for
them, are flagged for nobody; copies of whole tables are.
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One script as it is compared. ``prints`` are (deliverable, hash); ``variant`` names its data.

    ``answers`` are the numbers that its own data lead to; None where that is not known.
    """

    attempt_id: str
    variant: str
    texts: Mapping[str, str]
    prints: tuple[tuple[str, str], ...]
    numbers: frozenset[Decimal]
    answers: frozenset[Decimal] | None

    @property
    def is_telling(self) -> bool:
        """Whether its numbers can be compared: enough is known of what its data lead to."""
        return self.answers is not None and len(self.answers) >= LEAST_ANSWERS


@dataclass(frozen=True, slots=True)
class Given:
    """What the task's papers hand out: texts and the hashes of pictures."""

    texts: frozenset[str] = frozenset()
    prints: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Flags:
    """The pairs of a task; ``left_off`` more were found and are not kept."""

    found: tuple[Found, ...]
    left_off: int


def flags(scripts: Sequence[Compared], given: Given) -> Flags:
    """All pairs of a task's scripts that a person should look at."""
    texts, more_texts = _texts(scripts, given)
    pictures, more_pictures = _pictures(scripts, given)
    numbers, more_numbers = _numbers(scripts)
    return Flags((*texts, *pictures, *numbers), more_texts + more_pictures + more_numbers)


def _texts(scripts: Sequence[Compared], given: Given) -> tuple[list[Found], int]:
    """One flag for each two scripts: the share of the deliverable that is most alike."""
    fields = sorted({name for one in scripts for name in one.texts})
    known = sorted(given.texts)
    by_pair: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    left_off = 0
    for name in fields:
        texts = {one.attempt_id: one.texts.get(name, "") for one in scripts}
        alike = alike_texts(texts, given=known, most_pairs=MOST_PAIRS)
        left_off += alike.left_off
        for pair in alike.pairs:
            row = {"field": name, "share": round(pair.share, 4), "shared": pair.shared}
            by_pair[pair.a, pair.b].append(row)
    found = [
        Found(TEXT, a, b, max(float(str(row["share"])) for row in rows), {"fields": rows})
        for (a, b), rows in by_pair.items()
    ]
    return found, left_off


def _pictures(scripts: Sequence[Compared], given: Given) -> tuple[list[Found], int]:
    prints = {one.attempt_id: [digits for _, digits in one.prints] for one in scripts}
    fields = {one.attempt_id: [name for name, _ in one.prints] for one in scripts}
    by_pair: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    closest: dict[tuple[str, str], int] = {}
    for pair in alike_pictures(prints, given=sorted(given.prints)):  # the closest first
        key = (pair.a, pair.b)
        closest.setdefault(key, pair.bits)
        row = {"first": fields[pair.a][pair.a_picture], "second": fields[pair.b][pair.b_picture]}
        by_pair[key].append(row | {"bits": pair.bits})
    found = [
        Found(PICTURE, a, b, 1 - closest[a, b] / BITS, {"pictures": rows}) for (a, b), rows in by_pair.items()
    ]
    return _strongest(found)


def _numbers(scripts: Sequence[Compared]) -> tuple[list[Found], int]:
    """One flag for each script and each script whose data the numbers come of."""
    known = [one for one in scripts if one.is_telling]
    answers = {one.variant: one.answers or frozenset() for one in known}
    owners: dict[str, list[str]] = defaultdict(list)
    for one in known:
        owners[one.variant].append(one.attempt_id)
    foreign = foreign_numbers(
        {one.attempt_id: one.numbers for one in known},
        {one.attempt_id: one.variant for one in known},
        answers,
        least=LEAST_NUMBERS,
    )
    return _strongest(
        [
            Found(
                NUMBERS, one.script, owner, len(one.numbers) / len(answers[one.variant]),
                {"numbers": [f"{number:f}" for number in one.numbers], "of": len(answers[one.variant])},
            )
            for one in foreign
            if len(one.numbers) >= LEAST_SHARE * len(answers[one.variant])
            for owner in owners[one.variant]
        ]
    )  # fmt: skip


def _strongest(found: list[Found]) -> tuple[list[Found], int]:
    ordered = sorted(found, key=lambda one: (-one.share, one.first, one.second))
    return ordered[:MOST_PAIRS], max(0, len(ordered) - MOST_PAIRS)
