"""Banned words: found when hidden, left alone in innocent contexts and true quotations."""

import pytest
from workbench_plugins.copywriting.tools.banned import counted, flags, kinds
from workbench_plugins.copywriting.tools.sources import citations
from workbench_plugins.copywriting.world.variant import build

SOURCES = citations(1)


def found(text, sources=()):
    return [(text[flag.start : flag.end], flag.word, flag.state) for flag in flags(text, sources)]


@pytest.mark.parametrize(
    "text",
    [
        "最近上新", "第一步先淘米", "第1步先淘米", "最佳赏味期三十天", "首先，量好水", "每袋有唯一码", "第一口就香",
        "一级大米", "特级初榨", "封顶级别", "第12步", "stop1", "最后一锅", "最喜欢的碗", "最好趁热吃",
        "我们不敢说最好吃", "今年第一茬稻子", "我心里最好吃的饭", "居首的那位", "本店最受欢迎", "质量第一",
    ],
)  # fmt: skip
def test_an_innocent_word_does_not_fire(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "stretch", "word"),
    [
        ("口感最佳的米", "最佳", "最佳"),
        ("口感最.佳的米", "最.佳", "最佳"),
        ("口感最 佳的米", "最 佳", "最佳"),
        ("口感最\u200b佳的米", "最\u200b佳", "最佳"),
        ("全國 第 一", "第 一", "第一"),
        ("销量第①的米", "第①", "第1"),
        ("國.家.級大米", "國.家.級", "国家级"),
        ("ＴＯＰ１大米", "ＴＯＰ１", "top1"),
        ("ТОР 1", "ТОР 1", "top1"),
        ("顶-级享受", "顶-级", "顶级"),
        ("第一步说明我们是全网最低", "全网最低", "全网最低"),
        ("最近最佳", "最佳", "最佳"),
    ],
)
def test_a_banned_word_is_found_under_its_disguise_with_its_place(text, stretch, word):
    assert found(text) == [(stretch, word, "counts")]


def test_a_hidden_word_is_told_from_a_plain_one():
    assert [flag.is_hidden for flag in flags("最佳，最.佳，最佳")] == [False, True, False]


def test_a_word_across_a_clause_mark_is_only_suspected_and_does_not_count():
    assert found("说是最，佳吧") == [("最，佳", "最佳", "suspect")]
    assert counted(flags("说是最，佳吧")) == ()


def notice():
    return next(text for source, text in build(1).archive if "第一" in text)


def test_a_fact_quoted_word_for_word_with_its_source_is_allowed():
    text = f"据县级评比通知书，“{notice()}”，我们高兴了一晚。"
    assert found(text, SOURCES) == [("第一", "第一", "quoted")]


@pytest.mark.parametrize(
    "text",
    [
        "“{}”，我们高兴了一晚。",  # no source
        "据县级评比通知书。“{}”",  # in another sentence
        "据县级评比通知书，{}。",  # no quotation marks
        "据隔壁老王说，“{}”。",  # no source of the paper
        "据产品标准，“{}”。",  # not what that source says
        "据县级评比通知书，“本品全国第一”。",  # not its words
    ],
)
def test_what_only_looks_like_a_quotation_counts(text):
    assert [state for _, _, state in found(text.format(notice()), SOURCES)] == ["counts"]


def test_medical_words_count_even_when_quoted():
    assert found("据第三方检测报告，“能降血糖”。", SOURCES) == [("降血糖", "降血糖", "counts")]


def test_a_risky_word_warns_and_does_not_count():
    assert found("纯天然") == [("纯天然", "纯天然", "warns")]


def test_every_kind_names_its_law():
    assert all("第" in kind.law and "条" in kind.law for kind in kinds().values())
