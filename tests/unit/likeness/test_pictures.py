"""Perceptual hashes: the same picture in another size and format is the same, given assets are nobody's."""

import io
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from workbench_plugins.shopdesign.tools import measure

from workbench.likeness.pictures import BITS, WITHIN, PicturePair, alike_pictures, fingerprint, fingerprint_of


def scene(seed, size=(640, 480)):
    dice = np.random.default_rng(seed)
    picture = Image.new("RGB", size, tuple(dice.integers(256, size=3).tolist()))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        left, top = dice.integers(0, 500, size=2).tolist()
        wide, high = dice.integers(40, 300, size=2).tolist()
        draw.ellipse((left, top, left + wide, top + high), fill=tuple(dice.integers(256, size=3).tolist()))
    return picture


def apart(one, two):
    return (int(one, 16) ^ int(two, 16)).bit_count()


def test_a_picture_is_itself_in_another_size_and_format():
    picture = scene(1)
    kept = io.BytesIO()
    picture.resize((300, 225)).save(kept, "JPEG", quality=60)
    again = Image.open(io.BytesIO(kept.getvalue()))
    assert apart(fingerprint(picture), fingerprint(again)) <= 2


@pytest.mark.parametrize("seed", range(8))
def test_the_hash_is_the_one_that_the_picture_desk_notes(seed):
    assert fingerprint(scene(seed)) == measure.fingerprint(scene(seed))


def test_half_of_the_bits_of_a_picture_are_set_and_pictures_differ():
    hashes = [fingerprint(scene(seed)) for seed in range(20)]
    assert all(int(one, 16).bit_count() == BITS // 2 for one in hashes)
    assert min(apart(one, two) for one, two in combinations(hashes, 2)) > WITHIN


def test_a_flat_picture_has_no_hash_and_is_like_none():
    assert fingerprint(Image.new("RGB", (400, 300), "white")) == ""
    assert alike_pictures({"a": [""], "b": [""]}) == ()


def test_pairs_are_of_two_scripts_the_closest_first():
    one, near, far = "00000000ffffffff", "00000001ffffffff", "ffffffff00000000"
    found = alike_pictures({"b": [far, one], "a": [near, near], "c": [one]})
    assert found == (
        PicturePair("b", "c", 1, 0, 0),
        PicturePair("a", "b", 0, 1, 1),
        PicturePair("a", "b", 1, 1, 1),
        PicturePair("a", "c", 0, 0, 1),
        PicturePair("a", "c", 1, 0, 1),
    )


def test_a_given_asset_is_nobodys_copy():
    asset = fingerprint(scene(1))
    prints = {"a": [asset, fingerprint(scene(2))], "b": [asset, fingerprint(scene(2))]}
    assert alike_pictures(prints, given=[asset, ""]) == (PicturePair("a", "b", 1, 1, 0),)


hashes = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}") | st.sampled_from(
    ["0" * 16, "0" * 15 + "7"]
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(hashes, max_size=3)), st.integers(0, 30))
def test_every_pair_within_the_bound_is_found(prints, within):
    found = {
        (one.a, one.a_picture, one.b, one.b_picture, one.bits)
        for one in alike_pictures(prints, within=within)
    }
    held = [(name, at, one) for name in sorted(prints) for at, one in enumerate(prints[name])]
    assert found == {
        (a, at, b, bt, apart(one, two))
        for (a, at, one), (b, bt, two) in combinations(held, 2)
        if a != b and apart(one, two) <= within
    }


def test_a_picture_file_is_hashed_and_what_is_none_has_no_hash(monkeypatch):
    kept = io.BytesIO()
    scene(1).save(kept, "PNG")
    assert fingerprint_of(kept.getvalue()) == fingerprint(scene(1))
    assert fingerprint_of(b"no picture") == ""
    assert fingerprint_of(kept.getvalue()[:2000]) == ""
    monkeypatch.setattr("workbench.likeness.pictures.MOST_PIXELS", 100)
    assert fingerprint_of(kept.getvalue()) == ""
