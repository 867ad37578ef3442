"""Variants: the same for a seed, different between seeds, equal in difficulty; pictures and their site."""

import io

import pytest
from PIL import Image
from workbench_plugins.copywriting.world.pictures import address, png
from workbench_plugins.copywriting.world.variant import build, vary
from workbench_plugins.copywriting.world.web import PICTURE_LIBRARY

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_paper_has_six_true_cards_two_false_and_the_same_choice_of_pictures(seed):
    world = build(seed)
    assert sum(claim.is_usable for claim in world.claims) == 6
    assert len(world.fakes) == 2
    assert [
        sum(one.is_licensed for one in world.pictures),
        sum(one.is_relevant for one in world.pictures),
    ] == [4, 5]
    assert sum(one.is_licensed and one.is_relevant and one.has_ratio for one in world.pictures) == 2
    shown = {point.id for point, _ in world.points}
    assert any(shown & set(one.scene.shows) for one in world.pictures if one.is_licensed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_archive_bears_out_every_true_card_and_contradicts_every_false_one(seed):
    world = build(seed)
    archive = " ".join(text for _, text in world.archive)
    assert all(point.basis.format(n=n) in archive for point, n in world.points)
    assert all(fake.truth in archive for fake in world.fakes)


def test_two_seeds_differ_and_one_seed_does_not():
    assert vary({}, 3) == vary({}, 3)
    assert vary({}, 3)["claim_rows"] != vary({}, 4)["claim_rows"]


def test_what_is_given_does_not_say_which_cards_are_false():
    assert set(vary({}, 3)["claim_rows"][0]) == {"编号", "卖点", "来源", "授权"}


def test_a_picture_has_its_size_and_is_small():
    for picture in build(3).pictures:
        body = png(3, picture.id)
        assert Image.open(io.BytesIO(body)).size == (picture.width, picture.height)
        assert len(body) < 60_000


def test_the_library_serves_the_papers_pictures_and_no_others():
    given = vary({}, 3)
    assert PICTURE_LIBRARY.hosts(given) == ("sucai.example",)
    assert PICTURE_LIBRARY.hosts({}) == ()
    page = PICTURE_LIBRARY.fetch(given, {}, address(build(3).pictures[0]))
    assert (page.status, page.content_type) == (200, "image/png")
    for path in ("4/T1.png", "3/T9.png", "3/../T1.png", "", "3/T1.svg"):
        assert PICTURE_LIBRARY.fetch(given, {}, f"http://sucai.example/{path}").status == 404
