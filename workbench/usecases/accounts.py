"""Accounts of candidates: what clashes with one that is there, new PINs, and the slips that carry them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from workbench.printing import pdf
from workbench.store import people
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.roster import Candidate
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import Workbench

PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Slip:
    """What one candidate is handed. The PIN is nowhere else in the clear."""

    number: str
    name: str
    class_name: str
    seat: str
    pin: str


def slip_of(row: Candidate, pin: str) -> Slip:
    """The slip of a row of a class list."""
    return Slip(row.number, row.name, row.class_name, row.seat, pin)


def clashes(rows: Sequence[Candidate], known: Mapping[str, Person | None]) -> tuple[str, ...]:
    """Why rows do not fit the accounts that are there under their numbers, one line each."""
    faults = []
    for row in rows:
        found = known[row.number]
        if found is None:
            continue
        if found.role != "student":
            faults.append(f"准考证号 {row.number} 是工作人员的账号，不能作考生")
        elif found.name != row.name:
            faults.append(f"准考证号 {row.number} 已是“{found.name}”的账号，名单里是“{row.name}”")
    return tuple(faults)


def add_account(conn: Connection, wb: Workbench, row: Candidate, secret_hash: str) -> int:
    """The id of a new student's account."""
    return people.add_person(
        conn, login=row.number, name=row.name, role="student", secret_hash=secret_hash, created=wb.clock(),
        class_name=row.class_name, seat=row.seat, extra_minutes=row.extra_minutes,
    )  # fmt: skip


def fresh_pins(count: int) -> list[tuple[str, str]]:
    """New PINs, each with its hash."""
    pins = [f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}" for _ in range(count)]
    with ThreadPoolExecutor() as pool:  # hashing is slow on purpose, and leaves the interpreter free
        return list(zip(pins, pool.map(hash_secret, pins), strict=True))


def slips_pdf(title: str, address: str, slips: Sequence[Slip]) -> bytes:
    """The slips as a PDF to cut apart."""
    rows = [
        {"number": slip.number, "name": slip.name, "class_name": slip.class_name}
        | {"seat": slip.seat or "—", "pin": slip.pin}
        for slip in slips
    ]
    return pdf.made("slips", {"title": title, "address": address, "slips": rows})
