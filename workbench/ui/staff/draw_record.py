"""The draw's record: shown, to print, and to recompute."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from workbench.domain.draw_record import verify
from workbench.domain.module import STANDARD_MODULES
from workbench.store.people import Person
from workbench.usecases import running_sitting
from workbench.usecases.workbench import Workbench

BY = {"quota": "名额", "remainder": "尾数"}


def draw(wb: Workbench, person: Person) -> None:
    """Draw the record of the newest drawn sitting, or the one that is chosen."""
    found = running_sitting.sittings_with_record(wb, person)
    if not found:
        st.info("还没有抽签记录。")
        return
    names = {sitting.id: sitting.name for sitting in found}
    chosen = st.selectbox("场次", list(names), format_func=names.__getitem__, key="record-sitting")
    record = next(sitting.record for sitting in found if sitting.id == chosen) or {}
    faults = verify(record)
    if faults:
        st.error("这份记录重算不一致：\n\n" + "\n".join(f"- {fault}" for fault in faults))
    else:
        st.success("这份记录已当场重算，每一行和每个校验值都一致。", icon=":material/verified:")
    st.markdown(
        f"公开值 **{record['ceremony']}**　名单 {len(record['roster'])} 人　每模块名额 {record['quota']}　"
        f"尾数 {record['remainder']}"
    )
    st.code(f"seed   {record['seed']}\nrecord {record['record_hash']}", language=None)
    # A plain table, not a grid: all of its lines come out of the printer.
    st.table(_table(record["assignments"]).set_index("准考证号"))
    st.download_button(
        "下载记录（JSON，可用 workbench draw --verify 重算）",
        json.dumps(record, ensure_ascii=False, indent=1),
        file_name="draw-record.json",
        mime="application/json",
    )
    st.caption("打印：按 Ctrl+P，整张表都会印出来。")


def _table(lines: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "准考证号": [line["candidate"] for line in lines],
            "模块": [STANDARD_MODULES[line["module"]] for line in lines],
            "抽法": [BY[line["by"]] for line in lines],
            "试题": [line["item"].upper() for line in lines],
            "数据种子": [line["data_seed"] for line in lines],
        }
    )
