"""The draw on the command line: make one, reproduce the test vectors, recompute a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.draw import Policy, Record, draw
from workbench.domain.draw_record import vector_faults
from workbench.domain.draw_supplement import verify_document
from workbench.domain.errors import DrawError
from workbench.usecases.roster import read_roster


@dataclass(frozen=True, slots=True)
class Report:
    """What a draw command says: ``is_right`` decides the exit code."""

    is_right: bool
    text: str
    as_json: Mapping[str, object]


def command(
    *,
    roster: Path | None,
    bank: Path | None,
    exam: str,
    ceremony: str,
    policy: str,
    vectors: Path | None,
    verify: Path | None,
) -> Report:
    """Do what the options ask. Raises DrawError or RosterError for inputs that do not fit."""
    if vectors is not None:
        return _vectors(vectors)
    if verify is not None:
        return _verified(verify)
    if roster is None or bank is None:
        raise DrawError("want --roster and --bank (with --exam and --ceremony), or --vectors, or --verify")
    ids = [candidate.number for candidate in read_roster(roster.read_bytes())]
    record = draw(ids, _json(bank), exam=exam, ceremony=ceremony, policy=Policy.from_json(json.loads(policy)))
    return Report(is_right=True, text=record_text(record), as_json=record.as_json())


def record_text(record: Record) -> str:
    """The record as lines to print."""
    head = [
        f"exam      {record.exam}",
        f"ceremony  {record.ceremony}",
        *(f"{name:9} {value}" for name, value in record.hashes.items()),
        f"seed      {record.seed}",
        f"sizes     {', '.join(f'{name} {size}' for name, size in record.counts.items())}",
    ]
    lines = [
        f"{line.candidate:12} {line.module:12} {line.by:10} {line.item:18} {line.data_seed}"
        for line in record.assignments
    ]
    return "\n".join([*head, *lines, f"record    {record.as_json()['record_hash']}"])


def _vectors(path: Path) -> Report:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    faults = [fault for vector in loaded for fault in vector_faults(vector)]
    text = "\n".join(faults) or f"{len(loaded)} vectors are reproduced"
    return Report(not faults, text, {"vectors": len(loaded), "faults": faults})


def _verified(path: Path) -> Report:
    faults = list(verify_document(_json(path)))
    text = "\n".join(faults) or "the record recomputes: every line and every hash is right"
    return Report(not faults, text, {"right": not faults, "faults": faults})


def _json(path: Path) -> dict[str, list[str]]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DrawError(f"{path}: want a JSON file: {error}") from error
    if not isinstance(loaded, dict):
        raise DrawError(f"{path}: want a JSON object, found {type(loaded).__name__}")
    return loaded
