"""Examiners beside each other: agreement, severity, drift. The tables are those of usecases' figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from workbench.panels.figures import height_of, laid_out, rows, whiskers
from workbench.panels.shown import Behind, Head, Shown
from workbench.panels.words import each, number, span

FEW_LINES = 48
"""Lines below which a pair's kappa is a hint only: 3 k² for four levels, as agreement.py's interval wants."""

FEW_SCRIPTS, SHORT_HOURS = 10, 0.5
"""Of one examiner: a slope over fewer scripts, or over a shorter time, is chance [L]."""

MARK_COLUMNS = ("attempt", "code", "line", "examiner", "points", "max_points", "at")
"""Of the marks that two gave on the same lines: a row each."""

WORST_FIRST = "（差得最多的在前）"
POINTS = 100  # shares are shown in percentage points

AGREEMENT = Head(
    "agreement", "两位考评员是否一致", "两个人评同一行，会不会给到同一档？",
    "加权 κ 看档次：1 是完全一致，0 是碰巧一致，一般 0.6 以上可用，0.8 以上很好。差得越远扣得越多（二次权）。"
    "ICC(2,1) 看每份答卷的分数是否相同，ICC(3,1) 不计较其中一位整体偏严；"
    "两者差得多，说明有一位系统性偏严或偏松。",
)  # fmt: skip
SEVERITY = Head(
    "severity", "谁偏严，谁偏松", "同样的答卷，谁给得低，谁给得高？",
    "横条是这位考评员的得分率减去同一行另一位的得分率，单位是百分点；左边偏严，右边偏松。"
    "细线是 95 % 区间，跨过 0 就不能说偏。",
)  # fmt: skip
DRIFT = Head(
    "drift", "尺度是否越评越变", "评到后来，是不是越来越严或越来越松？",
    "本系统没有预先定分的标准卷，这里用同一份答卷另一位的分数作参照，所以只看得出两个人之间的变化，看不出谁对。"
    "每小时的变化，区间跨过 0 就不能说有漂移。",
)  # fmt: skip


def agreement(pairs: pd.DataFrame, marks: pd.DataFrame) -> Shown:
    """Kappa and ICC of each pair; ``pairs`` as statistics' ``agreement``, ``marks`` has MARK_COLUMNS."""
    heads = {
        "first": "考评员", "second": "与", "n": "共同评的行数", "quadratic": "κ（二次权）",
        "quadratic_low": "区间低", "quadratic_high": "区间高", "linear": "κ（线性权）",
        "linear_low": "线性区间低", "linear_high": "线性区间高",
        "scripts": "共同评的份数", "icc2": "ICC(2,1)", "icc2_low": "ICC2 区间低", "icc2_high": "ICC2 区间高",
        "icc3": "ICC(3,1)", "icc3_low": "ICC3 区间低", "icc3_high": "ICC3 区间高",
    }  # fmt: skip
    table = pairs[list(heads)].rename(columns=heads)
    known = pairs[pairs["quadratic"].notna()].reset_index(drop=True)
    few = pairs[pairs["n"] < FEW_LINES]
    cautions = tuple(
        f"{one} 与 {two} 只共同评了 {n} 行，少于 {FEW_LINES} 行，κ 和区间只能作参考。"
        for one, two, n in zip(few["first"], few["second"], few["n"], strict=True)
    )
    if known.empty:
        return Shown(
            "共同评过的行太少，或大家只用了一个档次，一致性还算不出来。", table, None, cautions=cautions
        )
    names = [f"{row.first} 与 {row.second}" for row in each(known)]
    said = [_pair(row) for row in each(known)]
    middle, low, high = (known[f"quadratic{end}"].to_numpy(np.float64) for end in ("", "_low", "_high"))
    figure = rows(names, middle, spread=whiskers(middle, low, high), hover=said)
    figure.add_vline(x=0.6, line_dash="dot", annotation_text="0.6")
    figure.update_xaxes(range=[min(-0.05, float(np.nan_to_num(low).min(initial=0.0))), 1.05])
    drawn = laid_out(figure, "加权 κ", "", height_of(len(names)))

    def behind(at: int) -> Behind:
        first, second = str(known["first"].iloc[at]), str(known["second"].iloc[at])
        return Behind(f"{names[at]}{WORST_FIRST}", _apart(marks, first, second))

    return Shown("；".join(said) + "。", table, drawn, behind, cautions)


