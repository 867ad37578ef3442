"""The studio's pictures for one seed: photographs with faults, backgrounds, badges, and their licences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageDraw, ImageEnhance

from workbench.api import Dice

from ..tools.adjusting import Adjustments, multiplied
from ..tools.lettering import letters
from .packs import Material, materials
from .scene import FRAME, blurred, framed, grained, scene, seen, shot

TILT = (50, 120)
EXPOSURE = (70, 100)
CAST = (60, 85)
"""Sizes of the planted faults: tenths of a degree, hundredths of a stop, slider steps. Either sign."""

BLUR = 0.0022  # radius as a share of the longer side
FLATNESS = 0.85  # contrast that a hazy lens leaves
LAYOUTS = 2  # so few that every scene stays in the cache
MARK_COLOUR = (250, 250, 250)
GAMMA = 2.2  # one stop of light multiplies an sRGB value by 2 ** (1 / 2.2)
SMALL = (200, 150)  # what a chat programme leaves of a picture
SHELF_PARTS = 5
"""A photograph on the shelf has a fifth of its width and height."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a photograph. ``tilt`` in degrees counter-clockwise, ``stops`` of light too many."""

    tilt: float
    stops: float
    temperature: float
    tint: float
    is_cluttered: bool
    is_blurred: bool = True

    @property
    def light(self) -> float:
        """By what the faulty exposure multiplies an sRGB value."""
        return float(2 ** (self.stops / GAMMA))


@dataclass(frozen=True, slots=True)
class Asset:
    """A given picture: ``id`` as the student sees it, what it is, and its fault where it is a photograph."""

    id: str
    material: Material
    seed: int
    fault: Fault | None = None

    @property
    def is_photo(self) -> bool:
        """Whether it is one of the raw photographs."""
        return self.fault is not None

    @property
    def is_fit(self) -> bool:
        """Whether it can become a main picture: a licensed, sharp enough photograph of the product."""
        return self.is_photo and self.material.fit


@lru_cache(maxsize=256)
def assets(seed: int) -> dict[str, Asset]:
    """The pictures of ``seed`` by id, in the order of the shelf. Photographs stand in a drawn order."""
    dice = Dice("shopdesign-02", seed, "assets")
    found: dict[str, Asset] = {}
    photos = dice.shuffled([one for one in materials() if one.kind == "photo"])
    cluttered = dice.shuffled([True, True, True, False, False, False])
    for at, material in enumerate(photos):
        fault = _fault(dice, is_cluttered=cluttered[at])
        found[f"p{at + 1}"] = Asset(f"p{at + 1}", material, seed, fault)
    for material in materials():
        if material.kind != "photo":
            found[material.key] = Asset(material.key, material, seed)
    return found


def _fault(dice: Dice, *, is_cluttered: bool) -> Fault:
    def drawn(limits: tuple[int, int]) -> int:
        return dice.between(*limits) * dice.pick((-1, 1))

    cast = dice.between(*CAST)
    temperature, tint = dice.pick(((cast, 0), (-cast, 0), (0, -cast)))
    return Fault(drawn(TILT) / 10, drawn(EXPOSURE) / 100, temperature, tint, is_cluttered)


@lru_cache(maxsize=48)  # 2.2 MB each: the photographs that a room works on
def picture(seed: int, asset_id: str) -> Image.Image:
    """The given picture as it lies on the shelf: RGB for photographs and backgrounds, RGBA for badges.

    Raises KeyError for an asset that the seed does not have.
    """
    asset = assets(seed)[asset_id]
    if asset.fault is None:
        return _drawn(asset.material)
    made, _ = shot(
        scene(asset.material.scene, seed % LAYOUTS), asset.fault.tilt, is_cluttered=asset.fault.is_cluttered
    )
    made = grained(_spoilt(made, asset.fault), seed)
    if asset.material.mark:
        made.paste(MARK_COLOUR, (0, 0), _mark(asset.material.mark))
    if asset.material.is_small:
        made = made.resize(SMALL, Image.Resampling.BILINEAR).resize(FRAME, Image.Resampling.BILINEAR)
    return made


