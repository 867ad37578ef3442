"""How exactly each task measures."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.panels.figures import height_of, laid_out, rows, whiskers
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.words import by_total, number, span
from workbench.statistics.intervals import Floats, normal_quantile
from workbench.statistics.reliability import CAUTIONS, Reliability, reliabilities

USUAL = 0.7
"""What is usually asked of alpha. Source: Nunnally & Bernstein 1994, Psychometric Theory, 7."""

HEADS = [
    "试题", "评完的份数", "评分项数", "信度 α", "区间低", "区间高", "标准误（分）", "标准差（分）", "注意",
]  # fmt: skip


def exactness(basis: Basis) -> Shown:
    """Alpha and standard error of each task."""
    found = reliabilities(basis.scores)
    table = pd.DataFrame([_row(one) for one in found], columns=HEADS)
    cautions = tuple(f"{CAUTIONS[name]}。" for name in CAUTIONS if any(name in one.cautions for one in found))
    known = [one for one in found if one.alpha.value is not None]
    if not known:
        return Shown("评完的答卷太少，或总分没有差别，信度还算不出来。", table, None, cautions=cautions)
    said = [_said(basis, one) for one in known]
    return Shown(
        "；\n".join(said) + "。", table, _draw(known, said), partial(_of_task, basis, known), cautions
    )


def _row(one: Reliability) -> tuple[object, ...]:
    words = "；".join(CAUTIONS[name] for name in one.cautions)
    bounds = (one.alpha.value, one.alpha.low, one.alpha.high)
    return (one.task, one.alpha.n, one.lines, *bounds, one.sem, one.spread, words)


def _said(basis: Basis, one: Reliability) -> str:
    words = (
        f"{one.task.upper()} 信度 α = {number(one.alpha.value, 2)}"
        f"（{span(one.alpha.low, one.alpha.high)}，{one.alpha.n} 份、{one.lines} 项）"
    )
    if one.sem is None:
        return words
    reach = normal_quantile() * one.sem
    scripts = basis.scores.scripts
    own = scripts[scripts["task"] == one.task]["points"].dropna().to_numpy(np.float64)
    near = int((np.abs(own - basis.pass_points) <= reach).sum())
    return (
        f"{words}，标准误 {number(one.sem)} 分；离及格线不到 {number(reach)} 分、只凭分数说不准的有 {near} 份"
    )


def _draw(known: list[Reliability], said: list[str]) -> go.Figure:
    values = np.array([one.alpha.value for one in known], np.float64)
    low, high = _bounds([one.alpha.low for one in known]), _bounds([one.alpha.high for one in known])
    names = [one.task.upper() for one in known]
    figure = rows(names, values, spread=whiskers(values, low, high), hover=said)
    least = float(np.nan_to_num(np.concatenate((values, low))).min(initial=0.0))
    figure.update_xaxes(range=[max(-1.0, least), 1.02])
    figure.add_vline(x=USUAL, line_dash="dot", annotation_text=str(USUAL))
    return laid_out(figure, "信度 α", "", height_of(len(known)))


def _bounds(values: list[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _of_task(basis: Basis, known: list[Reliability], at: int) -> Behind:
    scripts = basis.scores.scripts
    return Behind(f"{known[at].task.upper()} 全部答卷", by_total(scripts[scripts["task"] == known[at].task]))
