"""The class list of a sitting: template, upload with its faults by row, seat slips, freeze."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench.domain.errors import DrawError, RosterError, WorkbenchError
from workbench.store.candidates import Entry
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import accounts, planning
from workbench.usecases.accounts import Slip
from workbench.usecases.roster import COLUMNS, preview, template
from workbench.usecases.workbench import Workbench

UNEVEN = (
    "缺少某个模块的试题时，请在“计划与规则”里只选有试题的模块；"
    "同一模块两部分的题数不同时，请选“先抽模块的一部分，再抽一题”。"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the list of a sitting that is planned still."""
    entries = planning.roster(wb, person, sitting.id)
    left, right = st.columns(2, gap="large")
    with left:
        _upload(wb, person, sitting)
    with right:
        _table(entries)
        _slips(wb, person, sitting, entries)
        _freeze(wb, person, sitting, entries)


def draw_settled(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the list of a sitting whose list is settled; PINs may still be made anew before the start."""
    entries = planning.roster(wb, person, sitting.id)
    if sitting.frozen:
        hashes = "\n".join(f"{name:7} {value}" for name, value in sitting.frozen["hashes"].items())
        st.code(hashes, language=None)
    _table(entries)
    if sitting.state in ("drawn", "open"):
        _slips(wb, person, sitting, entries)


def _upload(wb: Workbench, person: Person, sitting: Sitting) -> None:
    st.download_button(
        "下载名单模板（Excel）",
        template(),
        "名单模板.xlsx",
        XLSX,
        icon=":material/download:",
        key="list-template",
    )
    st.caption(f"列：{'、'.join(COLUMNS)}。前两列必填；加时以分钟计。新名单会替换原来的名单。")
    file = st.file_uploader("上传名单（Excel 或 CSV）", ["xlsx", "csv"], key=f"list-{sitting.id}")
    if file is None:
        return
    raw = file.getvalue()
    try:
        lines = preview(raw)
    except RosterError as error:
        st.error("\n".join(error.faults))
        return
    wrong = sum(bool(line.faults) for line in lines)
    rows = [
        {
            "行": line.line,
            "问题": "；".join(line.faults),
            **{name: line.cells.get(name, "") for name in COLUMNS},
        }
        for line in sorted(lines, key=lambda line: not line.faults)
    ]
    shown = pd.DataFrame(rows) if wrong else pd.DataFrame(rows).drop(columns="问题")
    st.dataframe(shown, hide_index=True, height=300)
    if wrong:
        st.error(f"{len(lines)} 行里有 {wrong} 行有问题。请改好文件再上传，现在什么也没有导入。")
    elif st.button(f"导入这 {len(lines)} 人", type="primary", key="list-import"):
        _import(wb, person, sitting, raw)


def _import(wb: Workbench, person: Person, sitting: Sitting, raw: bytes) -> None:
    try:
        slips = planning.import_roster(wb, person, sitting.id, raw)
    except RosterError as error:
        st.error("没有导入：\n\n" + "\n".join(f"- {fault}" for fault in error.faults))
    except WorkbenchError as error:
        st.error(str(error))
    else:
        _remember(sitting, slips)
        st.rerun()


def _table(entries: tuple[Entry, ...]) -> None:
    st.markdown(f"名单 **{len(entries)}** 人")
    rows = [
        {"准考证号": one.person.login, "姓名": one.person.name, "班级": one.person.class_name}
        | {"座位": one.seat, "加时": str(one.extra_minutes or "")}
        for one in entries
    ]
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(300, 60 + 35 * len(rows)))


def _slips(wb: Workbench, person: Person, sitting: Sitting, entries: tuple[Entry, ...]) -> None:
    made: list[dict[str, str]] = st.session_state.get(f"slips-{sitting.id}", [])
    if made:
        slips = [Slip(**one) for one in made]
        title = " ".join(part for part in (sitting.name, str((sitting.rules or {}).get("date", ""))) if part)
        st.success(f"有 {len(slips)} 张座位条待打印。密码只在这里出现这一次，请现在下载。")
        st.download_button(
            "下载座位条（PDF）", accounts.slips_pdf(title, _address(), slips), "座位条.pdf",
            "application/pdf", icon=":material/print:", key="slips-pdf",
        )  # fmt: skip
    with st.popover("重发全部密码", disabled=not entries):
        st.markdown("每位考生得到新密码，旧密码和已登录的页面立即失效。")
        if st.button("确定重发", key="slips-again"):
            _remember(sitting, planning.new_pins(wb, person, sitting.id))
            st.rerun()


def _address() -> str:
    return str(st.context.url or "").partition("?")[0].rstrip("/").removesuffix("/sittings")


def _remember(sitting: Sitting, slips: tuple[Slip, ...]) -> None:
    # JSON, for this page alone: the PINs are kept nowhere.
    fields = Slip.__slots__
    st.session_state[f"slips-{sitting.id}"] = [
        {name: getattr(slip, name) for name in fields} for slip in slips
    ]


def _freeze(wb: Workbench, person: Person, sitting: Sitting, entries: tuple[Entry, ...]) -> None:
    with st.popover("冻结", disabled=not entries, icon=":material/ac_unit:"):
        st.markdown("冻结以后，名单、题库和抽签规则都不能再改，只等抽签。")
        if st.button("确定冻结", type="primary", key="list-freeze"):
            try:
                planning.freeze(wb, person, sitting.id)
            except DrawError as error:
                st.error(f"题库不合抽签规则，不能冻结（{error}）。\n\n{UNEVEN}")
            except WorkbenchError as error:
                st.error(str(error))
            else:
                st.rerun()
