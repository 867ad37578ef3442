"""Fruit before a camera: drawn scenes whose product outline and grey card are known exactly.

A scene is drawn larger than the frame, so that a tilted camera still sees scene in every corner.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from workbench.api import Dice

FRAME = (1000, 750)
"""What the camera keeps of a scene, in pixels."""

MASTER = (1400, 1160)
"""What is drawn: the frame with room for 15 degrees of tilt."""

CARD = (190, 560, 268, 664)
"""The grey card within the frame, in pixels: left, top, right, bottom. It is neutral."""

CARD_GREY = 128
GRAIN = 4.5  # standard deviation in grey levels
WALL, TABLE_EDGE = (148, 144, 137), 560
PEEL = (232, 128, 34)
KINDS = ("crate", "basket", "closeup", "orchard")


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A drawn scene of ``MASTER`` size (RGB) and the product's outline (L, 255 inside)."""

    picture: Image.Image
    outline: Image.Image


@dataclass(slots=True)
class _Brush:
    """Draws into picture and outline together; positions count from the frame's corner."""

    picture: Image.Image
    outline: Image.Image
    dice: Dice

    @property
    def offset(self) -> tuple[int, int]:
        return (MASTER[0] - FRAME[0]) // 2, (MASTER[1] - FRAME[1]) // 2

    def polygon(
        self, points: Sequence[tuple[float, float]], fill: tuple[int, int, int], *, is_product: bool
    ) -> None:
        moved = [(x + self.offset[0], y + self.offset[1]) for x, y in points]
        ImageDraw.Draw(self.picture).polygon(moved, fill=fill)
        if is_product:
            ImageDraw.Draw(self.outline).polygon(moved, fill=255)

    def box(self, place: tuple[float, ...], fill: tuple[int, int, int], *, is_product: bool) -> None:
        left, top, right, bottom = place
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.polygon(corners, fill, is_product=is_product)

    def fruit(self, x: float, y: float, radius: int, *, is_product: bool = True) -> None:
        ball = _ball(radius, self.dice.below(3))
        place = (int(x + self.offset[0] - radius), int(y + self.offset[1] - radius))
        self.picture.paste(ball, place, ball)
        if is_product:
            self.outline.paste(255, place, ball.getchannel("A"))


@lru_cache(maxsize=8)  # four kinds in two layouts; 6.5 MB each
def scene(kind: str, layout: int) -> Scene:
    """The scene of that kind; ``layout`` moves its fruit a little."""
    brush = _Brush(_room(kind), Image.new("L", MASTER), Dice("scene", kind, layout))
    _SUBJECTS[kind](brush)
    if kind != "orchard":
        brush.box(CARD, (CARD_GREY,) * 3, is_product=False)
    return Scene(brush.picture, brush.outline)


