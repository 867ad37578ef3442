"""The questions that the host asks each plugin once, at start-up. Nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click
import pluggy

from workbench.domain.module import JSON, Module
from workbench.domain.panel import Panel
from workbench.domain.score import Criterion
from workbench.domain.site import Card, Site
from workbench.domain.task import SampleStep, Task
from workbench.domain.tool import Tool
from workbench.packs import PackFile

hookspec = pluggy.HookspecMarker("workbench")
hookimpl = pluggy.HookimplMarker("workbench")

Variant = Callable[[JSON, int], JSON]
"""``(given, seed) -> given``: the task's fixed part and drawn values in, the whole variant out. Pure."""

Answer = Callable[[JSON, int], Sequence[SampleStep]]
"""``(given, seed) -> steps``: a worked answer that depends on the variant. Pure."""


@hookspec
def workbench_module() -> Module:  # type: ignore[empty-body]
    """Say what this plugin is.

    Asked once, first. Every plugin must answer: without an answer, or when it raises, the plugin is
    left out and shown as rejected with the reason.
    """


@hookspec
def workbench_tools() -> Sequence[Tool]:  # type: ignore[empty-body]
    """Give the simulated tools, in the order of their tabs.

    Asked once at start-up. None or an empty answer: the plugin's tasks use the desk alone. An id that
    does not begin with the module's id, or a fault, rejects the plugin.
    """


@hookspec
def workbench_criteria() -> Mapping[str, Criterion]:  # type: ignore[empty-body]
    """Give the scoring functions by the name that task files use.

    Asked once at start-up. None or an empty answer: tasks use the host's ready criteria. A name that
    the host has already, a parameter without a type, or a fault, rejects the plugin.
    """


@hookspec
def workbench_panels() -> Sequence[Panel]:  # type: ignore[empty-body]
    """Give the score panels that only this plugin can show.

    Asked once at start-up; each panel then draws whenever an examiner opens it. None or empty: the
    host's panels alone. A panel that raises while drawing shows its fault in its own place.
    """


@hookspec
def workbench_variants() -> Mapping[str, Variant]:  # type: ignore[empty-body]
    """Give, by task id, the function that makes a variant where the file's ``draw:`` table is not enough.

    Asked once at start-up; each function runs once for each paper. None or empty: the ``draw:`` table
    alone. A name that is no task of the plugin, or a fault, rejects the plugin.
    """


@hookspec
def workbench_answers() -> Mapping[str, Answer]:  # type: ignore[empty-body]
    """Give, by name, the worked answers that depend on the variant, for the samples of task files.

    Asked once at start-up; run by ``workbench check`` and ``workbench try``, never in an exam. None or
    empty: every sample spells out its steps. A sample that names an absent answer rejects the plugin.
    """


@hookspec
def workbench_tasks() -> Iterable[Task]:  # type: ignore[empty-body]
    """Give tasks that are made by code.

    Asked once at start-up, after the task files are read. None or empty: the files alone. An id that
    a file has already, or a fault, rejects the plugin.
    """


@hookspec
def workbench_sites() -> Sequence[Site]:  # type: ignore[empty-body]
    """Give the simulated web sites.

    Asked once at start-up; pages are made on request, for engines and for the student's browser. None
    or empty: no sites. A site that raises gives that request an error page, and no other.
    """


@hookspec
def workbench_shelf() -> Sequence[Card]:  # type: ignore[empty-body]
    """Give law, platform-rule and reference cards for the shelf of this plugin's tasks.

    Asked once at start-up. None or empty: the shelf shows the task's own material alone. A fault
    rejects the plugin.
    """


@hookspec
def workbench_packs() -> Sequence[PackFile[Any]]:  # type: ignore[empty-body]  # Any: each pack's own type
    """Give the rule packs: for each file of ``data/`` that is one, where it lies and what it holds.

    Asked once at start-up, when the host reads every pack. None or empty: the plugin has no packs. A
    pack with a fault rejects the plugin, and every fault is told by line.
    """


@hookspec
def workbench_commands(group: click.Group) -> None:
    """Add subcommands to ``group``, which is ``workbench <module id>``.

    Asked once, when the command line starts. None is the only answer. A fault leaves this plugin's
    commands out and says so on standard error.
    """
