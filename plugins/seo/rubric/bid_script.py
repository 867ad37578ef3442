"""A worked answer's steps on the planner, with the files that they make."""

from __future__ import annotations

from typing import Any

from workbench.api import JSON, Refused, SampleStep

from ..tools.account import account_of
from ..tools.export import MAKERS
from ..tools.planner import PlannerEngine


class Script:
    """Steps in order; the planner's state goes along, so that its files can be made."""

    def __init__(self, given: JSON) -> None:
        self.steps: list[SampleStep] = []
        self.at = 200.0
        self._names = {made["id"]: made["name"] for made in given["desk"]["deliverables"]}
        self._state = PlannerEngine().start(given, 0)

    def do(self, action: str, params: dict[str, Any]) -> None:  # Any: an action's JSON
        """One step, fifteen seconds after the one before. One that will be refused changes nothing."""
        self.at += 15.0
        self.steps.append(SampleStep("seo.sem", action, params, self.at))
        try:
            self._state = PlannerEngine().apply(self._state, action, params)
        except Refused:
            return

    def hand_out(self, deliverable: str) -> None:
        """The file that the tool makes now."""
        made = MAKERS[self._state["exports"][deliverable]](account_of(self._state["account"]))
        self.forge(deliverable, made)

    def forge(self, deliverable: str, body: bytes) -> None:
        """Any bytes, brought as if the tool had made them."""
        self.at += 15.0
        params = {"deliverable": deliverable, "name": self._names[deliverable]}
        self.steps.append(SampleStep("seo.sem", "hand_out", params, self.at, body))
