"""What was made: the exported pictures, the layers that they came from, whether they are the student's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.api import JSON, Cite, Evidence, cite_events

from ..tools.adjusting import Adjustments
from ..tools.canvas import Canvas, Lettering, Picture, Shape, from_json
from ..tools.legible import Reading, TextShown, read
from ..tools.measure import distance, fingerprint
from ..tools.photo import main_photo
from ..tools.render import given_preview, shelf_prints, uploads_in
from ..world.assets import Asset, assets

DESK = "shopdesign.desk"
SAME_PICTURE = 12
"""Bits of 64 by which fingerprints of one picture may differ after compression; two pictures: about 32."""

LEAST_TURN, LEAST_SLIDE, LEAST_FACTOR, LEAST_CUT = 1.0, 5.0, 0.05, 0.02
"""Smaller changes (degrees, slider steps, factors, shares cut off) are touches, not adjustments."""

LIKE_GIVEN = 3
"""Bits up to which a picture made of uploads is a given one, brought back."""


@dataclass(frozen=True, slots=True)
class Made:
    """An exported picture: its file, the canvas as it was then, and the shelf's seed."""

    id: str
    file: JSON
    canvas: Canvas
    seed: int

    @property
    def reading(self) -> Reading:
        """Its texts and shares."""
        return read(self.canvas, self.seed)

    @property
    def photo(self) -> tuple[Picture, float, Asset] | None:
        """Its main photograph as a layer shows it: content, turn in degrees, asset."""
        found = main_photo(self.canvas, self.seed)
        return None if found is None else (found[1], found[0].place.rotate, found[2])

    @property
    def used(self) -> tuple[Asset, ...]:
        """The given pictures that are to be seen on it."""
        sources = dict.fromkeys(
            layer.content.source for layer in self.canvas.visible if isinstance(layer.content, Picture)
        )
        return tuple(assets(self.seed)[one] for one in sources if one in assets(self.seed))

    @property
    def uploads(self) -> tuple[str, ...]:
        """The uploads that are to be seen on it."""
        return uploads_in(self.canvas)


def made(evidence: Evidence, name: str) -> Made | None:
    """The exported picture of deliverable ``name``; None where nothing was exported."""
    desk = evidence.states.get(DESK, {})
    file = desk.get("files", {}).get(name)
    return None if file is None else Made(name, file, from_json(file["canvas"]), desk["seed"])


def fault(one: Made | None) -> str:
    """Why a picture earns nothing as a whole, in the student's words; blank where it may earn."""
    if one is None:
        return "没有导出"
    print_now = str(one.file["facts"]["fingerprint"])
    if not one.uploads and distance(_print_of(one.canvas, one.seed), print_now) > SAME_PICTURE:
        return "导出的文件不是画布上的图"
    is_brought_back = bool(one.uploads) and any(
        distance(print_now, known) <= LIKE_GIVEN for known in shelf_prints(one.seed)
    )
    return "只是把给的图片原样导出" if is_brought_back or is_untouched(one.canvas) else ""


def is_untouched(canvas: Canvas) -> bool:
    """Whether no text or shape was added to given pictures, and they were changed by touches at most."""
    return not any(
        isinstance(layer.content, Lettering | Shape)
        or abs(layer.place.rotate) >= LEAST_TURN
        or sum(layer.content.crop) >= LEAST_CUT
        or is_adjusted(layer.content.sliders)
        for layer in canvas.visible
    )


def is_adjusted(sliders: Adjustments) -> bool:
    """Whether the sliders were moved by more than a touch."""
    steps = max(abs(sliders.temperature), abs(sliders.tint))
    factors = (sliders.brightness - 1, sliders.contrast - 1, sliders.colour - 1, sliders.sharpness)
    return steps >= LEAST_SLIDE or max(map(abs, factors)) >= LEAST_FACTOR


@lru_cache(maxsize=256)
def _print_of(canvas: Canvas, seed: int) -> str:
    return fingerprint(given_preview(canvas, seed))


def legible(one: Made, smallest_px: int) -> tuple[list[TextShown], list[TextShown]]:
    """The texts that can be read, and those of which only an examiner can tell."""
    texts = one.reading.texts
    sure = [text for text in texts if text.is_legible(smallest_px) is True]
    return sure, [text for text in texts if text.is_legible(smallest_px) is None]


def why_not(text: TextShown, smallest_px: int) -> str:
    """Why a text cannot be read, with its numbers; blank where it can."""
    if text.missing:
        return f"字体缺“{text.missing}”"
    if text.seen < 0.9:  # noqa: PLR2004  legible.SEEN
        return f"露出 {text.seen:.0%}"
    if text.size < smallest_px:
        return f"字号 {text.size} < {smallest_px} 像素"
    if text.ratio is not None and text.ratio < text.needed:
        return f"对比度 {text.ratio:.1f} < {text.needed:g}"
    return ""


def export_cites(evidence: Evidence, names: Sequence[str]) -> tuple[Cite, ...]:
    """The last export of each picture."""
    last = {event.params.get("canvas"): event.seq for event in evidence.steps(DESK, "export")}
    return cite_events(*(last[name] for name in names if name in last))
