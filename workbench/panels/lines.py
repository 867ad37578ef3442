"""Lines of the rubric and clauses of the standard: how hard, how telling."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.panels.figures import cloud, height_of, laid_out, rows, whiskers
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.words import each, listed, named, number, percent, percent_span, short, span
from workbench.statistics.items import discrimination, facility
from workbench.statistics.reliability import FEW_SCRIPTS

HALF = 0.5
NOTHING_MARKED = "还没有评出来的评分项。"
WEAK = 0.2
"""A discrimination below it tells strong from weak badly. Source: Ebel & Frisbie 1991, Essentials of
Educational Measurement, 13."""


LINE_HEADS = {
    "task": "试题", "line": "行", "title": "评分项", "n": "份数", "facility": "得分率", "low": "区间低",
    "high": "区间高", "quarter": "下四分位", "half": "中位", "three": "上四分位",
}  # fmt: skip
TELLING_HEADS = {
    "task": "试题", "line": "行", "title": "评分项", "n": "份数", "facility": "得分率", "low": "得分率区间低",
    "high": "得分率区间高", "whole": "全部评完的份数", "tells": "区分度", "tells_low": "区分度区间低",
    "tells_high": "区分度区间高", "groups": "高低分组差",
}  # fmt: skip


def line_shares(basis: Basis) -> Shown:
    """How much of each line was earned, with the middle half of the scripts."""
    found = facility(basis.scores).merge(_quartiles(basis.frame), on=["task", "line"], how="left")
    table = found[list(LINE_HEADS)].rename(columns=LINE_HEADS)
    known = found[found["facility"].notna()]
    if known.empty:
        return Shown(NOTHING_MARKED, table, None)
    ranked = [_said(row) for row in each(known.sort_values("facility", kind="stable"))]
    finding = (
        f"得分率最低：{ranked[0]}；最高：{ranked[-1]}。"
        f"得分率不到一半的有 {int((known['facility'] < HALF).sum())} 项，共 {len(known)} 项。"
    )
    open_rows = int(basis.frame["points"].isna().sum())
    cautions = (f"还有 {open_rows} 行待评，未计入。",) if open_rows else ()
    return Shown(finding, table, _draw_shares(basis, found), partial(_of_row, basis, found), cautions)


def _quartiles(frame: pd.DataFrame) -> pd.DataFrame:
    known = frame[frame["points"].notna() & (frame["max_points"] > 0)]
    known = known.assign(share=known["points"] / known["max_points"])
    shares = known.groupby(["task", "line"], sort=False)["share"]
    parts = {"quarter": shares.quantile(0.25), "half": shares.median(), "three": shares.quantile(0.75)}
    return pd.DataFrame(parts).reset_index()


def _said(row: Any) -> str:  # Any: a row of the table, by its columns
    name = named(row.task, row.line, row.title)
    return f"{name}（{percent(row.facility)}，{percent_span(row.low, row.high)}，{row.n} 份）"


def _draw_shares(basis: Basis, found: pd.DataFrame) -> go.Figure:
    middle, low, high = (found[name].to_numpy(np.float64) * 100 for name in ("facility", "quarter", "three"))
    heads = [_head(basis, row.task, row.line, row.title) for row in each(found)]
    hover = [f"{_said(row)}<br>中间一半 {percent(row.quarter)}—{percent(row.three)}" for row in each(found)]
    figure = rows(heads, middle, spread=whiskers(middle, low, high), hover=hover)
    figure.update_xaxes(range=[0, 103])
    return laid_out(figure, "平均得分率（%）", "", height_of(len(found)))


def _head(basis: Basis, task: str, line: str, title: str) -> str:
    """What stands beside the axis; the task only where there are several."""
    own = f"{line} {short(title)}"
    return own if len(basis.scores.forms) == 1 else f"{task.upper()} {own}"


def _of_row(basis: Basis, found: pd.DataFrame, at: int) -> Behind:
    row = found.iloc[at]
    task, line = str(row["task"]), str(row["line"])
    own = basis.frame[(basis.frame["task"] == task) & (basis.frame["line"] == line)]
    return Behind(named(task, line, str(row["title"])), ascending(own))


def ascending(found: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """Scripts by what they earned of the rows of ``found``, the least first, the open ones before all."""
    sums = found.groupby(["attempt", "code"], sort=False).agg(
        points=("points", lambda values: values.sum(skipna=False)), most=("max_points", "sum")
    )
    ordered = sums.sort_values("points", na_position="first").reset_index()
    return tuple(
        (attempt, code, "待评" if np.isnan(points) else f"{points:g} / {most:g} 分")
        for attempt, code, points, most in ordered.itertuples(index=False, name=None)
    )


def telling(basis: Basis) -> Shown:
    """Facility against discrimination, a point for each line."""
    hard, tells = facility(basis.scores), discrimination(basis.scores)
    found = hard.assign(
        whole=tells["n"], tells=tells["discrimination"], tells_low=tells["low"], tells_high=tells["high"],
        groups=tells["upper_lower"],
    )  # fmt: skip
    table = found[list(TELLING_HEADS)].rename(columns=TELLING_HEADS)
    known = found[found["tells"].notna()].reset_index(drop=True)
    if known.empty:
        return Shown("全部评完的答卷不足 3 份，或大家同分，区分度还算不出来。", table, None)
    weak = [named(row.task, row.line, row.title) for row in each(known) if row.tells < WEAK]
    least = int(known["whole"].min())
    finding = f"{len(known)} 项算得出区分度，每项至少 {least} 份；低于 {WEAK} 的 {len(weak)} 项"
    finding += f"：{listed(weak)}。" if weak else "。"
    same = len(found) - len(known)
    cautions = [f"不足 {FEW_SCRIPTS} 份，区间很宽，请不要只凭一个点改规则。"] if least < FEW_SCRIPTS else []
    cautions += [f"另有 {same} 项人人同分或份数不足，没有区分度。"] if same else []
    return Shown(finding, table, _draw_telling(known), partial(_of_row, basis, known), tuple(cautions))


def _draw_telling(known: pd.DataFrame) -> go.Figure:
    middle, low, high = (known[name].to_numpy(np.float64) for name in ("tells", "tells_low", "tells_high"))
    hover = [
        f"{named(row.task, row.line, row.title)}<br>得分率 {percent(row.facility)}，"
        f"区分度 {number(row.tells, 2)}（{span(row.tells_low, row.tells_high)}，{row.whole} 份）"
        for row in each(known)
    ]
    figure = cloud(known["facility"].to_numpy(np.float64), middle, hover, text=known["line"].tolist())
    figure.update_traces(error_y=whiskers(middle, low, high) | {"color": "rgba(90,90,90,.35)"})
    figure.add_hline(y=WEAK, line_dash="dot", annotation_text=f"区分度 {WEAK}")
    figure.update_xaxes(range=[-0.02, 1.06])
    return laid_out(figure, "难度（得分率，越大越容易）", "区分度")
