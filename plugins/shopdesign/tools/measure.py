"""Measures of pictures at one stated scale, so that two can be compared. Proxies, not beauty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SCALE = 480
"""Pixels of the longer side at which sharpness, noise, brightness and contrast are measured."""

QUIET_SHARE = 0.3
"""The calmest third of the tiles, in which noise is measured: edges are no noise."""

FREE_GRAIN = 1.5
"""Growth of grain that honest sharpening may bring."""

TILE = 20
PALETTE = 5
_LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)  # Rec. 709

CIE_KNEE = 0.008856  # below it CIE's cube root is a straight line

Pixels = NDArray[np.floating[Any]]


def normalised(picture: Image.Image) -> Image.Image:
    """``picture`` as RGB with a longer side of ``SCALE``; Laplacian values of other sizes say nothing."""
    rgb = picture.convert("RGB")
    factor = SCALE / max(rgb.size)
    size = (max(1, round(rgb.width * factor)), max(1, round(rgb.height * factor)))
    return rgb if size == rgb.size else rgb.resize(size, Image.Resampling.BILINEAR)


def luma(picture: Image.Image) -> Pixels:
    """Brightness of each pixel in [0, 255]: 0.2126 R + 0.7152 G + 0.0722 B of the sRGB values."""
    bright: Pixels = np.asarray(picture.convert("RGB"), np.float32) @ _LUMA
    return bright


def sharpness(normal: Image.Image) -> float:
    """1000 x (mean square of the Laplacian - that of the calmest tiles) / variance of the brightness.

    Measured on a normalised picture after a 3 x 3 binomial filter, which takes away single grains and the
    steps of 8 bits. The calm tiles hold grain and no edges, so what is left of it is taken off; the division
    makes the number independent of exposure and contrast. Source: variance of the Laplacian (Pech-Pacheco
    2000), ENGINES 4.
    """
    bright = _smooth(luma(normal))
    spread = float(bright.var()) if bright.size else 0.0
    if spread < 1:
        return 0.0
    edges = _laplacian(bright) ** 2
    return max(0.0, 1000 * (float(edges.mean()) - _calm(edges)) / spread)


def _smooth(bright: Pixels) -> Pixels:
    rows = (bright[:-2] + 2 * bright[1:-1] + bright[2:]) / 4
    return (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4


def gain(before: tuple[float, float], after: tuple[float, float]) -> float:
    """How many times sharper a picture became, each given as (sharpness, noise over spread).

    Noise is no sharpness: what it grew by beyond ``FREE_GRAIN`` is divided out.
    """
    noisier = max(1.0, after[1] / max(before[1], 1e-6) / FREE_GRAIN)
    return after[0] / max(before[0], 1e-6) / noisier


def _calm(values: Pixels) -> float:
    """The mean of the calmest tiles; 0 where the picture is smaller than a tile."""
    rows, columns = values.shape[0] // TILE, values.shape[1] // TILE
    if rows == 0 or columns == 0:
        return 0.0
    tiles = values[: rows * TILE, : columns * TILE].reshape(rows, TILE, columns, TILE).mean(axis=(1, 3))
    return float(np.quantile(tiles, QUIET_SHARE))


def _laplacian(bright: Pixels) -> Pixels:
    if min(bright.shape) < 3:  # noqa: PLR2004  the operator needs neighbours
        return np.zeros((1, 1), np.float32)
    inner = bright[1:-1, 1:-1]
    return bright[:-2, 1:-1] + bright[2:, 1:-1] + bright[1:-1, :-2] + bright[1:-1, 2:] - 4 * inner


def noise(normal: Image.Image) -> float:
    """Standard deviation of the grain in grey levels, in the calmest tiles. Source: Immerkaer 1996."""
    bright = luma(normal)
    if min(bright.shape) < TILE:
        return 0.0
    line = bright[:-2] - 2 * bright[1:-1] + bright[2:]
    grain = np.abs(line[:, :-2] - 2 * line[:, 1:-1] + line[:, 2:])
    return math.sqrt(math.pi / 2) / 6 * _calm(grain)


def palette(picture: Image.Image) -> list[str]:
    """The picture's main colours, the most frequent first, as ``#RRGGBB`` (median cut at 64 x 64)."""
    small = picture.convert("RGB").resize((64, 64), Image.Resampling.BOX).quantize(PALETTE)
    table = small.getpalette() or []
    counts = small.getcolors() or []
    shown = [index for _, index in sorted(counts, reverse=True) if isinstance(index, int)]
    return ["#{:02X}{:02X}{:02X}".format(*table[3 * index : 3 * index + 3]) for index in shown]


def fingerprint(picture: Image.Image) -> str:
    """64-bit perceptual hash as 16 hex digits: signs of the low DCT frequencies of 32 x 32 grey pixels."""
    small = luma(picture.convert("RGB").resize((32, 32), Image.Resampling.BOX))
    low = (_cosines() @ small @ _cosines().T)[:8, :8]
    bits = (low > np.median(low)).ravel()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


@cache
def _cosines() -> Pixels:
    index = np.arange(32)
    waves: Pixels = np.cos(np.pi / 32 * (index[None, :] + 0.5) * index[:, None]).astype(np.float32)
    return waves


def distance(first: str, second: str) -> int:
    """In how many of 64 bits two fingerprints differ; 64 where one is none."""
    try:
        return (int(first, 16) ^ int(second, 16)).bit_count()
    except ValueError:
        return 64


def luminance(colours: NDArray[np.floating[Any]] | Sequence[float]) -> NDArray[np.float64]:
    """Relative luminance in [0, 1] of sRGB colours in [0, 255], along the last axis. Source: WCAG 2.1."""
    light: NDArray[np.float64] = _linear(np.asarray(colours, np.float64) / 255) @ np.array(
        (0.2126, 0.7152, 0.0722)
    )
    return light


def _linear(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004  sRGB's knee


def contrast(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """WCAG contrast of two luminances: (lighter + 0.05) / (darker + 0.05), from 1 to 21."""
    lighter, darker = np.maximum(first, second), np.minimum(first, second)
    return (lighter + 0.05) / (darker + 0.05)


_TO_XYZ = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)))
_WHITE = np.array((0.95047, 1.0, 1.08883))  # D65


def cast(colour: NDArray[np.floating[Any]] | Sequence[float]) -> float:
    """How far a colour is from grey: CIE76 difference in a and b alone, 0 for a neutral one.

    ``colour`` in [0, 255]. Source: CIE 1976 L*a*b*, white D65.
    """
    xyz = _TO_XYZ @ _linear(np.asarray(colour, np.float64) / 255) / _WHITE
    x, y, z = (
        float(value) ** (1 / 3) if value > CIE_KNEE else 7.787 * float(value) + 16 / 116 for value in xyz
    )
    return math.hypot(500 * (x - y), 200 * (y - z))
