"""Undo and redo: a step is kept as the old values of what it touched, never as a whole canvas."""

from __future__ import annotations

from typing import Any

from workbench.api import JSON

DEPTH = 15
"""How many steps back are kept for each canvas."""

_HEAD = ("width", "height", "background")


def difference(old: JSON, new: JSON) -> dict[str, Any]:  # Any: JSON leaves
    """What must be put back to come from ``new`` to ``old``: head fields, order, layers (None: take away)."""
    back: dict[str, Any] = {}  # Any: as above
    head = {name: old[name] for name in _HEAD if old[name] != new[name]}
    if head:
        back["head"] = head
    if old["order"] != new["order"]:
        back["order"] = old["order"]
    touched = {
        layer_id: old["layers"].get(layer_id)
        for layer_id in (*old["layers"], *new["layers"])
        if old["layers"].get(layer_id) != new["layers"].get(layer_id)
    }
    if touched:
        back["layers"] = touched
    return back


def put_back(canvas: JSON, back: JSON) -> JSON:
    """``canvas`` with the old values of ``back``."""
    layers = {**canvas["layers"], **back.get("layers", {})}
    kept = {layer_id: layer for layer_id, layer in layers.items() if layer is not None}
    return {**canvas, **back.get("head", {}), "order": back.get("order", canvas["order"]), "layers": kept}
