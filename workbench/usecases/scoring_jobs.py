"""Many scripts scored at once: here, on several cores, or on a Dask cluster. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from workbench.domain.errors import Refused, WorkbenchError
from workbench.domain.module import JSON
from workbench.domain.score import Outcome
from workbench.domain.trace import Event
from workbench.host import registry as plugins
from workbench.host import replay, scoring
from workbench.host.paper import Paper, thaw
from workbench.host.registry import Registry

JOBS_A_TASK = 20
"""How many scripts travel together: one takes some 10 ms, sending one to another process about 1 ms."""

ANSWER_SECONDS = 10
"""How long a scheduler is waited for."""


@dataclass(frozen=True, slots=True)
class Job:
    """One script to score. ``paper`` is its frozen text; ``params`` stand in for a line's own, by line."""

    attempt_id: str
    paper: str
    trace: tuple[Event, ...]
    seconds: float
    params: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Scored:
    """What the machine says of one script; ``fault`` says why it says nothing."""

    attempt_id: str
    outcomes: tuple[Outcome, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the work is done: ``processes`` here, or the Dask ``scheduler`` at an address.

    ``plugins_dir`` is where another process finds the drop-ins.
    """

    processes: int = 1
    scheduler: str = ""
    plugins_dir: Path | None = None


def score_all(registry: Registry, jobs: Iterable[Job], spread: Spread | None = None) -> Iterator[Scored]:
    """One Scored for each job, as they become ready. Raises WorkbenchError without what the spread needs."""
    where = spread or Spread()
    if where.processes <= 1 and not where.scheduler:
        yield from (score_job(registry, job) for job in jobs)
        return
    import joblib  # noqa: PLC0415  only a batch needs it

    with _backend(where):
        run = joblib.Parallel(
            n_jobs=-1 if where.scheduler else where.processes, return_as="generator_unordered"
        )
        parts = (joblib.delayed(_score_part)(where.plugins_dir, part) for part in _parts(jobs))
        for done in run(parts):
            yield from done


def _parts(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    left = iter(jobs)
    while part := list(islice(left, JOBS_A_TASK)):
        yield part


@contextmanager
def _backend(spread: Spread) -> Iterator[None]:
    if not spread.scheduler:
        yield
        return
    import joblib  # noqa: PLC0415

    try:
        from distributed import Client  # noqa: PLC0415  an extra: only who names a scheduler needs it
    except ImportError as error:
        raise WorkbenchError("a scheduler needs the extra 'cluster': pip install '.[cluster]'") from error
    try:
        client = Client(spread.scheduler, timeout=ANSWER_SECONDS)  # type: ignore[no-untyped-call]  # ships no types
    except (OSError, ValueError) as error:  # nobody answers; or it is no address
        raise WorkbenchError(f"the scheduler at {spread.scheduler} does not answer: {error}") from error
    with client, joblib.parallel_config(backend="dask"):
        yield


def _score_part(plugins_dir: Path | None, jobs: Sequence[Job]) -> list[Scored]:
    registry = _registry(plugins_dir)
    return [score_job(registry, job) for job in jobs]


@cache
def _registry(plugins_dir: Path | None) -> Registry:
    return plugins.load(plugins_dir)  # once in each process that helps


def score_job(registry: Registry, job: Job) -> Scored:
    """Replay one script and score it; a trace that does not replay is a fault, never points."""
    paper = corrected(thaw(job.paper), job.params)
    try:
        evidence = replay.evidence(registry, paper, job.trace, job.seconds)
    except Refused as error:
        return Scored(job.attempt_id, (), f"its trace does not replay: {error.text}")
    return Scored(job.attempt_id, scoring.score(registry, paper, evidence))


def corrected(paper: Paper, params: Mapping[str, JSON]) -> Paper:
    """``paper`` with the parameters of some lines replaced, each name by itself."""
    lines = tuple(
        replace(line, params={**line.params, **params.get(line.id, {})}) for line in paper.task.rubric
    )
    return replace(paper, task=replace(paper.task, rubric=lines))
