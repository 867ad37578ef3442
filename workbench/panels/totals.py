"""Totals: their spread, who passes, process and result, working time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.panels.figures import BAD, CALM, GOOD, cloud, laid_out
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.words import by_total, correlated, number, percent, percent_span
from workbench.statistics.groups import (
    BIN_POINTS,
    FULL_POINTS,
    distribution,
    pass_share,
    process_and_result,
    process_result_link,
)
from workbench.statistics.intervals import correlation

NONE_DECIDED = "还没有全部评完的答卷，评完第一份后这里会有数字。"
APART = 0.2  # of the points: process and result so far apart are worth a look at the script [L]


def spread(basis: Basis) -> Shown:
    """How totals spread, and who passes."""
    scripts = basis.scores.scripts
    whole = scripts[scripts["points"].notna()]
    bands = distribution(basis.scores)
    names = [_band(int(low)) for low in bands["low"].tolist()]
    table = pd.DataFrame({"分数段": names, "份数": bands["n"]})
    if whole.empty:
        return Shown(NONE_DECIDED, table, None)
    points, passed = (
        whole["points"].to_numpy(np.float64),
        pass_share(basis.scores, pass_points=basis.pass_points),
    )
    hits = int((points >= basis.pass_points).sum())
    waiting = len(scripts) - len(whole)
    finding = (
        f"平均 {number(float(points.mean()))} 分，合格 {hits}/{len(whole)}"
        f"（{percent(passed.value)}，{percent_span(passed.low, passed.high)}）；中位数 "
        f"{number(float(np.median(points)))}，最低 {number(points.min())}，最高 {number(points.max())} 分。"
    )
    cautions = (f"另有 {waiting} 份还没有评完，未计入。",) if waiting else ()

    def behind(at: int) -> Behind | None:
        inside = np.clip(points // BIN_POINTS, 0, len(bands) - 1).astype(int) == at
        return Behind(f"{names[at]} 分", by_total(whole[inside]))

    return Shown(finding, table, _draw_spread(bands, names, basis.pass_points, points), behind, cautions)


def _band(low: int) -> str:
    return str(FULL_POINTS) if low >= FULL_POINTS else f"{low}—{low + BIN_POINTS - 1}"


def _draw_spread(
    bands: pd.DataFrame,
    names: list[str],
    pass_points: int,
    points: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> go.Figure:
    lows = bands["low"].tolist()
    colours = [
        GOOD if low >= pass_points else BAD if low + BIN_POINTS <= pass_points else CALM for low in lows
    ]
    hover = [f"{name} 分：{n} 份" for name, n in zip(names, bands["n"].tolist(), strict=True)]
    bars = go.Bar(
        x=[low + BIN_POINTS / 2 for low in lows], y=bands["n"].tolist(), customdata=hover,
        marker={"color": colours}, width=BIN_POINTS * 0.9, hovertemplate="%{customdata}<extra></extra>",
        text=[n or "" for n in bands["n"].tolist()], textposition="outside", cliponaxis=False,
    )  # fmt: skip
    figure = go.Figure(bars)
    figure.add_vline(x=pass_points, line_dash="dash", annotation_text=f"及格 {pass_points}")
    figure.add_vline(
        x=float(points.mean()), line_dash="dot", annotation_text="平均", annotation_position="top left"
    )
    figure.update_xaxes(
        tickvals=[low + BIN_POINTS / 2 for low in lows], ticktext=names, range=[0, FULL_POINTS + BIN_POINTS]
    )
    figure.update_yaxes(rangemode="tozero", tickformat="d")
    return laid_out(figure, "总分", "份数")


def process_result(basis: Basis) -> Shown:
    """What share of process and of result lines each script earned."""
    found = process_and_result(basis.scores)
    found = found[found["process"].notna() & found["result"].notna()].reset_index(drop=True)
    heads = {"code": "编号", "task": "试题", "process": "过程得分率", "result": "结果得分率"}
    table = found[list(heads)].rename(columns=heads)
    if found.empty:
        return Shown(NONE_DECIDED, table, None)
    process, result = found["process"].to_numpy(np.float64), found["result"].to_numpy(np.float64)
    ahead, behind_it = int((process - result > APART).sum()), int((result - process > APART).sum())
    one_task = len(basis.scores.forms) == 1
    link = correlated(process_result_link(found)) if one_task else "不是同一道题，不合并算相关"
    finding = (
        f"过程平均得 {percent(float(process.mean()))}，结果平均得 {percent(float(result.mean()))}；{link}。"
        f"过程比结果高 20 个百分点以上的 {ahead} 份，结果比过程高这么多的 {behind_it} 份。"
    )
    rows = list(zip(found["attempt"], found["code"], process, result, strict=True))
    hover = [f"{code}：过程 {percent(one)}，结果 {percent(two)}" for _, code, one, two in rows]
    figure = cloud(process * 100, result * 100, hover)
    figure.add_shape(type="line", x0=0, y0=0, x1=100, y1=100, line={"dash": "dot", "color": "gray"})
    figure.update_xaxes(range=[-3, 105])
    figure.update_yaxes(range=[-3, 105])

    def behind(at: int) -> Behind | None:
        attempt, code, one, two = rows[at]
        return Behind(code, ((attempt, code, f"过程 {percent(one)}，结果 {percent(two)}"),))

    return Shown(finding, table, laid_out(figure, "过程得分率（%）", "结果得分率（%）"), behind)


def working_time(basis: Basis) -> Shown:
    """Points against working time, a point for each decided script."""
    scripts = basis.scores.scripts
    whole = scripts[scripts["points"].notna()].reset_index(drop=True)
    minutes, points = whole["seconds"].to_numpy(np.float64) / 60, whole["points"].to_numpy(np.float64)
    table = pd.DataFrame(
        {"编号": whole["code"], "试题": whole["task"], "用时（分钟）": minutes, "总分": points}
    )
    if whole.empty:
        return Shown(NONE_DECIDED, table, None)
    link = (
        correlated(correlation(minutes, points))
        if len(basis.scores.forms) == 1
        else "不是同一道题，不合并算相关"
    )
    finding = (
        f"用时中位数 {number(float(np.median(minutes)))} 分钟，最快 {number(float(minutes.min()))}，"
        f"最慢 {number(float(minutes.max()))}；用时与总分：{link}。"
    )
    rows = list(zip(whole["attempt"], whole["code"], minutes, points, strict=True))
    words = [f"{number(time)} 分钟，{number(total, 2)} 分" for _, _, time, total in rows]
    figure = cloud(minutes, points, [f"{row[1]}：{said}" for row, said in zip(rows, words, strict=True)])
    figure.add_hline(y=basis.pass_points, line_dash="dash", annotation_text=f"及格 {basis.pass_points}")

    def behind(at: int) -> Behind | None:
        return Behind(rows[at][1], ((rows[at][0], rows[at][1], words[at]),))

    return Shown(finding, table, laid_out(figure, "用时（分钟）", "总分"), behind)