def on_shelf(seed: int, asset_id: str) -> Image.Image:
    """The given picture as it lies on the shelf: what ``picture`` gives, a photograph much smaller.

    A photograph costs 0.2 s, and a student who opens the desk sees six: a room that starts at once would wait
    for minutes. Blur, grain and a low resolution do not show at this size and are left out.
    """
    asset = assets(seed)[asset_id]
    if asset.fault is None:
        return picture(seed, asset_id)
    small = _small_scene(asset.material.scene, seed % LAYOUTS, is_cluttered=asset.fault.is_cluttered)
    made = framed(small, asset.fault.tilt, Image.Resampling.BICUBIC, parts=SHELF_PARTS)
    made = _spoilt(made, replace(asset.fault, is_blurred=False))
    if asset.material.mark:
        made.paste(MARK_COLOUR, (0, 0), _small_mark(asset.material.mark))
    return made


@lru_cache(maxsize=16)  # four kinds, two layouts, with and without clutter; 0.2 MB each
def _small_scene(kind: str, layout: int, *, is_cluttered: bool) -> Image.Image:
    return seen(scene(kind, layout), is_cluttered=is_cluttered).reduce(SHELF_PARTS)


@lru_cache(maxsize=8)
def _small_mark(words: str) -> Image.Image:
    return _mark(words).reduce(SHELF_PARTS)


@lru_cache(maxsize=12)  # 0.75 MB each
def outline(seed: int, asset_id: str) -> Image.Image | None:
    """Where the product is in a photograph (L, 255 inside); None for what is no photograph."""
    asset = assets(seed).get(asset_id)
    if asset is None or asset.fault is None:
        return None
    return shot(scene(asset.material.scene, seed % LAYOUTS), asset.fault.tilt, is_cluttered=False)[1]


def _spoilt(made: Image.Image, fault: Fault) -> Image.Image:
    cast = Adjustments(brightness=fault.light, temperature=fault.temperature, tint=fault.tint)
    made = ImageEnhance.Contrast(multiplied(made, cast.gains)).enhance(FLATNESS)
    return blurred(made, BLUR) if fault.is_blurred else made


def _mark(words: str) -> Image.Image:
    # Half-transparent words, twice in the frame.
    mark = letters(words, 46, 500).point([level // 2 for level in range(256)])
    made = Image.new("L", FRAME)
    for y in (150, 420):
        made.paste(mark, (330, y))
    return made


@lru_cache(maxsize=16)
def _drawn(material: Material) -> Image.Image:
    if material.kind == "background":
        return _background(material)
    return _badge(material)


def _background(material: Material) -> Image.Image:
    first, last = (Image.new("RGB", (800, 800), colour) for colour in material.colours)
    made = Image.composite(last, first, Image.linear_gradient("L").resize((800, 800)))
    draw = ImageDraw.Draw(made)
    if material.pattern == "planks":
        for x in range(0, 800, 100):
            draw.line((x, 0, x, 800), fill=material.colours[1], width=3)
    elif material.pattern == "dots":
        for y in range(40, 800, 80):
            for x in range(40, 800, 80):
                draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=material.colours[0])
    return made


def _badge(material: Material) -> Image.Image:
    made = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    draw = ImageDraw.Draw(made)
    if material.pattern == "round":
        draw.ellipse((6, 6, 394, 394), fill=material.colours[0], outline=material.colours[1], width=12)
    elif material.pattern == "ribbon":
        draw.polygon([(0, 120), (400, 120), (350, 200), (400, 280), (0, 280)], fill=material.colours[0])
    else:
        draw.rounded_rectangle(
            (6, 120, 394, 280), 40, fill=material.colours[0], outline=material.colours[1], width=8
        )
    if material.words:
        mark = letters(material.words, 72, 800)
        made.paste(material.colours[1], ((400 - mark.width) // 2, (400 - mark.height) // 2), mark)
    return made
