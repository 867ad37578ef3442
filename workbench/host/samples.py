"""Run a task's worked answers and see whether they earn what they promise."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Refused
from workbench.domain.score import Outcome
from workbench.domain.task import Sample, SampleStep, Task
from workbench.domain.trace import Event
from workbench.host import replay, scoring
from workbench.host.filling import Brought, filled
from workbench.host.paper import Paper, freeze
from workbench.host.registry import Registry

CANDIDATE = "A0001"
"""The candidate number that worked answers put into their file names."""

SECONDS_A_STEP = 20.0
"""When a step of a sample says no time, this long after the one before."""


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What one sample earned. ``is_kept`` says whether that is what its task promises."""

    task: Task
    sample: Sample
    points: Decimal
    max_points: Decimal
    outcomes: tuple[Outcome, ...]
    trace: tuple[Event, ...]

    @property
    def is_kept(self) -> bool:
        """Whether the points lie within the promise and no criterion failed."""
        failed = any(outcome.status == "failed" for outcome in self.outcomes)
        return not failed and self.sample.low <= self.points <= self.sample.high


def run(registry: Registry, task: Task, sample: Sample) -> SampleResult:
    """Replay and score one sample."""
    paper = freeze(registry, task, sample.seed, CANDIDATE)
    trace = trace_of(registry, paper, steps_of(registry, paper, sample))
    seconds = trace[-1].at if trace else 0.0
    outcomes = scoring.score(registry, paper, replay.evidence(registry, paper, trace, seconds))
    points = sum((outcome.points or Decimal(0) for outcome in outcomes), Decimal(0))
    return SampleResult(task, sample, points, task.points, outcomes, trace)


def steps_of(registry: Registry, paper: Paper, sample: Sample) -> Sequence[SampleStep]:
    """The sample's steps for this paper."""
    if sample.answer is None:
        return sample.steps
    return registry.plugins[paper.task.plugin].answers[sample.answer](paper.given, paper.seed)


def trace_of(registry: Registry, paper: Paper, steps: Sequence[SampleStep]) -> tuple[Event, ...]:
    """The trace that ``steps`` leave: steps that a tool refuses stand in it as refused."""
    states = replay.first_states(registry, paper)
    trace: list[Event] = []
    clock = 0.0
    for seq, taken in enumerate(steps, start=1):
        clock = taken.at if taken.at is not None else clock + SECONDS_A_STEP
        params, refused = taken.params, None
        try:
            if taken.tool in states:
                brought = None if taken.body is None else Brought(str(params.get("name", "")), taken.body)
                tool = registry.tools[taken.tool]
                params = filled(tool, taken.action, params, at=clock, brought=brought)
            states = replay.step(registry, states, taken.tool, taken.action, params)
        except Refused as error:
            refused = error.text
        trace.append(Event(seq, clock, taken.tool, taken.action, params, refused))
    return tuple(trace)


@dataclass(frozen=True, slots=True)
class Model:
    """A worked answer on a paper's own numbers; ``files`` are by SHA-256: name and bytes."""

    trace: tuple[Event, ...]
    files: Mapping[str, tuple[str, bytes]]


def model(registry: Registry, paper: Paper) -> Model | None:
    """The task's good answer worked on ``paper``, when the machine gives it what its task promises.

    None where the task has none, or one that was written for other numbers than the paper's.
    """
    for sample in paper.task.samples:
        if sample.kind != "good":
            continue
        steps = steps_of(registry, paper, sample)
        trace = trace_of(registry, paper, steps)
        seconds = trace[-1].at if trace else 0.0
        outcomes = scoring.score(registry, paper, replay.evidence(registry, paper, trace, seconds))
        if sum((outcome.points or Decimal(0) for outcome in outcomes), Decimal(0)) >= sample.low:
            return Model(trace, _files(steps))
    return None


def _files(steps: Sequence[SampleStep]) -> dict[str, tuple[str, bytes]]:
    return {
        hashlib.sha256(taken.body).hexdigest(): (str(taken.params.get("name", "")), taken.body)
        for taken in steps
        if taken.body is not None
    }
