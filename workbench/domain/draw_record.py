"""What is done with a draw's record: one candidate again, late candidates, and recomputing all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from workbench.domain.draw import (
    MODULES,
    PARTS,
    Policy,
    Record,
    Redraw,
    assign,
    checked_roster,
    data_seed,
    draw,
    item_of,
    line_of,
    sha256_of,
    tail_modules,
)
from workbench.domain.draw_stream import Stream
from workbench.domain.errors import DrawError


def redraw(record: Record, candidate: str, *, reason: str, signed: tuple[str, str]) -> Record:
    """``record`` with one more line for ``candidate``, of the same module; nobody else is touched.

    Raises DrawError without a reason or two different names. The old line is kept.
    """
    names = {name.strip() for name in signed}
    if not reason.strip() or len(names - {""}) != len(signed):
        raise DrawError("a redraw wants a reason and the names of two people")
    old = next((line for line in record.assignments if line.candidate == candidate), None)
    if old is None:
        raise DrawError(f"candidate {candidate!r} is not on the roster")
    number = sum(line.candidate == candidate for line in record.redraws) + 1
    seed = bytes.fromhex(record.seed)
    stream = Stream(seed, f"item|{candidate}|redraw|{number}")
    part, item = item_of(old.module, record.bank, stream, record.policy)
    fresh = data_seed(seed, candidate, f"{item}|redraw|{number}")
    line = Redraw(candidate, number, reason, signed, item, part, fresh)
    values = {name: getattr(record, name) for name in record.__slots__}
    return Record(**values | {"redraws": (*record.redraws, line)})


def late(record: Record, candidates: Iterable[str], *, ceremony: str = "") -> Record:
    """A supplementary draw for late candidates, all of them as tail; the first draw stays as it is.

    ``ceremony`` is a public value of its own: with the first draw's, which stands where it is empty,
    whoever chooses the candidate numbers could try out in advance which of them draws what.
    """
    ids = checked_roster(candidates)
    public = ceremony.strip() or record.ceremony
    if known := set(ids) & set(record.roster):
        raise DrawError(f"candidate {min(known)!r} was drawn already")
    supplement = f"{record.exam}|late|{sha256_of(ids)[:16]}"
    rules = record.policy
    seed = bytes.fromhex(sha256_of({"exam": supplement, "ceremony": public, "hashes": record.hashes}))
    order = Stream(seed, "module").shuffled(ids)
    modules: list[str] = []
    while len(modules) < len(order):
        batch = tail_modules(min(len(rules.tail_pool), len(order) - len(modules)), seed, rules)
        modules += batch
    drawn = dict(zip(order, modules, strict=True))
    lines = tuple(line_of(name, drawn[name], "remainder", record.bank, seed, rules) for name in ids)
    return Record(
        supplement,
        public,
        tuple(ids),
        record.bank,
        rules,
        record.hashes,
        seed.hex(),
        0,
        len(ids),
        lines,
    )


def verify(stored: Mapping[str, object]) -> tuple[str, ...]:
    """What in a stored record does not recompute, one line each; empty when everything does."""
    try:
        again = _again(stored)
    except UNFIT as error:
        return (*_hash_faults(stored), f"the inputs cannot be drawn from: {error}")
    return differences(again.as_json(), stored)


UNFIT = (DrawError, KeyError, TypeError, AttributeError, ValueError)
"""What drawing again raises where a stored record is not one."""


def record_of(stored: Mapping[str, object]) -> Record:
    """The stored record, drawn again. Raises DrawError, with every fault, where it does not recompute."""
    if faults := verify(stored):
        raise DrawError("; ".join(faults))
    return _again(stored)


def _again(stored: Mapping[str, object]) -> Record:
    policy = Policy.from_json(_mapping(stored, "policy"))
    bank = {part: list(items) for part, items in _mapping(stored, "bank").items()}  # type: ignore[call-overload]
    roster = [str(name) for name in stored["roster"]]  # type: ignore[attr-defined]  # a KeyError is a fault too
    again = draw(roster, bank, exam=str(stored["exam"]), ceremony=str(stored["ceremony"]), policy=policy)
    return redrawn_as(again, stored)


def redrawn_as(record: Record, stored: Mapping[str, object]) -> Record:
    """``record`` with the redraws that a stored one names, drawn again."""
    for line in stored.get("redraws", ()):  # type: ignore[attr-defined]  # what is no list raises TypeError
        signed = (str(line["signed"][0]), str(line["signed"][1]))
        record = redraw(record, line["candidate"], reason=line["reason"], signed=signed)
    return record


def differences(fresh: Mapping[str, object], stored: Mapping[str, object]) -> tuple[str, ...]:
    """Where a stored record is not ``fresh``, one line each."""
    faults = [
        f"{name}: recomputed {fresh[name]}, the record says {stored.get(name)}"
        for name in ("hashes", "seed", "quota", "remainder", "redraws")
        if fresh[name] != stored.get(name)
    ]
    return (*_hash_faults(stored), *faults, *_differing_lines(fresh, stored))


def _hash_faults(stored: Mapping[str, object]) -> tuple[str, ...]:
    plain = {name: value for name, value in stored.items() if name != "record_hash"}
    right = sha256_of(plain) == stored.get("record_hash")
    return () if right else ("record_hash does not fit the record",)


def _mapping(stored: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = stored[name]
    if not isinstance(found, Mapping):
        raise DrawError(f"{name}: want an object, found {found!r:.60}")
    return found


def _differing_lines(fresh: Mapping[str, object], stored: Mapping[str, object]) -> list[str]:
    right, found = fresh["assignments"], stored.get("assignments")
    if not isinstance(right, list) or not isinstance(found, list) or len(right) != len(found):
        return ["assignments: their number is not the roster's"]
    return [
        f"{want['candidate']}: recomputed {want['item']} ({want['data_seed']}), the record says {have}"
        for want, have in zip(right, found, strict=True)
        if want != have
    ]


def vector_faults(vector: Mapping[str, object]) -> list[str]:
    """What of a published test vector is not reproduced, one line each.

    A vector gives ``n`` candidates A0001.., a policy and the seed; the bank has six items for each part.
    Compared are quota, remainder, the size of every module and each candidate shown. Its ``record_hash``
    is over inputs that the vector does not hold (the exam's name and the public value), so it is not.
    """
    size = int(str(vector["n"]))
    policy = Policy.from_json(_mapping(vector, "policy"))
    lines = assign(_numbers(size), _vector_bank(), bytes.fromhex(str(vector["seed"])), policy)
    drawn = [line.module for line in lines]
    parts = len(policy.modules)
    checks = {
        "quota": (size // parts, vector["quota"]),
        "remainder": (size % parts, vector["remainder"]),
        "counts": ({name: drawn.count(name) for name in policy.modules}, vector["counts"]),
    }
    faults = [
        f"n={size}: {name}: found {have}, want {want}"
        for name, (have, want) in checks.items()
        if have != want
    ]
    mine = {line.candidate: asdict(line) for line in lines}
    shown: Sequence[Mapping[str, str]] = vector["first3"]  # type: ignore[assignment]  # a list of lines
    wrong = [line for line in shown if mine.get(line["candidate"]) != dict(line)]
    return [*faults, *(f"n={size}: {line['candidate']}: want {dict(line)}" for line in wrong)]


def _numbers(size: int) -> list[str]:
    return [f"A{number:04d}" for number in range(1, size + 1)]


def _vector_bank() -> dict[str, list[str]]:
    parts = [part for module in MODULES for part in PARTS.get(module, (module,))]
    return {part: [f"{part}-{number:02d}" for number in range(1, 7)] for part in parts}
