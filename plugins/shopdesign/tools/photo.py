"""What a photograph on a canvas has become: its lean, light, colour cast and sharpness, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..world.assets import Asset, assets, picture
from ..world.scene import card_centre
from .adjusting import adjusted
from .canvas import Canvas, Layer, Picture
from .measure import cast, gain, luma, noise, normalised, sharpness
from .tiles import cropped

CARD_BOX = 0.02
"""Half the side of the square that is read on the grey card, as a share of the photograph's width."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Measures of a photograph as its layer shows it.

    ``lean`` in degrees that are left (0 is level), ``brightness`` mean in [0, 255], ``cast`` of the grey
    card (CIE76), ``sharpness`` and ``noise`` as in ``measure``,
    ``spread`` the standard deviation of brightness, ``kept`` the share of the photograph's area
    that the crop leaves.
    """

    lean: float
    brightness: float
    cast: float
    sharpness: float
    noise: float
    spread: float
    kept: float

    @property
    def grain(self) -> float:
        """Noise over the spread of brightness: it does not change when a picture is only made brighter."""
        return self.noise / max(1.0, self.spread)


def main_photo(canvas: Canvas, seed: int) -> tuple[Layer, Picture, Asset] | None:
    """The largest visible photograph on ``canvas`` with its layer; None where there is none."""
    found = [
        (layer, layer.content, assets(seed)[layer.content.source])
        for layer in canvas.visible
        if isinstance(layer.content, Picture)
        and layer.content.source in assets(seed)
        and assets(seed)[layer.content.source].is_photo
    ]
    return max(found, key=lambda one: one[0].place.width * one[0].place.height, default=None)


@lru_cache(maxsize=512)  # a few numbers each
def shown(content: Picture, rotate: float, seed: int) -> Shown:
    """The measures of a photograph that a layer shows, turned by ``rotate`` degrees clockwise. Pure.

    Raises KeyError for what is no photograph of the seed.
    """
    asset = assets(seed)[content.source]
    if asset.fault is None:
        raise KeyError(content.source)
    small = adjusted(normalised(picture(seed, content.source)), content.sliders)
    x, y = card_centre(asset.fault.tilt)
    half = CARD_BOX * small.width
    card = small.crop(
        (round(x * small.width - half), round(y * small.height - half),
         round(x * small.width + half), round(y * small.height + half))
    )  # fmt: skip
    grey = np.asarray(card, np.float64).mean(axis=(0, 1))
    part = cropped(small, content.crop)
    kept = (1 - content.left - content.right) * (1 - content.top - content.bottom)
    bright = luma(part)
    return Shown(
        lean=_lean(asset.fault.tilt - rotate),
        brightness=float(bright.mean()),
        cast=cast(grey),
        sharpness=sharpness(part),
        noise=noise(part),
        spread=float(bright.std()),
        kept=kept,
    )


def before(content: Picture, seed: int) -> Shown:
    """The measures of the same part of the photograph before anything was done to it."""
    return shown(Picture(content.source, *content.crop), 0.0, seed)


def sharper(content: Picture, rotate: float, seed: int) -> float:
    """How many times sharper the photograph became, noise taken off. Source: ``measure.gain``."""
    old, new = before(content, seed), shown(content, rotate, seed)
    return gain((old.sharpness, old.grain), (new.sharpness, new.grain))


def _lean(angle: float) -> float:
    return (angle + 180) % 360 - 180
