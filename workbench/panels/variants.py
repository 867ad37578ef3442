"""Whether the variants of a task were equally hard."""

from __future__ import annotations

import dataclasses
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.panels.figures import BAD, CALM, height_of, laid_out, rows, whiskers
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.totals import NONE_DECIDED
from workbench.panels.words import by_total, each, number, span
from workbench.statistics.variants import VariantCheck, variant_fairness

MOST_VARIANTS = 40  # bars that can still be read
HEADS = {
    "task": "试题", "variant": "版本", "n": "份数", "others": "其余份数", "mean": "平均",
    "others_mean": "其余平均", "difference": "差", "low": "区间低", "high": "区间高",
    "chance": "p（Holm）", "alarm": "报警",
}  # fmt: skip


def variants(basis: Basis) -> Shown:
    """Each variant of a task against its others."""
    named = dict(zip(basis.frame["attempt"], basis.frame["variant"], strict=True))
    scripts = basis.scores.scripts
    scripts = scripts.assign(variant=[named[one] for one in scripts["attempt"].tolist()])
    check = variant_fairness(dataclasses.replace(basis.scores, scripts=scripts), column="variant")
    table = check.table[list(HEADS)].rename(columns=HEADS)
    if check.table.empty:
        return Shown(NONE_DECIDED, table, None)
    tested = check.table[check.table["low"].notna()]
    # The alarms first: they must not fall off the end.
    tested = tested.sort_values("alarm", ascending=False, kind="stable").head(MOST_VARIANTS)
    tested = tested.reset_index(drop=True)
    figure = None if tested.empty else _draw(tested)
    alarms = bool(check.table["alarm"].any())
    return Shown(_said(check), table, figure, partial(_of_variant, scripts, tested), alarms=alarms)


def _said(check: VariantCheck) -> str:
    said = [
        f"{row.task.upper()} 版本 {row.variant} 比其余版本{'高' if row.difference > 0 else '低'} "
        f"{abs(row.difference):.1f} 分（{span(row.low, row.high, 1)}，{row.n} 份对 {row.others} 份）"
        for row in each(check.table[check.table["alarm"]])
    ]
    if said:
        return f"报警：{'；'.join(said)}。请核对这个版本的数据和题面，必要时重评。{check.words}"
    if int(check.table["n"].max()) == 1:
        return "每位考生抽到的数据都不相同，没有两份同样版本的答卷，比不出版本的难易。"
    return f"{'没有版本报警。' if check.tests else ''}{check.words}"


def _draw(tested: pd.DataFrame) -> go.Figure:
    middle, low, high = (tested[name].to_numpy(np.float64) for name in ("difference", "low", "high"))
    names = [f"{row.task.upper()} {row.variant}" for row in each(tested)]
    hover = [
        f"{row.task.upper()} {row.variant}<br>相差 {number(row.difference)} 分"
        f"（{span(row.low, row.high, 1)}），p = {number(row.chance, 3)}，{row.n} 份"
        for row in each(tested)
    ]
    colours = [BAD if alarm else CALM for alarm in tested["alarm"].tolist()]
    figure = rows(names, middle, spread=whiskers(middle, low, high), hover=hover, colour=colours)
    figure.add_vline(x=0, line_width=1)
    return laid_out(figure, "与其余版本平均分之差（分）", "", height_of(len(names)))


def _of_variant(scripts: pd.DataFrame, tested: pd.DataFrame, at: int) -> Behind:
    task, name = str(tested["task"].iloc[at]), str(tested["variant"].iloc[at])
    own = scripts[(scripts["task"] == task) & (scripts["variant"] == name)]
    return Behind(f"{task.upper()} 版本 {name}", by_total(own))
