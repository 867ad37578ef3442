"""What the sliders do to a picture: white balance, brightness, contrast, colour, sharpness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageEnhance, ImageFilter

WARMTH, TINT = 0.3, 0.2
"""How far a slider's end moves the channels: 30 % warmer or colder, 20 % greener or pinker."""

SHARPEN_RADIUS = 1 / 320
"""Radius of the unsharp mask as a share of the longer side, so that preview and export look alike."""

SHARPEN_THRESHOLD = 3
"""Grey levels: smaller differences are grain and are not sharpened."""


@dataclass(frozen=True, slots=True)
class Adjustments:
    """Slider positions. Factors are 1 when nothing is changed; the other three are 0.

    ``brightness``, ``contrast``, ``colour`` in [0.3, 2]; ``sharpness`` in [0, 3]; ``temperature``
    (cold to warm) and ``tint`` (green to pink) in [-100, 100].
    """

    brightness: float = 1.0
    contrast: float = 1.0
    colour: float = 1.0
    sharpness: float = 0.0
    temperature: float = 0.0
    tint: float = 0.0

    @property
    def gains(self) -> tuple[float, float, float]:
        """By what red, green and blue are multiplied."""
        warm, pink = self.temperature / 100, self.tint / 100
        red, green, blue = 1 + WARMTH * warm, 1 - TINT * pink, 1 - WARMTH * warm
        return red * self.brightness, green * self.brightness, blue * self.brightness


def adjusted(picture: Image.Image, sliders: Adjustments) -> Image.Image:
    """``picture`` (RGB or RGBA) with the sliders applied, in the order in which they are listed above.

    Source: multiplication of sRGB values as in Pillow's ImageEnhance.
    """
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    made = multiplied(picture.convert("RGB"), sliders.gains)
    if sliders.contrast != 1:
        made = ImageEnhance.Contrast(made).enhance(sliders.contrast)
    if sliders.colour != 1:
        made = ImageEnhance.Color(made).enhance(sliders.colour)
    if sliders.sharpness > 0:
        radius = max(made.size) * SHARPEN_RADIUS
        made = made.filter(ImageFilter.UnsharpMask(radius, round(sliders.sharpness * 100), SHARPEN_THRESHOLD))
    if alpha is not None:
        made.putalpha(alpha)
    return made


def multiplied(picture: Image.Image, gains: Sequence[float]) -> Image.Image:
    """``picture`` (RGB) with red, green and blue multiplied by ``gains``; what is over 255 is 255."""
    if all(gain == 1 for gain in gains):
        return picture
    table = [min(255, round(level * gain)) for gain in gains for level in range(256)]
    return picture.point(table)
