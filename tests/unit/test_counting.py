"""The stated rules for the length of a text."""

import pytest

from workbench.counting import RULES, copy_length, visible_length, word_length


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
