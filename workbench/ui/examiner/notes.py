"""An examiner's notes beside a text or on a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.store.remarks import Remark
from workbench.ui.components import examining
from workbench.ui.components.examining import Told
from workbench.ui.examiner import places
from workbench.usecases import remarking
from workbench.usecases.marking import Script
from workbench.usecases.remarking import Place
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes on one script that ``person`` may see, and the way to write more."""

    wb: Workbench
    person: Person
    script: Script
    found: Sequence[Remark]

    def on_text(self, tool: str, field: str, body: str) -> None:
        """Show a draft with the notes on it, and the places that the chosen line cites."""
        shown = {"kind": "text", "body": body, "label": field}
        self._mount(tool, field, shown, places.stretches(self.script, tool, field, len(body)))

    def on_picture(self, tool: str, field: str, url: str, name: str) -> None:
        """Show a picture with the notes on it."""
        self._mount(tool, field, {"kind": "picture", "url": url, "label": name}, [])

    def _mount(
        self, tool: str, field: str, shown: Mapping[str, object], cited: Sequence[tuple[int, int]]
    ) -> None:
        here = [one for one in self.found if (one.place["tool"], one.place["field"]) == (tool, field)]
        key = f"notes-{self.script.attempt_id}-{tool.replace('.', '-')}-{field}"
        examining.annotator(
            shown=shown,
            remarks=[self._said(number, one) for number, one in enumerate(here, start=1)],
            cited=cited,
            locked=self.script.seat is None,
            key=key,
            on_noted=lambda: self._write(key, tool, field),
            on_removed=lambda: self._remove(key),
        )
        if fault := st.session_state.pop(f"{key}-fault", None):
            st.error(fault)

    def _said(self, number: int, one: Remark) -> dict[str, object]:
        mine = one.examiner_id == self.person.id
        place = {name: value for name, value in one.place.items() if name not in ("tool", "field")}
        who = "" if mine else "另一位考评员"
        return {"id": one.id, "no": number, "place": place, "body": one.body, "who": who, "mine": mine}

    def _write(self, key: str, tool: str, field: str) -> None:
        told: Told = st.session_state[key]["noted"]
        try:
            place = _place(tool, field, told)
            remarking.note(self.wb, self.person, self.script.attempt_id, place, str(told.get("body", "")))
        except Refused as error:
            st.session_state[f"{key}-fault"] = error.text

    def _remove(self, key: str) -> None:
        try:
            remarking.remove(self.wb, self.person, int(st.session_state[key]["removed"]))
        except Refused as error:
            st.session_state[f"{key}-fault"] = error.text


def _place(tool: str, field: str, told: Told) -> Place:
    try:
        if "start" in told:
            return Place(tool, field, span=(int(told["start"]), int(told["end"])))
        if "x" in told:
            x, y, width, height = (float(told[name]) for name in ("x", "y", "w", "h"))
            return Place(tool, field, box=(x, y, width, height))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("批注的位置不对，请重新选择。") from error
    return Place(tool, field)


def of(wb: Workbench, person: Person, script: Script) -> Notes:
    """The notes on ``script``."""
    return Notes(wb, person, script, remarking.notes_on(wb, person, script.attempt_id))
