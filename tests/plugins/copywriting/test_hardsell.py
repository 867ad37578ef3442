"""The hard-sell sum: additive, explained, and opposed by the need to name what is sold."""

import pytest
from workbench_plugins.copywriting.tools.hardsell import hard_sell
from workbench_plugins.copywriting.world.variant import build

SEED = 1


def parts(text):
    return {find.part for find in hard_sell(SEED, text).finds}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("立即购买吧", "call"), ("立 即 购 买", "call"), ("点击鏈接", "call"), ("只要29.9元", "price"), ("￥３９", "price"),
        ("9块9带走", "price"), ("满100减20", "price"), ("打8.5折", "price"), ("包 邮", "price"),
        ("电话138 0013 8000", "contact"), ("138·0013\u200b8000", "contact"), ("加V信：abc12345", "contact"), ("拨400-800-1234", "contact"),
        ("https://shop.example/a", "link"), ("看 rice.com", "link"), ("限时", "hurry"), ("赶紧的", "order"),
        ("这不是广告", "disguise"),
    ],
)  # fmt: skip
def test_each_kind_of_selling_is_found(text, part):
    assert part in parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "一块田里",
        "做事不打折扣",
        "扫包装上的二维码看是哪块田",
        "36块田",
        "每亩31斤虾苗",
        "我快来了",
        "2026年的新米",
    ],
)
def test_innocent_words_are_not_selling(text):
    assert parts(text) == set()


def test_the_sum_is_the_sum_of_its_finds_and_says_so():
    found = hard_sell(SEED, "立即购买！！！包邮，限时")
    assert found.score == sum(find.adds for find in found.finds) == 2 + 1 + 2 + 1
    assert found.shown.endswith("= 6")


def test_a_find_stands_where_the_text_has_it():
    text = "好米，立 即 购 买"
    assert [text[find.start : find.end] for find in hard_sell(SEED, text).finds] == ["立 即 购 买"]


def test_brand_again_and_again_and_banned_words_add(world):
    assert hard_sell(SEED, f"{world.brand}" * 2).score == 0
    assert hard_sell(SEED, f"{world.brand}" * 5).score == 3
    assert hard_sell(SEED, "最.佳").score == 2


@pytest.fixture
def world():
    return build(SEED)
