"""The picture desk: canvases with layers, undo and redo, uploads, exports. Pixels are drawn elsewhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from workbench.api import JSON, Refused

from ..world.assets import assets
from ..world.scene import FRAME
from . import edits
from .actions import ACTIONS
from .canvas import FORMS, Canvas, Layer, Lettering, Picture, Place, Shape, from_json, to_json
from .history import DEPTH, difference, put_back
from .legible import read
from .photo import before, main_photo, sharper, shown

__all__ = ["ACTIONS", "DeskEngine"]

MAX_UPLOADS = 12
FIRST_SIZE = (1000, 1000)
"""A new canvas; the asked size is for the student to set."""

BACKGROUND_PX, BADGE_PX = (800, 800), (400, 400)


class DeskEngine:
    """One canvas for each picture that is to be handed in.

    State: ``seed``; ``canvases`` {deliverable id: canvas JSON}; ``undo`` and ``redo`` {id: list of what to
    put back}; ``rewinds`` {id: how often it was undone or redone}; ``next`` number of a layer; ``last`` {id:
    layer that was worked on}; ``uploads`` {SHA-256: {"name", "owner", facts}}; ``files`` {id: {"file",
    "name", "size", "facts", "quality", "canvas", "texts"}}; ``compares`` {id: measures before and after}.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """An empty white canvas for each picture. The variant's own seed makes the shelf."""
        del seed
        made = given.get("desk", {}).get("deliverables", [])
        ids = [one["id"] for one in made if one["tool"] == "shopdesign.desk"]
        blank = to_json(Canvas(*FIRST_SIZE, "#FFFFFF"))
        return {
            "seed": given["studio"]["seed"],
            "canvases": dict.fromkeys(ids, blank),
            "undo": {name: [] for name in ids},
            "redo": {name: [] for name in ids},
            "next": 1,
            "last": dict.fromkeys(ids, ""),
            "rewinds": dict.fromkeys(ids, 0),
            "uploads": {},
            "files": {},
            "compares": {},
        }

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after a step."""
        if action == "upload":
            return _uploaded(state, params)
        if params.get("canvas") not in state["canvases"]:
            raise Refused(f"本题没有编号为“{str(params.get('canvas'))[:20]}”的画布。")
        if action in _EDITS:
            canvas = from_json(state["canvases"][params["canvas"]])
            return _changed(state, params, to_json(_EDITS[action](state, canvas, params)))
        if action in _STEPS:
            return _STEPS[action](state, params)
        raise Refused(f"没有“{action}”这个操作。")


def _changed(state: JSON, params: JSON, new: JSON) -> JSON:
    name = params["canvas"]
    old = state["canvases"][name]
    back = difference(old, new)
    if not back:
        return state
    undo = [*state["undo"][name], back][-DEPTH:]
    return {
        **state,
        "canvases": {**state["canvases"], name: new},
        "undo": {**state["undo"], name: undo},
        "redo": {**state["redo"], name: []},
        "next": _next_number(state, new),
        "last": {**state["last"], name: _worked_on(params, old, new)},
    }


def _worked_on(params: JSON, old: JSON, new: JSON) -> str:
    """The layer that a page should have in hand after a step: a new one, else the one that was changed."""
    fresh = [layer_id for layer_id in new["order"] if layer_id not in old["layers"]]
    named = [str(params["layer"])] if params.get("layer") in new["layers"] else []
    return next(iter([*reversed(fresh), *named, *reversed(new["order"])]), "")


def _next_number(state: JSON, canvas: JSON) -> int:
    # Ids are never used again, not even after an undo: a step of the trace means one layer for ever.
    return max([int(state["next"]), *(int(layer_id[1:]) + 1 for layer_id in canvas["order"])])


def _stepped(state: JSON, params: JSON, source: str, target: str) -> JSON:
    name = params["canvas"]
    if not state[source][name]:
        raise Refused("没有可以撤销的步骤。" if source == "undo" else "没有可以重做的步骤。")
    old = state["canvases"][name]
    new = put_back(old, state[source][name][-1])
    return {
        **state,
        "canvases": {**state["canvases"], name: new},
        "rewinds": {**state["rewinds"], name: state["rewinds"][name] + 1},
        source: {**state[source], name: state[source][name][:-1]},
        target: {**state[target], name: [*state[target][name], difference(old, new)][-DEPTH:]},
    }


def _uploaded(state: JSON, params: JSON) -> JSON:
    if params["file"] not in state["uploads"] and len(state["uploads"]) >= MAX_UPLOADS:
        raise Refused(f"最多上传 {MAX_UPLOADS} 张图片。")
    kept = {
        name: params["facts"][name]
        for name in ("format", "width", "height", "kb", "mode", "frames", "fingerprint")
    }
    row = {"name": str(params["name"])[:60], "owner": params["owner"], **kept}
    return {**state, "uploads": {**state["uploads"], params["file"]: row}}


def natural_size(state: JSON, source: str) -> tuple[int, int]:
    """Width and height of a source in its own pixels. Raises Refused for one that is not there."""
    if source in state["uploads"]:
        row = state["uploads"][source]
        return row["width"], row["height"]
    asset = assets(state["seed"]).get(source)
    if asset is None:
        raise Refused("素材库里没有这张图片。")
    return FRAME if asset.is_photo else BACKGROUND_PX if asset.material.kind == "background" else BADGE_PX


def source_name(state: JSON, source: str) -> str:
    """What a source is called."""
    if source in state["uploads"]:
        return str(state["uploads"][source]["name"])[: edits.MAX_NAME_CHARS]
    asset = assets(state["seed"]).get(source)
    return asset.material.name if asset is not None else "图片"


def _add_picture(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    source = str(params["source"])
    wide, high = natural_size(state, source)
    asset = assets(state["seed"]).get(source)
    if asset is not None and asset.material.kind == "background":
        place = Place(0, 0, canvas.width, canvas.height)
    else:
        share = min(canvas.width / wide, canvas.height / high, 1.0 if asset and not asset.is_photo else 9.0)
        size = max(2, round(wide * share)), max(2, round(high * share))
        place = Place((canvas.width - size[0]) // 2, (canvas.height - size[1]) // 2, *size)
    return edits.with_layer(canvas, Layer(_new_id(state), source_name(state, source), place, Picture(source)))


def _add_text(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    text = edits.words(params["text"])
    title = " ".join(text.split())[: edits.MAX_NAME_CHARS]
    layer = Layer(_new_id(state), title, Place(40, 40), Lettering(text))
    return edits.with_layer(canvas, layer)


def _add_shape(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    title = FORMS.get(params["form"], "")
    bare = Layer(
        _new_id(state), title, Place(40, 40, 240, 8 if params["form"] == "line" else 160), Shape("rect")
    )
    whole = {"fill": "#D81E1E", "border": 0, "border_colour": "#FFFFFF", "radius": 24, **params}
    return edits.with_layer(canvas, edits.shaped(bare, whole))


def _new_id(state: JSON) -> str:
    return f"L{state['next']}"


def _copied(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    layer = edits.found(canvas, params["layer"])
    most = edits.CORNER[1]
    x, y = min(most, layer.place.x + 20), min(most, layer.place.y + 20)
    place = dataclasses.replace(layer.place, x=x, y=y)
    title = f"{layer.name} 副本"[: edits.MAX_NAME_CHARS]
    return edits.with_layer(canvas, dataclasses.replace(layer, id=_new_id(state), name=title, place=place))


def _deleted(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    del state
    gone = edits.found(canvas, params["layer"])
    return dataclasses.replace(canvas, layers=tuple(layer for layer in canvas.layers if layer.id != gone.id))


def _copied_from(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    if params["other"] not in state["canvases"] or params["other"] == params["canvas"]:
        raise Refused("请选另一张画布。")
    other = from_json(state["canvases"][params["other"]])
    numbered = (
        dataclasses.replace(layer, id=f"L{state['next'] + at}") for at, layer in enumerate(other.layers)
    )
    for layer in numbered:
        canvas = edits.with_layer(canvas, layer)
    return canvas


def _on_layer(change: Callable[[Layer, JSON], Layer]) -> Callable[[JSON, Canvas, JSON], Canvas]:
    def changed(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
        del state
        return edits.with_layer(canvas, change(edits.found(canvas, params["layer"]), params))

    return changed


def _sized(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    del state
    return edits.sized(canvas, params)


def _moved(state: JSON, canvas: Canvas, params: JSON) -> Canvas:
    del state
    return edits.moved(canvas, edits.found(canvas, params["layer"]).id, params["to"])


_EDITS: Mapping[str, Callable[[JSON, Canvas, JSON], Canvas]] = {
    "set_canvas": _sized,
    "add_picture": _add_picture,
    "add_text": _add_text,
    "add_shape": _add_shape,
    "copy_from": _copied_from,
    "place": _on_layer(edits.placed),
    "adjust": _on_layer(edits.adjusted_layer),
    "crop": _on_layer(edits.cropped_layer),
    "set_text": _on_layer(edits.lettered),
    "set_shape": _on_layer(edits.shaped),
    "rename": _on_layer(lambda layer, params: dataclasses.replace(layer, name=edits.name(params["name"]))),
    "hide": _on_layer(lambda layer, params: dataclasses.replace(layer, is_hidden=params["hidden"])),
    "move": _moved,
    "copy": _copied,
    "delete": _deleted,
}


def _compared(state: JSON, params: JSON) -> JSON:
    canvas = from_json(state["canvases"][params["canvas"]])
    found = main_photo(canvas, state["seed"])
    if found is None:
        raise Refused("这张画布上还没有原始照片，不能做前后对比。")
    layer, content, asset = found
    old, new = before(content, state["seed"]), shown(content, layer.place.rotate, state["seed"])
    row = {
        "photo": asset.id,
        "rotate": layer.place.rotate,
        "kept": round(new.kept, 3),
        "brightness": [round(old.brightness, 1), round(new.brightness, 1)],
        "cast": [round(old.cast, 1), round(new.cast, 1)],
        "sharper": round(sharper(content, layer.place.rotate, state["seed"]), 2),
    }
    return {**state, "compares": {**state["compares"], params["canvas"]: row}}


def _exported(state: JSON, params: JSON) -> JSON:
    name = params["canvas"]
    canvas = from_json(state["canvases"][name])
    if not canvas.visible:
        raise Refused("画布上还没有看得见的图层，先做图再导出。")
    texts = read(canvas, state["seed"]).texts
    row: dict[str, Any] = {  # Any: JSON leaves
        key: params[key] for key in ("file", "name", "size", "facts", "quality")
    }
    row["canvas"] = state["canvases"][name]
    row["texts"] = [
        [text.layer, None if text.ratio is None else round(text.ratio, 2), text.needed, round(text.seen, 2)]
        for text in texts
    ]
    return {**state, "files": {**state["files"], name: row}}


_STEPS: Mapping[str, Callable[[JSON, JSON], JSON]] = {
    "undo": lambda state, params: _stepped(state, params, "undo", "redo"),
    "redo": lambda state, params: _stepped(state, params, "redo", "undo"),
    "compare": _compared,
    "export": _exported,
}
