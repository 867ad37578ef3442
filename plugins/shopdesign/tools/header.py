"""What the first bytes of a file say: its real format and size, before anything is decoded."""

from __future__ import annotations

import struct
from dataclasses import dataclass

SUFFIXES = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "GIF": (".gif",),
    "WEBP": (".webp",),
    "BMP": (".bmp",),
}
"""The formats that are read, and the suffixes that fit them."""

_MAGIC = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
}
_OTHERS = (
    (b"%PDF", "PDF 文档"),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
    (b"8BPS", "Photoshop 源文件（PSD）"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"Rar!", "压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档"),
)
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset(range(0xD0, 0xD8)) | {0x01}
MAX_SEGMENTS = 2000


@dataclass(frozen=True, slots=True)
class Header:
    """Real format and size in pixels; ``bits`` of each channel where the header says so."""

    format: str
    width: int
    height: int
    bits: int = 8


def real_format(body: bytes) -> str | None:
    """The format by content, or None for what is no picture that is read here."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "WEBP"
    return next((name for magic, name in _MAGIC.items() if body.startswith(magic)), None)


def other_kind(body: bytes) -> str:
    """What a file is that is no picture, in the student's words."""
    found = next((name for magic, name in _OTHERS if body.startswith(magic)), "")
    start = body[:512].lstrip().lower()
    if not found and (start.startswith(b"<svg") or b"<svg" in start):
        return "SVG 矢量图"
    if not found and start.startswith((b"<!doctype", b"<html", b"<")):
        return "网页文字"
    return found or "不认识的内容"


def read_header(body: bytes) -> Header | None:
    """Format and size from the header alone; None where it is broken or no picture."""
    kind = real_format(body)
    try:
        return None if kind is None else _READERS[kind](body)
    except (struct.error, IndexError):
        return None


def _png(body: bytes) -> Header | None:
    if body[12:16] != b"IHDR":
        return None
    width, height, bits = struct.unpack(">IIB", body[16:25])
    return Header("PNG", width, height, bits)


def _gif(body: bytes) -> Header | None:
    return Header("GIF", *struct.unpack("<HH", body[6:10]))


def _bmp(body: bytes) -> Header | None:
    width, height = struct.unpack("<ii", body[18:26])
    return Header("BMP", abs(width), abs(height))


def _jpeg(body: bytes) -> Header | None:
    at = 2
    for _ in range(MAX_SEGMENTS):
        while body[at] != 0xFF:  # noqa: PLR2004  fill between segments
            at += 1
        while body[at] == 0xFF:  # noqa: PLR2004
            at += 1
        marker, at = body[at], at + 1
        if marker in _JPEG_SIZES:
            bits, height, width = struct.unpack(">BHH", body[at + 2 : at + 7])
            return Header("JPEG", width, height, bits)
        if marker in _JPEG_BARE:
            continue
        if marker in (0xD9, 0xDA):
            return None
        at += struct.unpack(">H", body[at : at + 2])[0]
    return None


def _webp(body: bytes) -> Header | None:
    kind = body[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (24, 27))
        return Header("WEBP", width, height)
    if kind == b"VP8L" and body[20] == 0x2F:  # noqa: PLR2004  the signature of lossless WebP
        packed = struct.unpack("<I", body[21:25])[0]
        return Header("WEBP", (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[26:30])
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    return None


_READERS = {"PNG": _png, "GIF": _gif, "BMP": _bmp, "JPEG": _jpeg, "WEBP": _webp}
