"""A score frame laid out for arithmetic: its scripts, its lines, and one table of points for each form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.statistics.intervals import Floats

SCRIPT_COLUMNS = ("attempt", "code", "class_name", "task", "plugin", "seed", "seconds")
LINE_COLUMNS = ("task", "line", "title", "kind", "by", "max_points")

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Form:
    """The scripts of one task. Candidates of one task sat the same lines; those of two did not.

    ``points`` and ``most`` have a row for each of ``scripts`` and a column for each of ``lines`` (places
    in the tables of Scores); ``points`` is NaN where nothing is decided, both are NaN where a paper
    has no such line.
    """

    task: str
    scripts: Places
    lines: Places
    points: Floats
    most: Floats

    @property
    def is_decided(self) -> NDArray[np.bool_]:
        """Which points are known, by script and line."""
        return ~np.isnan(self.points)

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which scripts have every line decided."""
        known: NDArray[np.bool_] = np.logical_and.reduce(self.is_decided, axis=1)
        return known

    @property
    def totals(self) -> Floats:
        """The points of each script in all; NaN while a line is open."""
        sums: Floats = np.rint(self.points.sum(axis=1) * 100) / 100  # marks are hundredths: this rounds none
        return sums


@dataclass(frozen=True, slots=True)
class Scores:
    """``scripts``: a row an attempt, columns SCRIPT_COLUMNS and ``points`` float64 (NaN while open).

    ``lines``: a row for each line of each task, columns LINE_COLUMNS, in order of appearance.
    """

    scripts: pd.DataFrame
    lines: pd.DataFrame
    forms: tuple[Form, ...]


def tabulate(frame: pd.DataFrame) -> Scores:
    """``frame`` (columns SCORE_COLUMNS, each line of an attempt once) as Scores.

    What belongs to the attempt (task, class, seed) is read off its first row, what belongs to the line
    off the first script that has it.
    """
    attempt, names = pd.factorize(frame["attempt"])
    line, line_names = pd.factorize(frame["line"])
    scripts = frame[list(SCRIPT_COLUMNS)].take(_first(attempt, len(names))).reset_index(drop=True)
    task, tasks = pd.factorize(scripts["task"])
    item_of_row, first_of_item = _compressed(task[attempt] * len(line_names) + line)
    lines = frame[list(LINE_COLUMNS)].take(first_of_item).reset_index(drop=True)
    task_of_item = task[attempt[first_of_item]]
    place, start = _layout(task, task_of_item, len(tasks))
    spot = place.of_script[attempt] + place.of_item[item_of_row]
    points, most = np.full(start[-1], np.nan), np.full(start[-1], np.nan)
    points[spot] = frame["points"].to_numpy(np.float64)
    most[spot] = frame["max_points"].to_numpy(np.float64)
    members = [(np.flatnonzero(task == at), np.flatnonzero(task_of_item == at)) for at in range(len(tasks))]
    forms = tuple(_form(str(name), *members[at], (points, most), start[at]) for at, name in enumerate(tasks))
    totals = np.full(len(scripts), np.nan)
    for form in forms:
        totals[form.scripts] = form.totals
    return Scores(scripts.assign(points=totals), lines, forms)


def _first(codes: Places, count: int) -> Places:
    found = np.empty(count, np.intp)
    found[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return found


def _compressed(keys: Places) -> tuple[Places, Places]:
    """Each key's number in order of first appearance, and the first row of each number."""
    first = np.full(int(keys.max(initial=-1)) + 1, -1, np.intp)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    present = np.flatnonzero(first >= 0)
    order = present[np.argsort(first[present])]
    number = np.empty(len(first), np.intp)
    number[order] = np.arange(len(order))
    return number[keys], first[order]


@dataclass(frozen=True, slots=True)
class _Place:
    of_script: Places
    of_item: Places


def _layout(task: Places, task_of_item: Places, count: int) -> tuple[_Place, Places]:
    """Where each script and each line lies when the tables of all tasks stand one after another."""
    widths = np.bincount(task_of_item, minlength=count)
    heights = np.bincount(task, minlength=count)
    start = np.concatenate(([0], np.cumsum(widths * heights)))
    script = start[task] + _rank(task) * widths[task]
    return _Place(script, _rank(task_of_item)), start


def _rank(groups: Places) -> Places:
    """The how-many-th of its group each one is, from 0."""
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups) if len(groups) else np.zeros(0, np.intp)
    ranks = np.empty(len(groups), np.intp)
    ranks[order] = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return ranks


def _form(task: str, scripts: Places, lines: Places, flat: tuple[Floats, Floats], start: int) -> Form:
    shape = (len(scripts), len(lines))
    points, most = (part[start : start + shape[0] * shape[1]].reshape(shape) for part in flat)
    return Form(task, scripts, lines, points, most)
