"""Carrying a run out, task by task, and telling in ``batches`` how far it is.

A task's pairs enter the store in one piece, so that a run that is broken off doubles nothing. A run that
another one has taken over finds that out at its next step, and stops.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from workbench.domain.errors import Absent, Refused, StoreError, WorkbenchError
from workbench.store import attempts, batches, likeness, sittings
from workbench.store.attempts import Attempt
from workbench.store.batches import Batch
from workbench.store.engine import Connection
from workbench.usecases.likening.finding import NUMBERS, PICTURE, TEXT, Compared, Given, flags
from workbench.usecases.likening.work import Answers, given_prints, prints_of, work_of
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

TELL_SECONDS = 1.0
"""So often a run says how far it is."""

UNKNOWN_FAULT = "没有做成，原因在服务器的日志里。"

Progress = Callable[[str, int, int], None]
"""Told the task at work, and how many of all scripts are read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to carry on a batch: who takes the batch up again has the next number."""

    batch_id: int
    number: int


def scripts_in(conn: Connection, sitting_id: int) -> list[Attempt]:
    """A sitting's handed-in scripts that count, by task."""
    found = [one for one in attempts.attempts_in(conn, sitting_id) if one.state == "handed_in"]
    return sorted(found, key=lambda one: (one.task, one.id))


def run(wb: Workbench, turn: Turn, progress: Progress | None = None) -> Batch:
    """Compare what is left to compare; the batch as it is at the end.

    Raises Refused when another run took over, and what the store raises; the batch then says why.
    """
    fault = UNKNOWN_FAULT
    try:
        done = _Run(wb, turn, progress or _nobody).carried_out()
        fault = ""
    except WorkbenchError as error:
        fault = str(error)
        raise
    finally:
        if fault:
            _fail(wb, turn, fault)
    return done


def _nobody(task: str, done: int, total: int) -> None:
    """Nothing: nobody wants to be told."""


def _fail(wb: Workbench, turn: Turn, fault: str) -> None:
    try:
        with wb.store.writing() as conn:
            found = batches.batch(conn, turn.batch_id)
            if found is not None and found.detail["turn"] == turn.number:
                detail = {**found.detail, "fault": fault}
                batches.put(conn, replace(found, state="failed", ended=wb.clock(), detail=detail))
    except StoreError:  # it will be seen as broken off
        logger.exception("batch %s: its end cannot be kept", turn.batch_id)


class _Run:
    """One turn at a batch. It keeps what it knows of the batch, and compares it with the store's."""

    def __init__(self, wb: Workbench, turn: Turn, progress: Progress) -> None:
        self._wb, self._turn, self._progress = wb, turn, progress
        self._answers = Answers(wb.registry)
        self._told = 0.0

    def carried_out(self) -> Batch:
        wb = self._wb
        with wb.store.reading() as conn:
            batch = batches.batch(conn, self._turn.batch_id)
            if batch is None:
                raise Absent("没有这次检查。")
            scripts = scripts_in(conn, batch.sitting_id)
        groups = {task: list(group) for task, group in groupby(scripts, key=lambda one: one.task)}
        known: Mapping[str, Any] = batch.detail["tasks"]  # Any: JSON
        ready = {task for task, held in groups.items() if known.get(task, {}).get("seal") == _seal(held)}
        done = sum(len(groups[task]) for task in ready)
        kept = {task: known[task] for task in sorted(ready)}
        unread = [row for row in batch.detail["unread"] if row["task"] in ready]
        self._batch = replace(
            batch, done=done, total=len(scripts), detail={**batch.detail, "tasks": kept, "unread": unread}
        )
        for task, held in groups.items():
            if task not in ready:
                self._compare(task, held)
        return self._end()

    def _compare(self, task: str, scripts: Sequence[Attempt]) -> None:
        compared: list[Compared] = []
        texts: set[str] = set()
        prints: set[str] = set()
        unread = list(self._batch.detail["unread"])
        for attempt in scripts:
            with self._wb.store.reading() as conn:
                work = work_of(self._wb, conn, attempt)
            if work is None:
                unread.append({"task": task, "code": attempt.code, "what": "steps"})
            else:
                found, are_read = prints_of(self._wb, work.pictures)
                if not are_read:
                    unread.append({"task": task, "code": attempt.code, "what": "pictures"})
                texts |= work.given
                prints |= given_prints(self._wb.registry, work.paper)
                fields = [one.field for one in work.pictures]
                compared.append(
                    Compared(
                        attempt.id, attempt.seed, work.texts, tuple(zip(fields, found, strict=True)),
                        work.numbers, self._answers.of(work),
                    )
                )  # fmt: skip
            self._batch = replace(self._batch, task=task, done=self._batch.done + 1)
            self._tell()
        given = Given(frozenset(texts), frozenset(prints))
        self._keep(task, scripts, compared, given, unread)

    def _keep(
        self, task: str, scripts: Sequence[Attempt], compared: Sequence[Compared], given: Given,
        unread: list[dict[str, str]],
    ) -> None:  # fmt: skip
        found = flags(compared, given)
        kinds = [one.kind for one in found.found]
        row: dict[str, Any] = {kind: kinds.count(kind) for kind in (TEXT, PICTURE, NUMBERS)}  # Any: JSON
        row |= {
            "seal": _seal(scripts), "scripts": len(compared), "left_off": found.left_off,
            "worked": sum(one.is_telling for one in compared),
        }  # fmt: skip
        detail = {**self._batch.detail, "tasks": {**self._batch.detail["tasks"], task: row}}
        self._batch = replace(self._batch, detail={**detail, "unread": unread})
        with self._wb.store.writing() as conn:
            self._put(conn)
            likeness.replace_unjudged(conn, self._batch.sitting_id, task, self._batch.id, found.found)
        self._say()

    def _tell(self) -> None:
        now = self._wb.clock()
        if now - self._told >= TELL_SECONDS:
            self._told = now
            with self._wb.store.writing() as conn:
                self._put(conn)
            self._say()

    def _say(self) -> None:
        self._progress(self._batch.task, self._batch.done, self._batch.total)

    def _put(self, conn: Connection) -> None:
        sittings.hold(conn, self._batch.sitting_id)
        kept = batches.batch(conn, self._batch.id)
        if kept is None or kept.state != "running" or kept.detail["turn"] != self._turn.number:
            raise Refused("另一次检查已经接着做了，这一次停下。")
        self._batch = replace(self._batch, detail={**self._batch.detail, "told": self._wb.clock()})
        batches.put(conn, self._batch)

    def _end(self) -> Batch:
        self._batch = replace(self._batch, task="")
        with self._wb.store.writing() as conn:
            self._put(conn)
            likeness.drop_older(conn, self._batch.sitting_id, self._batch.id)
            self._batch = replace(self._batch, state="done", ended=self._wb.clock())
            batches.put(conn, self._batch)
        self._say()
        return self._batch


def _seal(scripts: Sequence[Attempt]) -> str:
    """Changes with the scripts of a task: one that came in since must be compared with all others."""
    said = ";".join(f"{one.id} {one.ended} {one.paper_hash}" for one in scripts)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
