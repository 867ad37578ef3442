"""Platform limits: the preview is cut by the function that the check asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench_plugins.copywriting.tools.platforms import clusters, cut, length, show
from workbench_plugins.copywriting.world.packs import Limit, platforms


def limit(at, unit="char"):
    return Limit("x", "x", at, unit, "试题", verified=True)


FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize("sign", [FAMILY, "👍🏽", "🇨🇳", "☀️", "é"])
def test_an_emoji_is_one_sign_and_never_cut_in_two(sign):
    assert clusters(f"米{sign}饭") == ["米", sign, "饭"]
    found = cut(f"米{sign}", limit(2))
    assert found.shown in ("米", f"米{sign}")


def test_what_fits_exactly_is_whole_and_one_more_is_cut():
    assert cut("稻虾米", limit(3)).fits
    over = cut("稻虾米香", limit(3))
    assert (over.shown, over.rest) == ("稻虾米", "香")


def test_half_width_is_half_in_zi():
    assert length("米ab１", "zi") == 3
    assert cut("米米ab", limit(3, "zi")).fits
    assert not cut("米米abc", limit(3, "zi")).fits


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from(["char", "zi"]))
def test_shown_and_rest_are_the_text_and_shown_is_within_the_limit(text, at, unit):
    found = cut(text, limit(at, unit))
    assert found.shown + found.rest == text
    assert length(found.shown, unit) <= at
    assert found.fits == (found.length <= at)


def test_a_weibo_has_its_title_in_brackets_and_its_topics_between_marks():
    shown = show("weibo", "虾走了", "米来了", ["丰收"])
    assert shown.text.shown == "【虾走了】米来了 #丰收#"


def test_a_wechat_title_is_cut_at_32_by_the_platforms_own_document():
    shown = show("wechat", "稻" * 33, "米")
    assert shown.title == "稻" * 32
    assert not shown.fits


def test_a_folded_text_is_no_fault():
    shown = show("weibo", "", "米" * 300)
    assert not shown.text.fits
    assert shown.fits


def test_what_has_no_first_hand_source_is_marked_so():
    rules = [one for platform in platforms().by_id.values() for one in platform.limits]
    assert {one.verified for one in rules} == {True, False}
    assert all(one.source for one in rules)
    assert all("未见" in one.source or "转引" in one.source for one in rules if not one.verified)
