"""Candidates who come after the draw: one by a form or several by a list, a public value, two names."""

from __future__ import annotations

import streamlit as st

from workbench.domain.errors import DrawError, RosterError, WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff import list_preview, signing, slips
from workbench.ui.staff.redraw_form import BROKEN
from workbench.usecases import latecomers
from workbench.usecases.roster import COLUMNS, MAX_EXTRA_MINUTES, Candidate, read_roster, typed
from workbench.usecases.signed import Signed
from workbench.usecases.workbench import Workbench

ONE, SEVERAL = "填一位考生", "上传名单"


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the form; the slips that it makes are drawn by the page."""
    st.markdown(
        "名单漏报的考生在这里补录：只给他们**另抽一次签**，已抽的签一行也不变。补录后打印座位条交给考生。"
    )
    how = st.segmented_control("怎样补录", [ONE, SEVERAL], default=ONE, required=True, key="late-how")
    raw = list_preview.draw(f"late-{sitting.id}") if how == SEVERAL else None
    told, key = st.empty(), signing.form_key("late")
    with st.form(key):
        cells = _cells(key) if how == ONE else {}
        value = st.text_input(
            "补充抽签的公开值（当众另外产生，不能沿用第一次的）",
            key=f"{key}-value",
            placeholder="例如：2 5 5 1",
        )
        signed = signing.fields(key, "例如：名单漏报，考生已在考场外等候")
        pressed = st.form_submit_button("补录并抽签", type="primary")
    if pressed:
        with told.container():
            _add(wb, person, sitting, (cells, raw), (value, *signed))


def _cells(key: str) -> dict[str, str]:
    places = st.columns([2, 2, 2, 1, 1])
    wanted = dict(zip(COLUMNS, places, strict=True))
    cells = {
        name: place.text_input(name, key=f"{key}-{name}")
        for name, place in wanted.items()
        if name != COLUMNS[-1]
    }
    extra = wanted[COLUMNS[-1]].number_input("加时（分）", 0, MAX_EXTRA_MINUTES, 0, key=f"{key}-extra")
    return cells | {COLUMNS[-1]: str(int(extra))}


def _add(
    wb: Workbench,
    person: Person,
    sitting: Sitting,
    who: tuple[dict[str, str], bytes | None],
    given: tuple[str, str, str, str],
) -> None:
    value, reason, first, second = given
    try:
        rows = _rows(*who)
        made = latecomers.add_latecomers(
            wb, person, sitting.id, rows, (value, Signed.typed(reason, first, second))
        )
    except RosterError as error:
        st.error("没有补录：\n\n" + "\n".join(f"- {fault}" for fault in error.faults))
    except DrawError:
        st.error(BROKEN)
    except WorkbenchError as error:
        st.error(str(error))
    else:
        slips.remember(sitting, made)
        signing.renew("late")
        st.rerun()


def _rows(cells: dict[str, str], raw: bytes | None) -> tuple[Candidate, ...]:
    if cells:
        return (typed(cells),)
    return () if raw is None else read_roster(raw)
