"""The paper's pictures, drawn with Pillow from the seed: flat shapes, no letters, the same for a seed."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import lru_cache

from PIL import Image, ImageDraw

from workbench.api import Dice

from .variant import Picture, build

MEDIA_TYPE = "image/png"
HOST = "sucai.example"
Colour = tuple[int, int, int]
Brush = ImageDraw.ImageDraw
_BIG = 2  # drawn at twice the size and reduced: smooth edges


@lru_cache(maxsize=256)  # a room of students looks at the same few pictures again and again
def png(seed: int, picture_id: str) -> bytes:
    """The picture as PNG. Raises KeyError for one that the seed's paper does not have."""
    picture = build(seed).by_picture[picture_id]
    width, height = picture.width * _BIG, picture.height * _BIG
    image = Image.new("RGB", (width, height), (240, 236, 226))
    dice = Dice("picture", seed, picture_id)
    _SCENES[picture.scene.id](ImageDraw.Draw(image), dice, (width, height))
    made = io.BytesIO()
    image.resize((picture.width, picture.height), Image.Resampling.LANCZOS).quantize(64).save(made, "PNG")
    return made.getvalue()


def _shade(dice: Dice, colour: Colour, by: int = 14) -> Colour:
    step = dice.between(-by, by)
    red, green, blue = (max(0, min(255, part + step)) for part in colour)
    return red, green, blue


def _sky(brush: Brush, size: tuple[int, int], top: Colour, low: Colour, until: float) -> None:
    width, height = size
    for y in range(0, int(height * until), 4):
        part = y / (height * until)
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(top, low, strict=True))
        brush.rectangle((0, y, width, y + 4), fill=mixed)


