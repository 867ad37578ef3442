"""Where a layer goes when it is to fill the canvas, to fit into it, or to stand in its middle."""

from __future__ import annotations

import dataclasses
import math

from .canvas import Canvas, Place


def covering(canvas: Canvas, place: Place) -> Place:
    """``place`` at the least size at which the turned layer leaves no corner of the canvas free."""
    wide, high = turned_extent(canvas, place.rotate)
    return _scaled(canvas, place, max(wide / place.width, high / place.height))


def contained(canvas: Canvas, place: Place) -> Place:
    """``place`` at the largest size at which the layer, not turned, is inside the canvas."""
    return _scaled(canvas, place, min(canvas.width / place.width, canvas.height / place.height))


def turned_extent(canvas: Canvas, rotate: float) -> tuple[float, float]:
    """Width and height of the box about the canvas as a layer turned by ``rotate`` degrees sees it."""
    turn = math.radians(abs(rotate))
    cos, sin = abs(math.cos(turn)), abs(math.sin(turn))
    return canvas.width * cos + canvas.height * sin, canvas.width * sin + canvas.height * cos


def _scaled(canvas: Canvas, place: Place, share: float) -> Place:
    wide, high = math.ceil(place.width * share), math.ceil(place.height * share)
    x, y = round((canvas.width - wide) / 2), round((canvas.height - high) / 2)
    return dataclasses.replace(place, x=x, y=y, width=wide, height=high)
