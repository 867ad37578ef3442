"""Where the hour went, by sub-task and by tool."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.panels.figures import height_of, laid_out, rows, whiskers
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.words import number
from workbench.statistics.timing import IDLE_SECONDS, time_by_part, time_spent


def by_subtask(basis: Basis) -> Shown:
    """Time by sub-task of the brief."""
    return _by(basis, "subtask")


def by_tool(basis: Basis) -> Shown:
    """Time by tool."""
    return _by(basis, "tool")


def _by(basis: Basis, column: str) -> Shown:
    spent = time_spent(basis.steps.assign(part=basis.steps[column]))
    found = time_by_part(spent)
    minutes = {name: found[name].to_numpy(np.float64) / 60 for name in ("low", "median", "high")}
    table = pd.DataFrame(
        {
            "部分": found["part"], "份数": found["n"], "下四分位（分钟）": minutes["low"],
            "中位数（分钟）": minutes["median"], "上四分位（分钟）": minutes["high"],
        }
    )  # fmt: skip
    if found.empty:
        return Shown("还没有操作记录。", table, None)
    words = [
        f"{part}：中位 {number(middle)} 分钟（中间一半 {number(low)}—{number(high)}，{n} 份）"
        for part, low, middle, high, n in zip(
            found["part"], minutes["low"], minutes["median"], minutes["high"], found["n"], strict=True
        )
    ]
    finding = f"用时最长：{words[0]}" + (f"；最短：{words[-1]}。" if len(words) > 1 else "。")
    spread = whiskers(minutes["median"], minutes["low"], minutes["high"])
    figure = rows(found["part"].tolist(), minutes["median"], spread=spread, hover=words)
    codes = dict(zip(basis.frame["attempt"], basis.frame["code"], strict=True))

    def behind(at: int) -> Behind | None:
        part = str(found["part"].iloc[at])
        own = spent[spent["part"] == part].sort_values("seconds", ascending=False)
        scripts = zip(own["attempt"], own["seconds"], strict=True)
        return Behind(
            part, tuple((one, codes[one], f"{number(seconds / 60)} 分钟") for one, seconds in scripts)
        )

    silence = f"超过 {IDLE_SECONDS / 60:g} 分钟没有操作的空档只算 {IDLE_SECONDS / 60:g} 分钟。"
    shown = laid_out(figure, "分钟（中位数；细线是中间一半）", "", height_of(len(found)))
    return Shown(finding, table, shown, behind, (silence,))
