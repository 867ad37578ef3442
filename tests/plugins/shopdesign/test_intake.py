"""A hostile picture file is read or refused in words; it never takes long and never takes the server down."""

import contextlib
import random
import struct
import time
import zlib

import numpy as np
import pytest
from PIL import Image
from workbench_plugins.shopdesign.tools.intake import MAX_BYTES, MAX_FRAMES, intake

from workbench.api import Refused

PICTURE = Image.fromarray(np.random.Generator(np.random.PCG64(1)).integers(0, 255, (48, 64, 3), np.uint8))


def refusal(name, body) -> str:
    with pytest.raises(Refused) as refused:
        intake(name, body)
    return refused.value.text


def test_the_format_is_what_the_content_says_and_not_the_suffix(file_of) -> None:
    facts = intake("主图.jpg", file_of(PICTURE, "PNG"))
    assert (facts["format"], facts["suffix"], facts["fits"]) == ("PNG", ".jpg", False)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "a.jpeg"), ("PNG", "a.PNG"), ("GIF", "a.gif"), ("WEBP", "a.webp"), ("BMP", "a.bmp")],
)
def test_every_format_is_read_with_its_size(kind, name, file_of) -> None:
    facts = intake(name, file_of(PICTURE, kind))
    assert (facts["format"], facts["fits"], facts["width"], facts["height"]) == (kind, True, 64, 48)


def test_a_full_width_dot_makes_no_suffix(file_of) -> None:
    assert intake("主图．jpg", file_of(PICTURE, "JPEG"))["fits"] is False


def test_a_kilobyte_is_1024_bytes(file_of) -> None:
    body = file_of(PICTURE, "BMP")
    facts = intake("a.bmp", body)
    assert facts["bytes"] == len(body)
    assert facts["kb"] == round(len(body) / 1024, 1)


def test_a_picture_that_the_camera_turned_is_measured_upright(file_of) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    facts = intake("a.jpg", file_of(PICTURE, "JPEG", exif=exif))
    assert (facts["width"], facts["height"], facts["turned"]) == (48, 64, True)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_jpeg_that_is_not_rgb_says_so(mode, file_of) -> None:
    facts = intake("a.jpg", file_of(PICTURE.convert(mode), "JPEG"))
    assert facts["mode"] == mode
    assert 80 < facts["brightness"] < 180


def test_sixteen_bits_are_scaled_down_and_not_cut_off(file_of) -> None:
    deep = Image.fromarray(np.full((40, 40), 32768, np.uint16))
    facts = intake("a.png", file_of(deep, "PNG"))
    assert facts["bits"] == 16
    assert facts["brightness"] == pytest.approx(128, abs=3)


def test_transparency_and_palettes_are_told(file_of) -> None:
    assert intake("a.png", file_of(PICTURE.convert("RGBA"), "PNG"))["has_alpha"] is True
    assert intake("a.gif", file_of(PICTURE.quantize(8), "GIF"))["mode"] == "P"


def test_an_animation_tells_its_frames(file_of) -> None:
    frames = [PICTURE.rotate(10 * at) for at in range(4)]
    body = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert intake("a.gif", body)["frames"] == 4


def test_frames_are_counted_to_a_limit(file_of) -> None:
    tiny = [Image.new("P", (2, 2), at % 2) for at in range(MAX_FRAMES + 60)]
    body = file_of(
        tiny[0],
        "GIF",
        save_all=True,
        append_images=tiny[1:],
        duration=list(range(20, 20 + 10 * len(tiny), 10)),
    )
    assert intake("a.gif", body)["frames"] <= MAX_FRAMES


def test_a_decompression_bomb_is_refused_by_its_header_alone() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10**6))
        + chunk(b"IEND", b"")
    )
    began = time.perf_counter()
    assert "60000×60000" in refusal("a.png", bomb)
    assert time.perf_counter() - began < 0.1


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "空"), (b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04....", "压缩包"), (b"<svg xmlns=''/>", "SVG"),
        (b"<html>", "网页"), (b"8BPS\0\1", "PSD"), (b"II*\0....", "TIFF"), (b"hello", "不认识"),
        (b"\xff\xd8\xff", "不是能用的图片"), (b"GIF89a\0\0\0\0", "是 0"), (b"\xff" * (MAX_BYTES + 1), "MB"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_the_students_words(body, word) -> None:
    assert word in refusal("主图.jpg", body)


def test_a_truncated_picture_is_refused(file_of) -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        body = file_of(PICTURE, kind)
        assert "损坏或不完整" in refusal("a", body[: len(body) * 2 // 3])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_mutated_files_are_read_or_refused_in_bounded_time(kind, file_of) -> None:
    dice = random.Random(kind)
    whole = file_of(PICTURE, kind)
    for _ in range(80):
        body = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            # Most damage falls into the header, where decoders are led astray.
            at = dice.randrange(min(len(body), 64) if dice.random() < 0.6 else len(body))
            body[at] = dice.randrange(256)
        if dice.random() < 0.3:
            del body[dice.randrange(8, len(body)) :]
        began = time.perf_counter()
        with contextlib.suppress(Refused):  # anything else would be a crash
            facts = intake("a", bytes(body))
            assert facts["width"] * facts["height"] <= 16_000_000
        assert time.perf_counter() - began < 3
