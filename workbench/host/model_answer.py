"""A task's good sample, worked on one paper's own numbers. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.module import JSON
from workbench.domain.trace import Event
from workbench.host import replay, samples
from workbench.host.paper import Paper, freeze
from workbench.host.registry import Registry


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A worked answer. ``files`` holds the bytes that it brought in, by their SHA-256.

    ``is_own`` says whether it is worked on the student's numbers; a sample that spells its steps out has
    its own.
    """

    paper: Paper
    states: Mapping[str, JSON]
    trace: tuple[Event, ...]
    files: Mapping[str, bytes]
    is_own: bool


def model_answer(registry: Registry, paper: Paper) -> ModelAnswer | None:
    """The first good sample of the paper's task, or None where it has none."""
    sample = next((one for one in paper.task.samples if one.kind == "good"), None)
    if sample is None:
        return None
    is_own = sample.answer is not None or sample.seed == paper.seed
    if not is_own:
        paper = freeze(registry, paper.task, sample.seed, paper.candidate)
    steps = samples.steps_of(registry, paper, sample)
    trace = samples.trace_of(registry, paper, steps)
    states = replay.states_after(registry, replay.first_states(registry, paper), trace)
    files = {hashlib.sha256(one.body).hexdigest(): one.body for one in steps if one.body is not None}
    return ModelAnswer(paper, states, trace, files, is_own)
