"""What stands beside a draw's record: supplements for late candidates, and the whole as one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.draw import Record, sha256_of
from workbench.domain.draw_record import UNFIT, differences, late, record_of, redrawn_as, verify
from workbench.domain.errors import DrawError

Stored = Mapping[str, object]
"""A record or a supplement as plain JSON."""


@dataclass(frozen=True, slots=True)
class Supplement:
    """A draw of late candidates: its record, why they came late, and the two who signed."""

    record: Record
    reason: str
    signed: tuple[str, str]

    def as_json(self) -> dict[str, object]:
        """The supplement as plain JSON, with ``record_hash`` over everything else."""
        plain = {name: value for name, value in self.record.as_json().items() if name != "record_hash"}
        plain |= {"reason": self.reason, "signed": list(self.signed)}
        return plain | {"record_hash": sha256_of(plain)}


def supplement_of(main: Stored, stored: Stored) -> Supplement:
    """The stored supplement of ``main``, drawn again. Raises DrawError where it does not recompute."""
    if faults := verify_supplement(main, stored):
        raise DrawError("; ".join(faults))
    return _again(record_of(main), stored)


def verify_supplement(main: Stored, stored: Stored) -> tuple[str, ...]:
    """What in a stored supplement of the record ``main`` does not recompute, one line each."""
    try:
        again = _again(record_of(main), stored).as_json()
    except UNFIT as error:
        return (f"the inputs cannot be drawn from: {error}",)
    own = ("exam", "ceremony", "roster", "bank", "policy")
    faults = (f"{name}: not what the first draw gives" for name in own if again[name] != stored.get(name))
    return (*faults, *differences(again, stored))


def _again(main: Record, stored: Stored) -> Supplement:
    roster = [str(name) for name in stored["roster"]]  # type: ignore[attr-defined]  # a KeyError is a fault too
    record = redrawn_as(late(main, roster, ceremony=str(stored["ceremony"])), stored)
    signed = stored["signed"]
    if not isinstance(signed, Sequence) or len(signed) != 2:  # noqa: PLR2004  two people sign
        raise DrawError(f"signed: want two names, found {signed!r:.60}")
    return Supplement(record, str(stored["reason"]), (str(signed[0]), str(signed[1])))


def document(record: Stored, supplements: Sequence[Stored] | None) -> dict[str, object]:
    """The record and its supplements as the one JSON object that is handed out."""
    return {"record": dict(record), "supplements": [dict(one) for one in supplements or ()]}


def verify_document(stored: Stored) -> tuple[str, ...]:
    """What does not recompute in a document, or in a record that stands alone; one line each."""
    if "record" not in stored:
        return verify(stored)
    main, others = stored["record"], stored.get("supplements") or ()
    if not isinstance(main, Mapping) or not isinstance(others, Sequence):
        return ("want a record and a list of supplements",)
    faults = list(verify(main))
    seen = {str(name) for name in main.get("roster", ())}
    for number, one in enumerate(others, start=1):
        found = verify_supplement(main, one) if isinstance(one, Mapping) else ("want an object",)
        faults += [f"supplement {number}: {fault}" for fault in found]
        names = {str(name) for name in one.get("roster", ())} if isinstance(one, Mapping) else set()
        faults += [f"supplement {number}: {name} was drawn already" for name in sorted(names & seen)]
        seen |= names
    return tuple(faults)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one candidate sits now, after so many ``redraws``; ``data_seed`` is 16 hexadecimal digits."""

    module: str
    part: str
    item: str
    data_seed: str
    redraws: int


def drawn_now(records: Iterable[Stored]) -> dict[str, Drawn]:
    """By candidate what the stored records, redraws included, say now."""
    found: dict[str, Drawn] = {}
    for record in records:
        for line in record["assignments"]:  # type: ignore[attr-defined]  # a list in a stored record
            drawn = Drawn(line["module"], line["part"], line["item"], line["data_seed"], 0)
            found[line["candidate"]] = drawn
        for line in record.get("redraws", ()):  # type: ignore[attr-defined]  # the same
            before = found[line["candidate"]]
            found[line["candidate"]] = Drawn(
                before.module, line["part"], line["item"], line["data_seed"], before.redraws + 1
            )
    return found
