"""Taking disguises off a text, and knowing where each character stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench_plugins.copywriting.tools.normalise import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("最.佳", "最佳"),
        ("最 佳", "最佳"),
        ("最\u200b佳", "最佳"),
        ("最\u00ad\ufeff佳", "最佳"),
        ("最😀佳", "最佳"),
        ("最(佳)", "最佳"),
        ("國家級", "国家级"),
        ("第①", "第1"),
        ("ＮＯ．１", "no1"),
        ("ТОР1", "top1"),  # Cyrillic
        ("苐一", "第一"),
        ("蕞佳", "最佳"),
        ("24.5 斤", "24.5斤"),
        ("最，佳", "最,佳"),
    ],
)
def test_a_disguise_is_taken_off(text, plain):
    assert fold(text).text == plain


def test_clause_marks_can_be_left_out_too():
    assert fold("最，佳。", keep_breaks=False).text == "最佳"


def test_a_find_is_told_where_it_stood():
    text = "我说最 . 佳吧"
    folded = fold(text)
    at = folded.text.index("最佳")
    start, end = folded.span(at, at + 2)
    assert text[start:end] == "最 . 佳"


@given(st.text())
def test_any_text_is_folded_and_every_letter_has_its_place(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= at < len(text) for at in folded.origin)
