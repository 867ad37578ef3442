"""The draw: who sits which module and which item, from frozen inputs and a public value.

Source: the standard, section 三 and 四 (20 % for each module, the remainder at random), made exact.
Anyone can recompute a record; ``docs/draw.md`` says how.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Literal

from workbench.domain.draw_stream import Stream
from workbench.domain.errors import DrawError
from workbench.domain.module import STANDARD_MODULES

MODULES = tuple(STANDARD_MODULES)
PARTS: Mapping[str, tuple[str, ...]] = {
    "service": ("service.pre", "service.post"),
    "promotion": ("seo", "newmedia"),
}
"""The two parts of the combined modules, in the standard's order; every other module is its own part."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a school may decide before the draw; printed in the record.

    ``modules`` take part in the draw with equal shares (the standard's five); ``remainder_modules`` may
    take the tail. Raises DrawError for a module that the standard does not have or that is not drawn.
    """

    modules: tuple[str, ...] = MODULES
    remainder_modules: tuple[str, ...] | None = None
    with_replacement: bool = False
    item_policy: Literal["by_item", "by_part"] = "by_item"

    def __post_init__(self) -> None:
        if not self.modules or len(set(self.modules)) != len(self.modules):
            raise DrawError(f"modules: want one or more that differ, found {list(self.modules)}")
        for name in self.modules:
            if name not in MODULES:
                raise DrawError(f"modules: want some of {', '.join(MODULES)}, found {name!r}")
        for name in self.remainder_modules or ():
            if name not in self.modules:
                raise DrawError(f"remainder_modules: want some of {', '.join(self.modules)}, found {name!r}")
        if self.item_policy not in ("by_item", "by_part"):
            raise DrawError(f"item_policy: want by_item or by_part, found {self.item_policy!r}")
        if len(self.tail_pool) < len(self.modules) - 1 and not self.with_replacement:
            raise DrawError(
                "remainder_modules: too few for the longest tail; add some, or draw with replacement"
            )

    @property
    def tail_pool(self) -> tuple[str, ...]:
        """The modules that the tail is drawn from."""
        return self.remainder_modules if self.remainder_modules is not None else self.modules

    @classmethod
    def from_json(cls, given: Mapping[str, object]) -> Policy:
        """The policy that a JSON object says. Raises DrawError for a field that there is not."""
        known = {"modules", "remainder_modules", "with_replacement", "item_policy"}
        if strangers := given.keys() - known:
            raise DrawError(f"policy: want some of {', '.join(sorted(known))}, found {min(strangers)!r}")
        lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
        return cls(**{**given, **lists})  # type: ignore[arg-type]  # checked by __post_init__


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one candidate drew. ``by`` is quota or remainder; ``data_seed`` is 16 hexadecimal digits."""

    candidate: str
    module: str
    by: str
    part: str
    item: str
    data_seed: str


@dataclass(frozen=True, slots=True)
class Redraw:
    """One candidate's new item after a technical fault: why, and the two who signed."""

    candidate: str
    number: int
    reason: str
    signed: tuple[str, str]
    item: str
    part: str
    data_seed: str


@dataclass(frozen=True, slots=True)
class Record:
    """A whole draw, as it is printed: inputs, their hashes, the public value, the seed, every line."""

    exam: str
    ceremony: str
    roster: tuple[str, ...]
    bank: Mapping[str, tuple[str, ...]]
    policy: Policy
    hashes: Mapping[str, str]
    seed: str
    quota: int
    remainder: int
    assignments: tuple[Assignment, ...]
    redraws: tuple[Redraw, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The record as plain JSON, with ``record_hash`` over everything else."""
        plain: dict[str, object] = json.loads(json.dumps(asdict(self)))
        return plain | {"record_hash": sha256_of(plain)}

    @property
    def counts(self) -> dict[str, int]:
        """How many candidates drew each module."""
        drawn = [line.module for line in self.assignments]
        return {name: drawn.count(name) for name in self.policy.modules}


def sha256_of(value: object) -> str:
    """SHA-256 of the canonical JSON of ``value``: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def draw(
    roster: Iterable[str],
    bank: Mapping[str, Sequence[str]],
    *,
    exam: str,
    ceremony: str,
    policy: Policy | None = None,
) -> Record:
    """The draw of ``roster`` from ``bank`` (item ids by part). Raises DrawError for unfit inputs."""
    rules = policy or Policy()
    ids = checked_roster(roster)
    frozen = _checked_bank(bank, rules)
    if not exam.strip() or not ceremony.strip():
        raise DrawError("exam and ceremony: want the exam's name and the public value, found an empty one")
    plain = json.loads(json.dumps(asdict(rules)))
    hashes = {"roster": sha256_of(ids), "bank": sha256_of(frozen), "policy": sha256_of(plain)}
    seed = sha256_of({"exam": exam, "ceremony": ceremony, "hashes": hashes})
    lines = assign(ids, frozen, bytes.fromhex(seed), rules)
    parts = len(rules.modules)
    return Record(
        exam=exam,
        ceremony=ceremony,
        roster=tuple(ids),
        bank=frozen,
        policy=rules,
        hashes=hashes,
        seed=seed,
        quota=len(ids) // parts,
        remainder=len(ids) % parts,
        assignments=lines,
    )


def assign(
    roster: Sequence[str], bank: Mapping[str, Sequence[str]], seed: bytes, policy: Policy
) -> tuple[Assignment, ...]:
    """One line for each candidate, in the order of their numbers."""
    quota = len(roster) // len(policy.modules)
    order = Stream(seed, "module").shuffled(sorted(roster))
    drawn = {
        candidate: (policy.modules[at // quota], "quota")
        for at, candidate in enumerate(order[: quota * len(policy.modules)])
    }
    tail = order[quota * len(policy.modules) :]
    for candidate, module in zip(tail, tail_modules(len(tail), seed, policy), strict=True):
        drawn[candidate] = (module, "remainder")
    return tuple(line_of(candidate, *drawn[candidate], bank, seed, policy) for candidate in sorted(roster))


def tail_modules(length: int, seed: bytes, policy: Policy) -> list[str]:
    """The modules of the tail, without replacement unless the policy says otherwise."""
    stream = Stream(seed, "remainder")
    if policy.with_replacement:
        return [policy.tail_pool[stream.below(len(policy.tail_pool))] for _ in range(length)]
    return stream.shuffled(policy.tail_pool)[:length]


def line_of(
    candidate: str, module: str, by: str, bank: Mapping[str, Sequence[str]], seed: bytes, policy: Policy
) -> Assignment:
    """The line of one candidate whose module is drawn: an item of it, and the seed of its numbers."""
    part, item = item_of(module, bank, Stream(seed, f"item|{candidate}"), policy)
    return Assignment(candidate, module, by, part, item, data_seed(seed, candidate, item))


def item_of(
    module: str, bank: Mapping[str, Sequence[str]], stream: Stream, policy: Policy
) -> tuple[str, str]:
    """The part and the item that ``stream`` picks from ``module``."""
    parts = [part for part in PARTS.get(module, (module,)) if bank.get(part)]
    if policy.item_policy == "by_part":
        part = parts[stream.below(len(parts))]
        items = sorted(bank[part])
        return part, items[stream.below(len(items))]
    owners = {item: part for part in parts for item in bank[part]}
    items = sorted(owners)
    item = items[stream.below(len(items))]
    return owners[item], item


def data_seed(seed: bytes, candidate: str, item: str) -> str:
    """The seed of one candidate's numbers in one item: 16 hexadecimal digits."""
    return hmac.digest(seed, f"data|{candidate}|{item}".encode(), hashlib.sha256).hex()[:16]


def checked_roster(roster: Iterable[str]) -> list[str]:
    """The candidate numbers in order. Raises DrawError for one that is empty, unfit or there twice."""
    ids = sorted(roster)
    for first, second in pairwise(ids):
        if first == second:
            raise DrawError(f"roster: candidate {first!r} stands twice")
    if any(not name.strip() or "|" in name for name in ids):
        raise DrawError("roster: want candidate numbers without '|', found an empty or unfit one")
    return ids


def _checked_bank(bank: Mapping[str, Sequence[str]], policy: Policy) -> dict[str, tuple[str, ...]]:
    every = [item for items in bank.values() for item in items]
    if len(set(every)) != len(every):
        raise DrawError("bank: want item ids that differ, found one twice")
    frozen: dict[str, tuple[str, ...]] = {}
    for module in policy.modules:
        parts = PARTS.get(module, (module,))
        sizes = {part: len(bank.get(part, ())) for part in parts}
        if not any(sizes.values()):
            raise DrawError(f"bank: no item of module {module!r}")
        if len({*sizes.values()}) > 1 and policy.item_policy == "by_item":
            raise DrawError(
                f"bank: the parts of {module!r} differ in size ({sizes}); choose item_policy by_part"
            )
        frozen |= {part: tuple(sorted(bank[part])) for part in parts if bank.get(part)}
    return frozen