def _apart(marks: pd.DataFrame, first: str, second: str | None = None) -> tuple[tuple[str, str, str], ...]:
    """The scripts that ``first`` marked together with ``second``, or anybody; those most apart first."""
    sums = marks.groupby(["attempt", "code", "examiner"])["points"].sum().reset_index()
    own, others = sums[sums["examiner"] == first], sums[sums["examiner"] != first]
    if second is not None:
        others = others[others["examiner"] == second]
    both = own.merge(others, on=["attempt", "code"], suffixes=("", "_other"))
    both = both.assign(off=(both["points"] - both["points_other"]).abs())
    ordered = each(both.sort_values(["off", "code"], ascending=[False, True]))
    return tuple((row.attempt, row.code, f"{row.points:g} 对 {row.points_other:g} 分") for row in ordered)


def _pair(row: Any) -> str:  # Any: a row of the table, by its columns
    return (
        f"{row.first} 与 {row.second}：加权 κ = {number(row.quadratic, 2)}"
        f"（{span(row.quadratic_low, row.quadratic_high)}，{row.n} 行），"
        f"ICC(2,1) = {number(row.icc2, 2)}（{span(row.icc2_low, row.icc2_high)}，{row.scripts} 份）"
    )


def severity(found: pd.DataFrame, marks: pd.DataFrame) -> Shown:
    """How much lower or higher each examiner marks; ``found`` as statistics' ``severity``."""
    heads = {
        "examiner": "考评员", "scripts": "份数", "lines": "行数", "difference": "与他人之差（得分率）",
        "low": "区间低", "high": "区间高",
    }  # fmt: skip
    table = found[list(heads)].rename(columns=heads)
    if found.empty:
        return Shown("没有两人都评过的行，比不出严松。", table, None)
    middle, low, high = (found[name].to_numpy(np.float64) * POINTS for name in ("difference", "low", "high"))
    names = found["examiner"].tolist()
    said = [
        f"{name}：{'高' if off > 0 else '低'} {abs(off):.1f} 个百分点（{span(one, two, 1)}，{scripts} 份）"
        for name, off, one, two, scripts in zip(names, middle, low, high, found["scripts"], strict=True)
    ]
    sure = [name for name, one, two in zip(names, low, high, strict=True) if one > 0 or two < 0]
    tail = (
        f"区间不跨 0、确实有偏的：{'、'.join(sure)}。" if sure else "没有人的区间离开 0，不能说谁偏严或偏松。"
    )
    figure = rows(names, middle, spread=whiskers(middle, low, high), hover=said)
    figure.add_vline(x=0, line_width=1)
    shown = laid_out(figure, "与另一位之差（百分点）", "", height_of(len(names)))

    def behind(at: int) -> Behind:
        return Behind(f"{names[at]}{WORST_FIRST}", _apart(marks, names[at]))

    return Shown("；".join(said) + f"。{tail}", table, shown, behind)


def drift(found: pd.DataFrame, marks: pd.DataFrame) -> Shown:
    """How each examiner moves against the other with time.

    ``found`` as statistics' ``drift``, and ``hours`` float: how far apart their first and last marks are.
    """
    heads = {
        "examiner": "考评员", "n": "份数", "difference": "平均之差", "low": "区间低", "high": "区间高",
        "per_hour": "每小时变化", "per_hour_low": "变化区间低", "per_hour_high": "变化区间高", "chance": "p",
    }  # fmt: skip
    table = found[list(heads)].rename(columns=heads)
    is_enough = (found["n"] >= FEW_SCRIPTS) & (found["hours"] >= SHORT_HOURS) & found["per_hour"].notna()
    known = found[is_enough].reset_index(drop=True)
    if known.empty:
        words = f"没有一位考评员有 {FEW_SCRIPTS} 份以上、前后相隔半小时以上的双评答卷，看不出漂移。"
        return Shown(words, table, None)
    names = known["examiner"].tolist()
    middle, low, high = (
        known[f"per_hour{end}"].to_numpy(np.float64) * POINTS for end in ("", "_low", "_high")
    )
    said = [
        f"{name}：每小时{'变松' if off > 0 else '变严'} {abs(off):.1f} 个百分点"
        f"（{span(one, two, 1)}，{n} 份）"
        for name, off, one, two, n in zip(names, middle, low, high, known["n"], strict=True)
    ]
    figure = rows(names, middle, spread=whiskers(middle, low, high), hover=said)
    figure.add_vline(x=0, line_width=1)
    drawn = laid_out(figure, "每小时变化（百分点）", "", height_of(len(names)))

    def behind(at: int) -> Behind:
        return Behind(f"{names[at]}{WORST_FIRST}", _apart(marks, names[at]))

    sure = [name for name, one, two in zip(names, low, high, strict=True) if one > 0 or two < 0]
    tail = f"区间不跨 0、确实在变的：{'、'.join(sure)}。" if sure else "没有人的区间离开 0，不能说谁在漂移。"
    return Shown("；".join(said) + f"。{tail}", table, drawn, behind)
