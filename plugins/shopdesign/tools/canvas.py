"""A canvas and its layers as values, and as the JSON that states hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.api import JSON

from .adjusting import Adjustments
from .lettering import DEFAULT_WEIGHT

FORMS = {"rect": "矩形", "rounded": "圆角矩形", "circle": "圆形", "line": "直线", "badge": "星形角标"}
"""Shapes that can be drawn, by their id."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a layer lies, in pixels of the canvas; ``rotate`` clockwise in degrees about its middle.

    ``opacity`` in percent. A text is as large as its letters, so its width and height are not read.
    """

    x: int = 0
    y: int = 0
    width: int = 100
    height: int = 100
    rotate: float = 0.0
    opacity: int = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """A given picture or an upload. The crop is what is cut off at each side, as shares in [0, 0.9]."""

    source: str
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    sliders: Adjustments = field(default_factory=Adjustments)

    @property
    def crop(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text. ``size`` and ``outline`` in pixels, colours as ``#RRGGBB``, ``weight`` from 300 to 900."""

    text: str
    size: int = 64
    colour: str = "#222222"
    weight: int = DEFAULT_WEIGHT
    outline: int = 0
    outline_colour: str = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn shape; ``border`` and ``radius`` in pixels."""

    form: str
    fill: str = "#FFFFFF"
    border: int = 0
    border_colour: str = "#D81E1E"
    radius: int = 24


Content = Picture | Lettering | Shape


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. ``content`` says what kind it is."""

    id: str
    name: str
    place: Place
    content: Content
    is_hidden: bool = False

    @property
    def kind(self) -> str:
        """picture, text or shape."""
        return _KIND_OF[type(self.content)]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture in the making: size in pixels, background colour, layers from the bottom up."""

    width: int
    height: int
    background: str
    layers: tuple[Layer, ...] = ()

    @property
    def visible(self) -> tuple[Layer, ...]:
        """The layers that are drawn, from the bottom up."""
        return tuple(layer for layer in self.layers if not layer.is_hidden and layer.place.opacity > 0)

    @property
    def texts(self) -> tuple[Lettering, ...]:
        """What the visible text layers say."""
        return tuple(layer.content for layer in self.visible if isinstance(layer.content, Lettering))

    def layer(self, layer_id: str) -> Layer | None:
        """The layer of that id."""
        return next((layer for layer in self.layers if layer.id == layer_id), None)


_KINDS: Mapping[str, type[Content]] = {"picture": Picture, "text": Lettering, "shape": Shape}
_KIND_OF: Mapping[type, str] = {kind: name for name, kind in _KINDS.items()}


def to_json(canvas: Canvas) -> JSON:
    """``canvas`` for the state: its head, ``order`` of layer ids from the bottom up, ``layers`` by id."""
    return {
        "width": canvas.width,
        "height": canvas.height,
        "background": canvas.background,
        "order": [layer.id for layer in canvas.layers],
        "layers": {layer.id: _layer_json(layer) for layer in canvas.layers},
    }


def _layer_json(layer: Layer) -> dict[str, Any]:  # Any: JSON leaves
    return {
        "name": layer.name,
        "kind": layer.kind,
        "hidden": layer.is_hidden,
        "place": dataclasses.asdict(layer.place),
        "content": dataclasses.asdict(layer.content),
    }


def from_json(state: JSON) -> Canvas:
    """The canvas that ``to_json`` wrote."""
    layers = tuple(_layer(layer_id, state["layers"][layer_id]) for layer_id in state["order"])
    return Canvas(state["width"], state["height"], state["background"], layers)


def _layer(layer_id: str, row: JSON) -> Layer:
    content = dict(row["content"])
    if row["kind"] == "picture":
        content["sliders"] = Adjustments(**content["sliders"])
    return Layer(layer_id, row["name"], Place(**row["place"]), _KINDS[row["kind"]](**content), row["hidden"])
