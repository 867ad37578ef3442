"""What is read in a picture file that comes in. The file may be hostile: header first, limits, no trust."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import PurePath

from PIL import Image, ImageOps

from workbench.api import JSON, Refused

from .header import SUFFIXES, Header, other_kind, read_header
from .measure import fingerprint, luma, noise, normalised, palette, sharpness

MAX_BYTES = 5 * 2**20
MAX_PIXELS = 16_000_000
MAX_SIDE = 8_000
MAX_FRAMES = 200
KILO = 1024
"""1 KB = 1024 bytes, here and in every question."""

_BROKEN = (
    OSError, SyntaxError, ValueError, struct.error, IndexError, KeyError, TypeError, OverflowError, EOFError,
    zlib.error, AttributeError, ZeroDivisionError, RuntimeError, MemoryError, AssertionError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow's decoders raise at broken files."""

_OPEN_MODES = {"1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "PA", "YCbCr", "LAB", "HSV", "I", "F", "I;16"}


def intake(name: str, body: bytes) -> JSON:
    """The facts of a picture file: what it really is, and first measures. Pure.

    ``format`` by content, ``suffix`` of the name and ``fits`` whether the two agree; ``width`` and ``height``
    in pixels after the camera's rotation; ``mode``, ``bits``, ``frames``, ``has_alpha``; ``bytes`` and ``kb``
    (1024); ``sharpness``, ``noise``, ``brightness``, ``spread`` at one scale; ``palette``; ``fingerprint``.

    Raises Refused, in the student's words, for what is no whole picture or too large.
    """
    header = checked_header(body)
    try:
        picture, frames, turned = _decoded(body, header)
    except _BROKEN as error:
        raise Refused(f"“{name[:40]}”是损坏或不完整的 {header.format} 图片，请重新保存后再传。") from error
    suffix = PurePath(name).suffix.lower()
    facts = {
        "format": header.format,
        "suffix": suffix,
        "fits": suffix in SUFFIXES[header.format],
        "width": picture.width,
        "height": picture.height,
        "mode": turned.mode,
        "bits": header.bits,
        "frames": frames,
        "turned": picture.size != turned.size or turned.is_turned,
        "has_alpha": "A" in turned.mode or turned.has_transparency,
        "bytes": len(body),
        "kb": round(len(body) / KILO, 1),
    }
    return facts | measures(picture)


def checked_header(body: bytes) -> Header:
    """The header of a picture that may be decoded. Raises Refused before any decoding."""
    if not body:
        raise Refused("这个文件是空的（0 字节）。")
    if len(body) > MAX_BYTES:
        raise Refused(f"文件有 {len(body) / 2**20:.1f} MB，最大 {MAX_BYTES // 2**20} MB，请压缩后再传。")
    header = read_header(body)
    if header is None:
        raise Refused(
            f"这不是能用的图片：内容是{other_kind(body)}。只收 JPG、PNG、GIF、WebP、BMP 图片，改后缀没有用。"
        )
    if min(header.width, header.height) < 1:
        raise Refused("图片的宽或高是 0，请重新保存后再传。")
    if header.width * header.height > MAX_PIXELS or max(header.width, header.height) > MAX_SIDE:
        raise Refused(
            f"图片有 {header.width}×{header.height} 像素，太大了："
            f"每边最多 {MAX_SIDE}，一共最多 {MAX_PIXELS // 10_000} 万。"
        )
    return header


class _Opened:
    """What is known of the file as it was stored, before it was turned upright."""

    __slots__ = ("has_transparency", "is_turned", "mode", "size")

    def __init__(self, picture: Image.Image) -> None:
        self.size, self.mode = picture.size, picture.mode
        self.has_transparency = "transparency" in picture.info
        self.is_turned = picture.getexif().get(0x0112, 1) not in (0, 1)  # EXIF orientation


def _decoded(body: bytes, header: Header) -> tuple[Image.Image, int, _Opened]:
    with Image.open(io.BytesIO(body), formats=[header.format]) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise ValueError("a second header says another size")
        frames = _frames(opened)
        opened.seek(0)
        opened.load()
        if opened.mode not in _OPEN_MODES:
            raise ValueError(f"mode {opened.mode}")
        as_stored = _Opened(opened)
        return eight_bits(ImageOps.exif_transpose(opened)), frames, as_stored


def _frames(opened: Image.Image) -> int:
    # Counted by walking, with a limit: some decoders count by reading the whole file.
    for at in range(1, MAX_FRAMES + 1):
        try:
            opened.seek(at)
        except EOFError:
            return at
    return MAX_FRAMES


def eight_bits(picture: Image.Image) -> Image.Image:
    """``picture`` as RGB, or RGBA where something is transparent; 16-bit grey is scaled down, not cut off."""
    if picture.mode in ("I", "F", "I;16"):
        low, high = picture.getextrema()
        top = 65535 if isinstance(high, int | float) and high > 255 else 255  # noqa: PLR2004  one byte's top
        del low
        picture = picture.convert("F").point(lambda level: level * 255 / top).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB")


def on_white(picture: Image.Image) -> Image.Image:
    """``picture`` as RGB; what is transparent becomes white."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, picture).convert("RGB")


def measures(picture: Image.Image) -> dict[str, float | str | list[str]]:
    """The measures that any picture has, at the one scale of ``measure``."""
    flat = on_white(picture)
    normal = normalised(flat)
    bright = luma(normal)
    return {
        "sharpness": round(sharpness(normal), 2),
        "noise": round(noise(normal), 2),
        "brightness": round(float(bright.mean()), 1),
        "spread": round(float(bright.std()), 1),
        "palette": palette(flat),
        "fingerprint": fingerprint(flat),
    }
