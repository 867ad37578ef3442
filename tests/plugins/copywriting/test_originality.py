"""What is the student's own: copies, padding and lists are measured and taken off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbench_plugins.copywriting.tools.coverage import vocabulary
from workbench_plugins.copywriting.tools.originality import originality
from workbench_plugins.copywriting.world.variant import build

SEED = 1


def test_a_text_of_ones_own_counts_whole(own):
    found = originality(SEED, own)
    assert (found.copied, found.repeated, found.is_list) == (0, 0, False)
    assert found.effective == found.count


@pytest.mark.parametrize("between", ["", "，", " ", "·", "\u200b"])
def test_cards_put_together_are_copied_whatever_stands_between(between, world):
    cards = "。".join(between.join(claim.text) for claim in world.claims[:4])
    found = originality(SEED, cards)
    assert found.own_share < 0.2
    assert not found.is_own


def test_a_short_loan_leaves_the_text_ones_own(own, world):
    found = originality(SEED, own + world.claims[0].text)
    assert found.copied > 0
    assert found.is_own
    assert found.effective == found.count


def test_the_names_that_must_be_used_are_not_copied(world):
    text = f"这是{world.company}的{world.brand}{world.product}"
    assert originality(SEED, text).copied == 0


def test_the_same_sentence_again_and_again_is_padding(own):
    sentence = own[:20]
    found = originality(SEED, sentence * 6)
    assert found.repeated > found.count * 0.7
    assert not found.is_own


@pytest.mark.parametrize("padding", ["好" * 60, "123456789" * 7, "哈哈" * 30])
def test_characters_and_digits_in_a_row_are_padding(padding, own):
    found = originality(SEED, own[:40] + padding)
    assert found.effective <= 45


def test_a_list_of_keywords_has_no_length(world):
    words = "、".join(vocabulary(world))[:150]
    found = originality(SEED, words)
    assert found.is_list
    assert found.effective == 0


def test_what_cannot_be_seen_does_not_count(own):
    assert originality(SEED, own + "\u200b\ufeff" * 200).count == originality(SEED, own).count


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("稻虾米田饭香的了，。 1a\n\u200b😀最"), max_size=120))
def test_any_text_is_measured_within_its_own_length(text):
    found = originality(SEED, text)
    assert 0 <= found.own <= found.count
    assert 0 <= found.own_share <= 1
    for start, end in (*found.copied_spans, *found.repeated_spans):
        assert 0 <= start < end <= len(text)


def test_another_papers_materials_are_not_this_ones():
    other = next(seed for seed in range(2, 60) if build(seed).goal != build(SEED).goal)
    text = build(SEED).goal.text.format(brand=build(SEED).brand)
    assert originality(SEED, text).copied > 0
    assert originality(other, text).copied == 0
