"""A student's hands for worked answers: takes the steps of a sample and knows what the desk has become."""

from __future__ import annotations

from typing import Any

from workbench.api import JSON, SampleStep

from ..tools.canvas import Canvas, Layer, from_json
from ..tools.desk import DeskEngine
from ..tools.exporting import encode
from ..tools.intake import KILO, intake
from ..tools.render import given_picture
from .made import DESK

QUALITIES = (92, 85, 75, 65, 50, 35)


class Worker:
    """Collects steps while the engine works them out. ``clock`` in seconds moves on with each step."""

    def __init__(self, given: JSON, clock: float, pace: float = 20.0) -> None:
        self.given, self.clock, self.pace = given, clock, pace
        self.state = DeskEngine().start(given, 0)
        self.steps: list[SampleStep] = []

    def do(self, action: str, **params: Any) -> str:  # Any: the action's own JSON
        """Take a step; gives the id of the newest layer of that canvas, blank where there is none."""
        self.state = DeskEngine().apply(self.state, action, params)
        self.steps.append(SampleStep(DESK, action, params, self.clock))
        self.clock += self.pace
        layers = self.canvas(params["canvas"]).layers
        return layers[-1].id if layers else ""

    def canvas(self, name: str) -> Canvas:
        """The canvas as it is now."""
        return from_json(self.state["canvases"][name])

    def layer(self, name: str, layer_id: str) -> Layer:
        """The layer as it is now."""
        found = self.canvas(name).layer(layer_id)
        if found is None:
            raise KeyError(layer_id)
        return found

    def export(self, canvas: str, name: str, *, kind: str = "JPEG", quality: int | None = None) -> None:
        """Export a canvas; without ``quality``, the best one that keeps the asked weight."""
        picture = given_picture(self.canvas(canvas), self.state["seed"])
        most = self.given["asked"][canvas]["kb"] * KILO
        for chosen in (quality,) if quality is not None else QUALITIES:
            body = encode(picture, kind, chosen)
            if len(body) <= most:
                break
        self.keep(canvas, name, body, chosen)

    def keep(self, canvas: str, name: str, body: bytes, quality: int) -> None:
        """Hand in ``body`` as the export of a canvas, whatever it is."""
        facts = {"file": "0" * 64, "name": name, "size": len(body), "facts": intake(name, body)}
        self.state = DeskEngine().apply(self.state, "export", {"canvas": canvas, "quality": quality, **facts})
        params = {"canvas": canvas, "quality": quality, "name": name}
        self.steps.append(SampleStep(DESK, "export", params, self.clock, body))
        self.clock += self.pace
