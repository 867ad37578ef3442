"""The stated formula, nested words, and lengths."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench_plugins.seo.tools.density import Density, densities, top_words
from workbench_plugins.seo.tools.length import repeated, shown_zi, split_keywords, width, zi


def test_the_blueprints_example_comes_out():
    found = Density("农机配件", 18, 0, 4, 1600)
    assert found.percent == Decimal("4.5")
    assert found.formula == "4 × 18 ÷ 1600 × 100 % = 4.5 %"


def test_a_half_is_rounded_up():
    assert Density("甲乙", 1, 0, 2, 320).percent == Decimal("0.6")  # 0.625
    assert Density("甲", 1, 0, 1, 80).percent == Decimal("1.3")  # 1.25


def test_a_page_without_text_has_density_zero():
    assert densities("", 0, ["农机"])[0].percent == 0


def test_a_word_inside_a_longer_listed_word_counts_and_is_shown_apart():
    text = "农机配件和配件，买农机配件"
    found = {item.keyword: item for item in densities(text, 13, ["配件", "农机配件"])}
    assert (found["配件"].hits, found["配件"].nested) == (3, 2)
    assert (found["农机配件"].hits, found["农机配件"].nested) == (2, 0)


def test_letters_count_in_either_case():
    assert densities("SEO 与 seo", 7, ["Seo"])[0].hits == 2


def test_a_keyword_of_two_latin_words_is_found_over_a_line_break():
    assert densities("spare\n  parts", 10, ["spare parts"])[0].hits == 1


@given(st.text("农机配件ab", max_size=60), st.text("农机配件", min_size=1, max_size=4))
def test_hits_are_what_counting_by_hand_gives(text, word):
    assert densities(text, max(1, len(text)), [word])[0].hits == text.lower().count(word)


def test_the_trades_own_words_stay_whole():
    words = [word.word for word in top_words("旋耕机刀片很好，旋耕机刀片耐用。收割机皮带也好")]
    assert words[0] == "旋耕机刀片"
    assert "收割机皮带" in words


@pytest.mark.parametrize(
    ("text", "columns", "length"),
    [("农机", 4, 2), ("ab", 2, 1), ("农机ab，", 8, 4), ("ｅ", 2, 1), ("ö", 1, 0.5), ("", 0, 0)],
)
def test_length_is_display_width_not_bytes_nor_characters(text, columns, length):
    assert (width(text), zi(text)) == (columns, length)


def test_whole_lengths_are_shown_whole():
    assert (shown_zi("农机"), shown_zi("农a")) == ("2", "1.5")


@pytest.mark.parametrize("written", ["甲,乙,丙", "甲，乙、丙", "甲|乙｜丙", " 甲 ; 乙；丙,", "甲 乙 丙"])
def test_keywords_are_parted_by_the_usual_signs(written):
    assert split_keywords(written) == ("甲", "乙", "丙")


def test_a_repeated_keyword_is_found_in_either_case():
    assert repeated(("SEO", "seo", "站长")) == ("seo",)
