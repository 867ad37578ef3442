"""Frames for the tests, and the formulas once more in whole fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pandas as pd

from workbench.domain.panel import SCORE_COLUMNS

NAN = float("nan")


def frame(papers, *, most=10.0, **columns):
    """A score frame: ``papers`` maps an attempt to its points by line "1", "2", ...

    ``columns`` maps a column's name to its value by attempt, or to one function of (attempt, line).
    """
    rows = []
    for number, (attempt, points) in enumerate(papers.items(), 1):
        for line, earned in enumerate(points, 1):
            row = {
                "attempt": attempt, "code": f"C{number}", "class_name": "一班", "task": "seo-02", "plugin": "seo",
                "seed": "1", "line": str(line), "title": f"第{line}项", "kind": "result", "by": "auto",
                "max_points": most, "points": earned, "status": "scored", "seconds": 1800.0, "facts": {},
            }  # fmt: skip
            for name, value in columns.items():
                row[name] = value(attempt, str(line)) if callable(value) else value[attempt]
            rows.append(row)
    made = pd.DataFrame(rows, columns=list(SCORE_COLUMNS))
    return made.astype({"max_points": "float64", "points": "float64", "seconds": "float64"})


def fractions(table):
    return [[Fraction(str(value)) for value in row] for row in table]


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def squares(first, second):
    """Sum of products of deviations."""
    one, two = mean(first), mean(second)
    return sum((a - one) * (b - two) for a, b in zip(first, second, strict=True))


def variance(values):
    return squares(values, values) / (len(values) - 1)


def pearson(first, second):
    return float(squares(first, second)) / math.sqrt(squares(first, first) * squares(second, second))


def array(table):
    return np.array([[float(value) for value in row] for row in table])


def f_of_two(lower, share):
    """The quantile of F with 2 and ``lower`` degrees: P(F <= x) = 1 - (1 + 2x/m)^(-m/2), turned round."""
    return lower / 2 * ((1 - share) ** (-2 / lower) - 1)
