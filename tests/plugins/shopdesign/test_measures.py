"""Measures: at one scale, against noise, at the worst place; type that can be seen."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter
from workbench_plugins.shopdesign import plugin
from workbench_plugins.shopdesign.tools.adjusting import Adjustments
from workbench_plugins.shopdesign.tools.canvas import Canvas, Layer, Lettering, Picture, Place, Shape
from workbench_plugins.shopdesign.tools.legible import needed, read
from workbench_plugins.shopdesign.tools.lettering import FONT, SIMPLIFIED, font, letters, missing
from workbench_plugins.shopdesign.tools.measure import (
    cast,
    contrast,
    distance,
    fingerprint,
    gain,
    luma,
    luminance,
    noise,
    normalised,
    palette,
    sharpness,
)  # fmt: skip
from workbench_plugins.shopdesign.tools.photo import before, sharper, shown
from workbench_plugins.shopdesign.tools.render import given_picture, given_preview
from workbench_plugins.shopdesign.world.assets import assets, picture
from workbench_plugins.shopdesign.world.variant import vary

SEED = 1
PHOTO = next(name for name, asset in assets(SEED).items() if asset.is_fit)
GREY = Canvas(800, 800, "#808080")


def with_layers(*layers: Layer, background: str = "#FFFFFF") -> Canvas:
    return Canvas(800, 800, background, layers)


def text(words: str, size: int = 60, colour: str = "#000000", **how) -> Layer:
    place = how.pop("place", Place(100, 300))
    return Layer("t", words[:8], place, Lettering(words, size, colour, **how))


def raw(made: Image.Image) -> tuple[float, float]:
    normal = normalised(made)
    return sharpness(normal), noise(normal) / max(1.0, float(luma(normal).std()))


def test_sharpness_does_not_depend_on_the_size_of_the_file() -> None:
    whole = picture(SEED, PHOTO)
    half = whole.resize((whole.width * 4 // 5, whole.height * 4 // 5), Image.Resampling.LANCZOS)
    assert sharpness(normalised(half)) == pytest.approx(sharpness(normalised(whole)), rel=0.35)


def test_brighter_is_not_sharper() -> None:
    for brightness in (0.7, 0.85, 1.2):
        content = Picture(PHOTO, sliders=Adjustments(brightness=brightness))
        assert sharper(content, 0.0, SEED) == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("grain", [4, 8, 16, 24])
def test_noise_is_no_sharpness(grain) -> None:
    clean = picture(SEED, PHOTO)
    dust = np.random.Generator(np.random.PCG64(3)).normal(0, grain, (clean.height, clean.width, 1))
    noisy = Image.fromarray(np.clip(np.asarray(clean, np.float32) + dust, 0, 255).astype(np.uint8))
    assert gain(raw(clean), raw(noisy)) < 1.2


def test_sharpening_is_sharper_and_blurring_is_not() -> None:
    assert sharper(Picture(PHOTO, sliders=Adjustments(sharpness=0.8)), 0.0, SEED) > 1.5
    clean = picture(SEED, PHOTO)
    assert gain(raw(clean), raw(clean.filter(ImageFilter.GaussianBlur(4)))) < 0.8


def test_contrast_is_wcags() -> None:
    assert contrast(luminance((0, 0, 0)), luminance((255, 255, 255))) == pytest.approx(21)
    assert contrast(luminance((118, 118, 118)), luminance((255, 255, 255))) == pytest.approx(4.54, abs=0.02)


def test_a_neutral_colour_has_no_cast() -> None:
    assert cast((128, 128, 128)) < 0.1
    assert cast((160, 128, 90)) > 15


def test_a_photograph_has_its_planted_faults_and_loses_them_by_the_right_sliders() -> None:
    fault = assets(SEED)[PHOTO].fault
    right = Adjustments(
        brightness=1 / fault.light, temperature=-fault.temperature, tint=-fault.tint, sharpness=1.2
    )
    old, new = before(Picture(PHOTO), SEED), shown(Picture(PHOTO, sliders=right), fault.tilt, SEED)
    assert abs(old.lean) == pytest.approx(abs(fault.tilt))
    assert abs(new.lean) < 0.01
    assert new.cast < old.cast / 2
    assert abs(new.brightness - 132) < abs(old.brightness - 132)


@pytest.mark.parametrize("seed", range(30))
def test_no_raw_photograph_passes_before_it_is_corrected(seed) -> None:
    for name, asset in assets(seed).items():
        if asset.is_fit:
            old = before(Picture(name), seed)
            assert abs(old.lean) >= 5
            assert not 118 <= old.brightness <= 146
            assert old.cast > 7


def test_fingerprints_tell_pictures_apart_and_not_their_formats(file_of) -> None:
    first, second = (picture(SEED, name) for name in ("p1", "p2"))
    packed = Image.open(io.BytesIO(file_of(first, "JPEG", quality=30)))
    assert distance(fingerprint(first), fingerprint(packed)) <= 3
    assert distance(fingerprint(first), fingerprint(second)) > 12
    assert distance("", "zz") == 64


def test_a_palette_names_the_main_colours_first() -> None:
    two = Image.new("RGB", (64, 64), "#D81E1E")
    two.paste("#FFFFFF", (0, 0, 64, 16))
    assert palette(two)[:2] == ["#D81E1E", "#FFFFFF"]


def test_text_on_a_gradient_is_judged_by_its_worst_place_and_not_by_the_mean() -> None:
    # White letters over a band that runs from black to white: the mean would pass.
    bands = [
        Layer(
            f"b{at}",
            "b",
            Place(at * 80, 280, 80, 140),
            Shape("rect", f"#{at * 28:02X}{at * 28:02X}{at * 28:02X}"),
        )
        for at in range(10)
    ]
    shown_texts = read(with_layers(*bands, text("全国包邮今日到家", 80, "#FFFFFF")), SEED).texts
    assert shown_texts[0].ratio < 3
    assert shown_texts[0].is_legible(28) is False


def test_an_outline_is_what_letters_are_seen_against() -> None:
    bare = read(with_layers(text("包邮", colour="#FFFFFF")), SEED).texts[0]
    edged = read(
        with_layers(text("包邮", colour="#FFFFFF", outline=4, outline_colour="#7A0A10")), SEED
    ).texts[0]
    assert bare.ratio == pytest.approx(1, abs=0.01)
    assert edged.is_legible(28) is True


def test_faint_letters_lose_contrast() -> None:
    solid = read(with_layers(text("包邮")), SEED).texts[0]
    faint = read(with_layers(text("包邮", place=Place(100, 300, opacity=20))), SEED).texts[0]
    assert solid.ratio == pytest.approx(21, abs=0.1)
    assert faint.ratio < 3


def test_covered_and_outlying_letters_are_not_read() -> None:
    cover = Layer("c", "c", Place(0, 250, 800, 200), Shape("rect", "#FFFFFF"))
    assert read(with_layers(text("包邮"), cover), SEED).texts[0].seen < 0.05
    assert read(with_layers(text("包邮", place=Place(760, 300))), SEED).texts[0].seen < 0.5


def test_large_type_needs_less_contrast() -> None:
    assert needed(Lettering("a", 20)) == 4.5
    assert needed(Lettering("a", 20, weight=700)) == needed(Lettering("a", 24)) == 3.0


def test_an_upload_behind_letters_leaves_the_verdict_to_a_person() -> None:
    upload = Layer("u", "u", Place(0, 0, 800, 800), Picture("a" * 64))
    found = read(with_layers(upload, text("包邮")), SEED).texts[0]
    assert found.ratio is None
    assert found.is_legible(28) is None


def test_the_products_share_is_what_can_be_seen_of_it() -> None:
    photo = Layer("p", "p", Place(0, 0, 800, 600), Picture(PHOTO))
    half = Layer("h", "h", Place(0, 0, 400, 800), Shape("rect"))
    whole, hidden = read(with_layers(photo), SEED).product, read(with_layers(photo, half), SEED).product
    assert 0.1 < whole < 0.4
    assert 0.2 * whole < hidden < 0.8 * whole


def test_type_is_never_left_at_thin() -> None:
    assert Lettering("a").weight == 500
    thin, normal = (int(np.asarray(letters("沃柑", 60, weight)).sum()) for weight in (100, 500))
    assert normal > 1.5 * thin
    assert font(20, 500).getname()[0] == "Noto Sans CJK SC"
    assert FONT.name.endswith(".ttc")
    assert SIMPLIFIED == 2


def test_empty_boxes_are_found() -> None:
    assert missing("沃柑5斤 ￥29.9 ★") == ""
    assert missing("好😀吃😀") == "😀"


def test_the_preview_is_the_export_made_smaller() -> None:
    canvas = with_layers(
        Layer(
            "p", "p", Place(-50, 20, 900, 675, 7), Picture(PHOTO, 0.1, sliders=Adjustments(1.2, 1.1, 1.1, 1))
        ),
        Layer("s", "s", Place(0, 650, 800, 150), Shape("rounded", "#C4161C")),
        text("沃柑5斤装", 76, "#FFFFFF", place=Place(40, 670)),
    )
    large = given_picture(canvas, SEED).resize((400, 400), Image.Resampling.BOX)
    apart = np.abs(np.asarray(large, np.float32) - np.asarray(given_preview(canvas, SEED), np.float32))
    assert apart.mean() < 4


def test_the_same_layers_give_the_same_pixels() -> None:
    canvas = with_layers(
        Layer("p", "p", Place(0, 0, 300, 300, 33.5, 60), Picture("badge-round")), text("沃柑")
    )
    first = given_picture(canvas, SEED).tobytes()
    given_picture.cache_clear()
    assert given_picture(canvas, SEED).tobytes() == first


def test_the_photographs_of_a_shelf_are_told_as_given_pictures() -> None:
    (desk,) = (tool for tool in plugin.workbench_tools() if tool.id == "shopdesign.desk")
    photos = [name for name, asset in assets(SEED).items() if asset.is_photo]
    told = list(desk.given_prints(vary({}, SEED)))
    assert told == [fingerprint(picture(SEED, name)) for name in photos]
    assert len(told) > 1