def _bowl(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    unit = min(width, height)
    x, y = width // 2, int(height * 0.55)
    brush.rectangle((0, int(height * 0.62), width, height), fill=_shade(dice, (176, 130, 84)))
    _grain(brush, dice, (x, y - unit * 0.1, unit * 0.3, unit * 0.16), 260)
    brush.pieslice(
        (x - unit * 0.36, y - unit * 0.34, x + unit * 0.36, y + unit * 0.34), 0, 180, fill=(58, 104, 138)
    )
    brush.rectangle((x - unit * 0.37, y - 8, x + unit * 0.37, y + 10), fill=(235, 240, 244))
    for step in (-1, 0, 1):  # steam
        at = x + step * unit * 0.12
        brush.arc((at - 20, y - unit * 0.46, at + 20, y - unit * 0.3), 90, 270, fill=(205, 205, 205), width=8)


def _grain(brush: Brush, dice: Dice, heap: tuple[float, float, float, float], count: int) -> None:
    x, y, wide, high = heap
    for _ in range(count):
        across, down = dice.between(-100, 100) / 100, dice.between(-100, 100) / 100
        if across * across + down * down > 1:
            continue
        at = (x + across * wide, y + down * high)
        brush.ellipse((at[0] - 16, at[1] - 7, at[0] + 16, at[1] + 7), fill=_shade(dice, (248, 243, 228), 7))


def _field(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    _sky(brush, size, (150, 196, 226), (226, 238, 240), 0.4)
    brush.rectangle((0, int(height * 0.4), width, height), fill=(120, 158, 150))
    brush.polygon(
        [
            (0, height),
            (0, height * 0.78),
            (width * 0.4, height * 0.4),
            (width * 0.5, height * 0.4),
            (width * 0.3, height),
        ],
        fill=(74, 120, 140),
    )  # fmt: skip
    for row in range(9):
        y = height * (0.46 + row * 0.065)
        for step in range(14):
            x = width * (0.3 + step * 0.055) + dice.between(-9, 9)
            tall = 14 + row * 6
            for lean in (-1, 0, 1):
                brush.line((x, y, x + lean * tall * 0.4, y - tall), fill=_shade(dice, (78, 142, 66)), width=5)


def _shrimp(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    unit = min(width, height)
    x, y, red = width / 2, height / 2, (178, 52, 38)
    brush.rectangle((0, 0, width, height), fill=(128, 118, 84))
    for _ in range(80):
        at = (dice.below(width), dice.below(height))
        brush.line(
            (*at, at[0] + dice.between(-30, 30), at[1] - 46), fill=_shade(dice, (92, 132, 70)), width=5
        )
    for part in range(6):
        wide = unit * (0.13 - part * 0.014)
        down = y + part * unit * 0.075
        brush.ellipse((x - wide, down, x + wide, down + unit * 0.1), fill=_shade(dice, red, 18))
    for side in (-1, 1):
        brush.line((x, y, x + side * unit * 0.2, y - unit * 0.14), fill=red, width=14)
        claw = (x + side * unit * 0.22, y - unit * 0.2)
        brush.ellipse(
            (claw[0] - unit * 0.07, claw[1] - unit * 0.1, claw[0] + unit * 0.07, claw[1] + unit * 0.1),
            fill=red,
        )
        brush.line((x, y, x + side * unit * 0.1, y - unit * 0.34), fill=(120, 40, 34), width=5)


def _harvest(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    _sky(brush, size, (244, 206, 138), (250, 234, 200), 1.0)
    for _ in range(46):
        x, bend = dice.below(width), dice.between(-70, 70)
        brush.line((x, height, x + bend, height * 0.3), fill=_shade(dice, (168, 140, 58)), width=6)
        for step in range(9):
            at = (x + bend + step * bend / 16, height * 0.3 + step * 22)
            brush.ellipse((at[0] - 11, at[1], at[0] + 11, at[1] + 26), fill=_shade(dice, (218, 172, 62)))


def _grains(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    unit = min(width, height)
    brush.rectangle((0, 0, width, height), fill=(92, 82, 70))
    x, y = width / 2, height * 0.58
    brush.ellipse((x - unit * 0.4, y - unit * 0.26, x + unit * 0.4, y + unit * 0.32), fill=(222, 176, 142))
    for finger in range(4):
        at = x + (finger - 1.5) * unit * 0.17
        brush.rounded_rectangle(
            (at - unit * 0.07, y - unit * 0.5, at + unit * 0.07, y), 40, fill=(226, 182, 148)
        )
    _grain(brush, dice, (x, y, unit * 0.28, unit * 0.18), 300)


def _bag(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    unit = min(width, height)
    brush.rectangle((0, int(height * 0.66), width, height), fill=_shade(dice, (160, 118, 76)))
    x, y = width / 2, height * 0.48
    brush.rounded_rectangle(
        (x - unit * 0.26, y - unit * 0.36, x + unit * 0.26, y + unit * 0.36), 26, fill=(236, 226, 198)
    )
    brush.rectangle((x - unit * 0.26, y - unit * 0.05, x + unit * 0.26, y + unit * 0.12), fill=(82, 128, 84))
    brush.line(
        (x - unit * 0.26, y - unit * 0.29, x + unit * 0.26, y - unit * 0.29), fill=(190, 176, 140), width=8
    )
    for row in range(6):  # the code on the bag
        for column in range(6):
            if dice.below(2):
                at = (x - unit * 0.07 + column * unit * 0.024, y + unit * 0.16 + row * unit * 0.024)
                brush.rectangle((*at, at[0] + unit * 0.02, at[1] + unit * 0.02), fill=(50, 50, 50))


def _city(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    _sky(brush, size, (18, 24, 58), (70, 62, 104), 1.0)
    for at in range(0, width, 90):
        top = height * dice.between(25, 70) / 100
        brush.rectangle((at, top, at + 78, height), fill=_shade(dice, (36, 40, 70)))
        for y in range(int(top) + 14, height, 40):
            for x in (at + 12, at + 46):
                if dice.below(3):
                    brush.rectangle((x, y, x + 18, y + 20), fill=(246, 216, 130))


def _phone(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    unit = min(width, height)
    x, y = width / 2, height / 2
    brush.rectangle((0, 0, width, height), fill=_shade(dice, (206, 214, 220)))
    brush.rounded_rectangle(
        (x - unit * 0.2, y - unit * 0.4, x + unit * 0.2, y + unit * 0.4), 44, fill=(30, 30, 34)
    )
    brush.rounded_rectangle(
        (x - unit * 0.17, y - unit * 0.35, x + unit * 0.17, y + unit * 0.35), 24, fill=(74, 96, 150)
    )


def _shoes(brush: Brush, dice: Dice, size: tuple[int, int]) -> None:
    width, height = size
    unit = min(width, height)
    for side in (-1, 1):
        x, y = width / 2 + side * unit * 0.2, height * 0.6
        colour = _shade(dice, (196, 84, 96))
        brush.rounded_rectangle(
            (x - unit * 0.18, y, x + unit * 0.18, y + unit * 0.09), 20, fill=(244, 244, 244)
        )
        brush.polygon(
            [
                (x - unit * 0.17, y),
                (x - unit * 0.14, y - unit * 0.18),
                (x, y - unit * 0.14),
                (x + unit * 0.17, y),
            ],
            fill=colour,
        )


_SCENES: Mapping[str, Callable[[Brush, Dice, tuple[int, int]], None]] = {
    "bowl": _bowl, "field": _field, "shrimp": _shrimp, "harvest": _harvest, "grains": _grains, "bag": _bag,
    "city": _city, "phone": _phone, "shoes": _shoes,
}  # fmt: skip


def address(picture: Picture) -> str:
    """Where the picture stands in the simulated network."""
    return f"http://{HOST}/{picture.seed}/{picture.id}.png"
