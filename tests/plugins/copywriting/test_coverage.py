"""Selling points, false claims, names and numbers in a text."""

import pytest
from workbench_plugins.copywriting.tools.coverage import coverage
from workbench_plugins.copywriting.world.packs import rice
from workbench_plugins.copywriting.world.variant import build

SEED = 1
POINTS = {point.id: n for point, n in build(SEED).points}


def seed_with(point_id):
    return next(seed for seed in range(200) if point_id in {point.id for point, _ in build(seed).points})


def used(text, seed=SEED):
    return {use.point.id for use in coverage(seed, text).covered}


@pytest.mark.parametrize("point", rice().points, ids=lambda point: point.id)
def test_a_point_is_recognised_by_any_accepted_synonym(point):
    seed = seed_with(point.id)
    for word in point.accept:
        assert point.id in used(f"我家的米，{word}，真好", seed)


@pytest.mark.parametrize("point", rice().points, ids=lambda point: point.id)
def test_the_papers_own_number_is_right_and_another_is_not(point):
    seed = seed_with(point.id)
    n = next(n for one, n in build(seed).points if one.id == point.id)
    assert point.id in used(point.say.format(n=n), seed)
    if "{n}" in point.say:
        wrong = coverage(seed, point.say.format(n=n + 1)).wrong
        assert [(use.point.id, use.wrong) for use in wrong] == [(point.id, (n + 1,))]


def test_a_chinese_numeral_is_a_number():
    seed = seed_with("fresh")
    n = next(n for one, n in build(seed).points if one.id == "fresh")
    chinese = f"{'一二三四五六七八九'[n // 10 - 1]}十{'零一二三四五六七八九'[n % 10] if n % 10 else ''}"
    assert "fresh" in used(f"现碾，{chinese}小时发出", seed)
    assert "fresh" not in used("现碾，九十九小时发出", seed)


def test_synonyms_are_found_through_disguises_with_their_place():
    seed = seed_with("coculture")
    text = "我们是稻 蝦 共 作的"
    use = next(use for use in coverage(seed, text).covered if use.point.id == "coculture")
    assert [text[a:b] for a, b in use.spans] == ["稻 蝦 共 作"]


def test_a_false_claim_is_found_and_a_denied_one_is_not():
    fake = build(SEED).fakes[0]
    word = fake.claims[0]
    assert [use.fake.id for use in coverage(SEED, f"这米{word}").fakes] == [fake.id]
    assert coverage(SEED, f"我们不敢说{word}").fakes == ()
    assert coverage(SEED, f"这不是空话，{word}").fakes != ()


def test_brand_and_product_are_looked_for():
    world = build(SEED)
    assert coverage(SEED, f"{world.brand}的{world.product}").is_named
    assert not coverage(SEED, world.product).is_named
    assert not coverage(SEED, world.brand).is_named


def test_nothing_counts_inside_barred_stretches():
    world = build(SEED)
    point = world.points[0][0]
    text = f"好，{point.accept[0]}"
    assert point.id in used(text)
    assert coverage(SEED, text, ((0, len(text)),)).covered == ()