def _room(kind: str) -> Image.Image:
    wide, high = MASTER
    edge = (high - FRAME[1]) // 2 + TABLE_EDGE
    far, near = ((96, 132, 70), (120, 150, 84)) if kind == "orchard" else (WALL, (150, 120, 92))
    rows = np.linspace(0.94, 1.05, high)[:, None, None]
    plane = np.empty((high, wide, 3), np.float32)
    plane[:edge], plane[edge:] = far, near
    if kind != "orchard":
        planks = (np.arange(wide) // 140 % 2)[None, :, None] * 10.0
        plane[edge:] -= planks
        plane[edge : edge + 5] -= 40
    return Image.fromarray(np.clip(plane * rows, 0, 255).astype(np.uint8))


@lru_cache(maxsize=48)
def _ball(radius: int, shade: int) -> Image.Image:
    # A lit sphere with dimpled peel: Lambert shading, a soft rim and one highlight.
    span = np.linspace(-1, 1, 2 * radius, dtype=np.float32)
    x, y = np.meshgrid(span, span)
    flat = x * x + y * y
    depth = np.sqrt(np.clip(1 - flat, 0, 1))
    light = np.clip(-0.45 * x - 0.55 * y + 0.7 * depth, 0, 1)
    grain = np.random.Generator(np.random.PCG64(radius * 7 + shade)).normal(0, 0.035, flat.shape)
    tone = 0.42 + 0.62 * light + grain * (depth > 0.2)  # noqa: PLR2004  the rim shows no dimples
    shine = np.exp(-(((x + 0.36) ** 2 + (y + 0.42) ** 2) / 0.03)) * 0.55
    colour = np.array(PEEL, np.float32) + np.array(((0, 0, 0), (6, 14, 4), (-8, -14, -4))[shade], np.float32)
    body = colour * tone[..., None] + 255 * shine[..., None]
    alpha = np.clip((1 - np.sqrt(flat)) * radius, 0, 1) * 255
    return Image.fromarray(np.dstack((np.clip(body, 0, 255), alpha)).astype(np.uint8), "RGBA")


def _crate(brush: _Brush) -> None:
    left, top, right, bottom = 270, 330, 800, 650
    for row in range(2):
        for at in range(5):
            radius = 62 + brush.dice.below(6)
            brush.fruit(left + 55 + at * 105, top - 30 + row * 62 - brush.dice.below(10), radius)
    brush.box((left, top + 60, right, bottom), (150, 104, 60), is_product=True)
    for plank in range(3):
        upper = top + 66 + plank * 84
        brush.box((left + 4, upper, right - 4, upper + 72), (188, 138, 86), is_product=True)
    for post in (left + 10, right - 46):
        brush.box((post, top + 58, post + 36, bottom), (164, 116, 70), is_product=True)
    brush.box((455, 452, 620, 570), (246, 240, 226), is_product=True)
    brush.fruit(537, 510, 40)


def _basket(brush: _Brush) -> None:
    for x, y in ((400, 330), (510, 296), (620, 330), (350, 402), (455, 390), (560, 380), (665, 402)):
        brush.fruit(x + brush.dice.below(8), y + brush.dice.below(8), 70 + brush.dice.below(5))
    brush.polygon([(270, 430), (760, 430), (690, 656), (340, 656)], (166, 118, 66), is_product=True)
    for row in range(5):
        upper, inset = 440 + row * 43, row * 13
        brush.polygon(
            [
                (276 + inset, upper),
                (754 - inset, upper),
                (744 - inset, upper + 24),
                (286 + inset, upper + 24),
            ],
            (198, 152, 96),
            is_product=True,
        )


def _closeup(brush: _Brush) -> None:
    for x, y, radius in ((390, 520, 128), (640, 520, 130), (515, 350, 126), (520, 560, 112)):
        brush.fruit(x + brush.dice.below(8), y + brush.dice.below(6), radius)
    leaf = [(500, 232), (560, 176), (650, 180), (600, 232), (540, 250)]
    brush.polygon(leaf, (74, 122, 48), is_product=True)


def _orchard(brush: _Brush) -> None:
    for _ in range(240):
        x, y = brush.dice.below(1300) - 150, brush.dice.below(660) - 160
        size = 30 + brush.dice.below(40)
        green = (50 + brush.dice.below(50), 96 + brush.dice.below(60), 40 + brush.dice.below(30))
        points = [(x, y), (x + size, y - size // 3), (x + 2 * size, y), (x + size, y + size // 3)]
        brush.polygon([(float(a), float(b)) for a, b in points], green, is_product=False)
    for _ in range(14):
        brush.fruit(120 + brush.dice.below(780), 80 + brush.dice.below(420), 26 + brush.dice.below(8))


_SUBJECTS: Mapping[str, Callable[[_Brush], None]] = {
    "crate": _crate,
    "basket": _basket,
    "closeup": _closeup,
    "orchard": _orchard,
}


def mug(picture: Image.Image) -> None:
    """Puts a blue mug, which belongs to nobody's fruit, at the right edge of a ``MASTER`` picture."""
    draw = ImageDraw.Draw(picture)
    left, top = (MASTER[0] - FRAME[0]) // 2 + 868, (MASTER[1] - FRAME[1]) // 2 + 470
    draw.ellipse((left + 52, top + 40, left + 130, top + 130), outline=(40, 84, 150), width=16)
    draw.rounded_rectangle((left, top, left + 96, top + 178), 14, fill=(52, 98, 168))
    draw.ellipse((left, top - 14, left + 96, top + 16), fill=(34, 66, 120))


def shot(made: Scene, tilt: float, *, is_cluttered: bool) -> tuple[Image.Image, Image.Image]:
    """The frame (RGB) and the product's outline (L) as a camera sees them that leans by ``tilt`` degrees.

    A positive tilt turns the picture counter-clockwise.
    """
    picture = seen(made, is_cluttered=is_cluttered)
    return framed(picture, tilt, Image.Resampling.BICUBIC), framed(
        made.outline, tilt, Image.Resampling.BILINEAR
    )


def seen(made: Scene, *, is_cluttered: bool) -> Image.Image:
    """What stands before the camera, of ``MASTER`` size (RGB): with the mug that nobody wants, or without."""
    if not is_cluttered:
        return made.picture
    picture = made.picture.copy()
    mug(picture)
    return picture


def framed(picture: Image.Image, tilt: float, how: Image.Resampling, *, parts: int = 1) -> Image.Image:
    """What the leaning camera keeps of ``picture``, which has ``MASTER`` size divided by ``parts``."""
    left, top = (MASTER[0] - FRAME[0]) // 2 // parts, (MASTER[1] - FRAME[1]) // 2 // parts
    turned = picture.rotate(tilt, how)
    return turned.crop((left, top, left + FRAME[0] // parts, top + FRAME[1] // parts))


def blurred(picture: Image.Image, share: float) -> Image.Image:
    """``picture`` out of focus by a radius of ``share`` of its longer side."""
    return picture.filter(ImageFilter.GaussianBlur(share * max(picture.size)))


def grained(picture: Image.Image, seed: int) -> Image.Image:
    """``picture`` (RGB) with the sensor's grain, the same for the same seed."""
    pixels = np.asarray(picture, np.float32)
    grain = np.random.Generator(np.random.PCG64(seed)).normal(0, GRAIN, pixels.shape[:2]).astype(np.float32)
    return Image.fromarray(np.clip(pixels + grain[..., None], 0, 255).astype(np.uint8))


def card_centre(tilt: float) -> tuple[float, float]:
    """Where the grey card's middle is in a frame tilted by ``tilt`` degrees, as shares of the frame."""
    x, y = (CARD[0] + CARD[2]) / 2 - FRAME[0] / 2, (CARD[1] + CARD[3]) / 2 - FRAME[1] / 2
    turn = math.radians(-tilt)
    moved = (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))
    return (moved[0] + FRAME[0] / 2) / FRAME[0], (moved[1] + FRAME[1] / 2) / FRAME[1]
