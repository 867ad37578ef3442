"""The stated rules for the length of a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.counting import RULES, cohort, copy_length, visible_length, word_length


@pytest.mark.parametrize(
    ("text", "copy", "word", "visible"),
    [
        ("", 0, 0, 0),
        ("农机配件，正品保证。", 8, 10, 10),
        ("满300减50！", 7, 5, 8),  # Word: 满, 300, 减, 50, ！
        ("SEO title 优化", 2, 4, 10),
        ("　全角空格 和\t制表\n换行 ", 9, 9, 9),
        ("１２３", 3, 3, 3),
        ("“引号”——破折号…", 5, 10, 10),
        ("😀👍🏽 表情", 2, 3, 5),
        ("𠮷野家", 3, 3, 3),
        ("々〇", 2, 2, 2),
        ("カタカナ", 0, 4, 4),
    ],
)
def test_each_rule_counts_what_it_says(text, copy, word, visible):
    assert (copy_length(text), word_length(text), visible_length(text)) == (copy, word, visible)


def test_each_rule_has_a_label_that_states_it():
    assert all("计" in label for label, _ in RULES.values())


@pytest.mark.parametrize("rule", RULES)
def test_a_cohort_is_counted_as_each_text_alone_on_every_character(rule):
    texts = [chr(code) for code in range(0x110000)]
    assert cohort(texts, rule).tolist() == [RULES[rule][1](text) for text in texts]


CHARACTERS = st.characters() | st.sampled_from(
    "稻米1１a ，。\n\t\u3000\u200b\ufeff\U0001f600\U00020bb7\ud800\udc00カ·…"
)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.text(CHARACTERS, max_size=60), max_size=12))
def test_a_cohort_is_counted_as_each_text_alone_in_any_mixture(rule, texts):
    assert cohort(texts, rule).tolist() == [RULES[rule][1](text) for text in texts]


def test_an_empty_cohort_and_empty_texts_are_counted():
    assert cohort([], "copy").tolist() == []
    assert cohort(["", "米", ""], "word").tolist() == [0, 1, 0]


def test_a_cohort_longer_than_a_batch_is_counted_in_order():
    texts = ["米" * (number % 7) + " a b" for number in range(1300)]
    assert cohort(texts, "word").tolist() == [word_length(text) for text in texts]


def test_a_cohort_of_an_unknown_rule_is_refused():
    with pytest.raises(KeyError):
        cohort(["米"], "bytes")
