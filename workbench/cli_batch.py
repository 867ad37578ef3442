"""The commands that work through a whole sitting: likeness, scoring, and the trial of a regrade."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from workbench.cli_options import AS_JSON, HOME, PLUGINS_DIR, print_json
from workbench.cli_store import BY, opened
from workbench.usecases import batch_scoring, regrade_trial
from workbench.usecases.likening import beginning, running
from workbench.usecases.operators import operator
from workbench.usecases.regrade_trial import Change, Spec, Trial
from workbench.usecases.scoring_jobs import Spread

PROCESSES = click.option(
    "--processes",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes on this computer.",
)
SCHEDULER = click.option(
    "--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler to send the scripts to instead."
)
SAID_EVERY = 20
"""Scripts between two lines of progress."""

UNREAD = {"steps": "its steps do not replay", "pictures": "a picture cannot be read"}


@click.command()
@click.argument("sitting", type=int)
@HOME
@PLUGINS_DIR
@BY
@AS_JSON
def likeness(
    sitting: int, home: Path | None, plugins_dir: Path | None, by: str | None, *, as_json: bool
) -> None:
    """Compare the scripts of a closed sitting with each other; a broken run is taken up again.

    It flags pairs for a person to look at, on the page 雷同. It never changes points.
    """
    with opened(home, plugins_dir) as wb:
        turn = beginning.begin(wb, operator(wb, by), sitting)
        done = running.run(wb, turn, None if as_json else _say_task)
    tasks, unread = done.detail["tasks"], done.detail["unread"]
    if as_json:
        shown = {task: {name: row[name] for name in row if name != "seal"} for task, row in tasks.items()}
        print_json(
            {"sitting": sitting, "batch": done.id, "scripts": done.done, "tasks": shown, "unread": unread}
        )
    else:
        for task, row in tasks.items():
            flags = f"{row['text']} by text, {row['picture']} by picture, {row['numbers']} by numbers"
            more = f"; {row['left_off']} more are left off" if row["left_off"] else ""
            print(f"{task}: {row['scripts']} scripts, pairs to look at: {flags}{more}")
        for one in unread:
            print(f"FAULT {one['task']} {one['code']}: {UNREAD[one['what']]}")
    sys.exit(1 if unread else 0)


def _say_task(task: str, done: int, of: int) -> None:
    if task:
        print(f"{task}: {done} of {of} scripts are read", file=sys.stderr)


def _say(done: int, of: int) -> None:
    if done == of or done % SAID_EVERY == 0:
        print(f"{done} of {of} scripts", file=sys.stderr)


@click.command()
@click.argument("sitting", type=int)
@click.option("--task", help="Only this task.")
@PROCESSES
@SCHEDULER
@HOME
@PLUGINS_DIR
@BY
@AS_JSON
def score(sitting: int, task: str | None, *, as_json: bool, **given: Any) -> None:  # Any: click's own values
    """Score what is handed in and not scored yet; what is kept is not done again."""
    with opened(given["home"], given["plugins_dir"]) as wb:
        done = batch_scoring.score_sitting(
            wb, operator(wb, given["by"]), sitting, task=task, spread=_spread(given),
            progress=None if as_json else _say,
        )  # fmt: skip
    if as_json:
        told = {"sitting": sitting, "task": task, "scored": done.scored, "before": done.before}
        print_json({**told, "faults": list(done.faults)})
    else:
        print(f"{done.scored} scripts are scored; {done.before} were before")
        _print_faults(done.faults)
    sys.exit(1 if done.faults else 0)


def _spread(given: dict[str, Any]) -> Spread:  # Any: as above
    return Spread(given["processes"], given["scheduler"], given["plugins_dir"])


def _print_faults(faults: Sequence[str]) -> None:
    for fault in faults:
        print(f"FAULT {fault}")


@click.command()
@click.argument("sitting", type=int)
@click.argument("task")
@click.option(
    "--set", "corrections", multiple=True, metavar="LINE.NAME=JSON",
    help="A corrected parameter of a line; repeatable. Without any the criteria as installed are tried.",
)  # fmt: skip
@PROCESSES
@SCHEDULER
@HOME
@PLUGINS_DIR
@BY
@AS_JSON
def regrade(
    sitting: int, task: str, corrections: Sequence[str], *, as_json: bool, **given: Any
) -> None:  # Any: as above
    """Try what scoring a TASK's scripts again would change. It writes nothing.

    Putting it in force wants two people, and is done on the page 重评.
    """
    spec = Spec(task, _params(corrections))
    with opened(given["home"], given["plugins_dir"]) as wb:
        found = regrade_trial.trial(
            wb, operator(wb, given["by"]), sitting, spec, spread=_spread(given),
            progress=None if as_json else _say,
        )  # fmt: skip
    if as_json:
        print_json(_trial_json(sitting, found))
    else:
        _print_trial(found)
    sys.exit(1 if found.faults else 0)


def _params(corrections: Sequence[str]) -> dict[str, dict[str, Any]]:  # Any: JSON
    params: dict[str, dict[str, Any]] = {}
    for typed in corrections:
        place, equals, value = typed.partition("=")
        line, dot, name = place.rpartition(".")
        if not (equals and dot and line and name):
            raise click.UsageError(f"--set: want LINE.NAME=JSON, found {typed!r}")
        try:
            params.setdefault(line, {})[name] = json.loads(value)
        except json.JSONDecodeError as error:
            raise click.UsageError(
                f'--set {place}: want JSON, such as 45 or "text", found {value!r}: {error.msg}'
            ) from error
    return params


def _print_trial(found: Trial) -> None:
    for one in found.changes:
        kept = "  (stays: an examiner marked it)" if one.is_protected else ""
        print(
            f"{one.code}  line {one.line:>3}  {_before(one):>8} -> {_after(one):>8}{kept}  {one.after.reason}"
        )
    moved = [one for one in found.scripts if one.before.points != one.after.points]
    for script in moved:
        print(f"{script.code}  total     {script.before.points!s:>8} -> {script.after.points!s:>8}")
    turned = sum(one.before.passed != one.after.passed for one in found.scripts)
    print(f"{len(found.scripts)} scripts: {len(moved)} totals would change, {turned} passes or failures")
    _print_faults(found.faults)


def _before(change: Change) -> str:
    return change.before.status if change.before.points is None else str(change.before.points)


def _after(change: Change) -> str:
    return change.after.status if change.after.points is None else str(change.after.points)


def _trial_json(sitting: int, found: Trial) -> dict[str, Any]:  # Any: JSON
    return {
        "sitting": sitting,
        "task": found.spec.task,
        "params": {line: dict(values) for line, values in found.spec.params.items()},
        "changes": [
            {"code": one.code, "line": one.line, "before": _before(one), "after": _after(one),
             "protected": one.is_protected, "reason": one.after.reason}
            for one in found.changes
        ],
        "scripts": [
            {"code": one.code, "before": float(one.before.points), "after": float(one.after.points),
             "passed_before": one.before.passed, "passed_after": one.after.passed}
            for one in found.scripts
        ],
        "faults": list(found.faults),
        "seal": found.seal,
    }  # fmt: skip


COMMANDS = (likeness, score, regrade)
