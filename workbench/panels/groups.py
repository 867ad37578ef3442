"""Classes and modules beside each other."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.panels.figures import CALM, GOOD, height_of, laid_out, rows, whiskers
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.totals import NONE_DECIDED
from workbench.panels.words import by_total, each, number, percent, percent_span, span
from workbench.statistics.groups import compare

CLASS, MODULE = "班级", "模块"
NO_CLASS = "未编班"
UNLIKE = "各模块、各试题难度不同：模块之间不能直接比高低，班级之间也只有抽到同样的题才好比。"
HEADS = {
    "kind": "分组", "group": "名称", "scripts": "交卷", "n": "评完", "mean": "平均",
    "low": "平均区间低", "high": "平均区间高", "spread": "标准差", "passed": "合格",
    "pass_share": "合格率", "pass_low": "合格率区间低", "pass_high": "合格率区间高",
}  # fmt: skip


def groups(basis: Basis) -> Shown:
    """Means and pass shares by class and by module."""
    scripts = _labelled(basis)
    kinds = [kind for kind in (CLASS, MODULE) if scripts[kind].ne("").any()]
    parts = [
        compare(scripts, (kind,), pass_points=basis.pass_points)
        .rename(columns={kind: "group"})
        .assign(kind=kind)
        for kind in kinds
    ]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if found.empty or not int(found["n"].sum()):
        return Shown(NONE_DECIDED, pd.DataFrame({"分组": [], "名称": []}), None)
    table = found[list(HEADS)].rename(columns=HEADS)
    finding = "".join(_said(kind, found[(found["kind"] == kind) & (found["n"] > 0)]) for kind in kinds)
    cautions = (UNLIKE,) if len(basis.scores.forms) > 1 else ()
    return Shown(finding, table, _draw(found), partial(_of_group, scripts, found), cautions)


def _of_group(scripts: pd.DataFrame, found: pd.DataFrame, at: int) -> Behind:
    kind, group = str(found["kind"].iloc[at]), str(found["group"].iloc[at])
    return Behind(f"{kind} {group}", by_total(scripts[scripts[kind] == group]))


def _labelled(basis: Basis) -> pd.DataFrame:
    """The scripts with CLASS and MODULE; a reader who may know no classes has no CLASS."""
    scripts = basis.scores.scripts
    module = dict(zip(basis.frame["attempt"], basis.frame["module"], strict=True))
    names = [basis.modules.get(module[one], module[one]) for one in scripts["attempt"].tolist()]
    classes = scripts["class_name"].tolist()
    told = any(classes)
    return scripts.assign(**{CLASS: [(name or NO_CLASS) if told else "" for name in classes], MODULE: names})


def _said(kind: str, found: pd.DataFrame) -> str:
    if found.empty:
        return ""
    if len(found) == 1:
        (row,) = each(found)
        return (
            f"{kind}只有 {row.group}：平均 {number(row.mean)} 分，合格 {row.passed}/{row.n}"
            f"（{percent(row.pass_share)}，{percent_span(row.pass_low, row.pass_high)}）。"
        )
    ordered = each(found.sort_values("mean", kind="stable"))
    least, best = ordered[0], ordered[-1]
    overlap = not bool(best.low > least.high)  # an interval that is missing counts as overlapping
    tail = "两个区间重叠，差别可能只是偶然" if overlap else "两个区间不重叠，值得查一查原因"
    if kind == MODULE:  # other tasks: a difference says nothing of those who sat them
        tail = "题目不同，只供参考"
    return (
        f"{kind}平均最高 {best.group} {number(best.mean)} 分（{best.n} 份），"
        f"最低 {least.group} {number(least.mean)} 分（{least.n} 份），"
        f"相差 {number(best.mean - least.mean)} 分；{tail}。"
    )


def _draw(found: pd.DataFrame) -> go.Figure:
    middle, low, high = (found[name].to_numpy(np.float64) for name in ("mean", "low", "high"))
    names = [f"{row.kind} {row.group}" for row in each(found)]
    hover = [
        f"{row.kind} {row.group}<br>平均 {number(row.mean)} 分（{span(row.low, row.high, 1)}），"
        f"合格 {row.passed}/{row.n}（{percent(row.pass_share)}）"
        for row in each(found)
    ]
    colours = [CALM if kind == CLASS else GOOD for kind in found["kind"].tolist()]
    figure = rows(names, middle, spread=whiskers(middle, low, high), hover=hover, colour=colours)
    figure.update_xaxes(range=[0, 103])
    return laid_out(figure, "平均分（细线是 95 % 区间）", "", height_of(len(names)))
