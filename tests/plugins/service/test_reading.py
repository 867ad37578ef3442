"""What typed Chinese is taken to do."""

import pytest
from workbench_plugins.service.tools.folding import fold, pattern
from workbench_plugins.service.tools.pricing import offers_in
from workbench_plugins.service.tools.promises import promises_in
from workbench_plugins.service.tools.reading import understand


def asked(text):
    return understand(text, ()).slots("ask")


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("请问您是自己喝还是送人呢？", "use"),
        ("买来给谁喝呀", "use"),
        ("您平时喜欢什么口味", "taste"),
        ("口味呢", "taste"),
        ("您要几盒呢", "qty"),
        ("打算买多少份？", "qty"),
        ("方便说一下预算吗", "budget"),
        ("多大预算", "budget"),
        ("您哪天要用呢", "deadline"),
        ("希望什么时候收到？", "deadline"),
        ("有没有什么忌口", "taboo"),
        ("有没有不能接受的味道呢", "taboo"),
        ("请 问 您 要 几 盒 ？", "qty"),
        ("请问您您要几几盒", "qty"),
    ],
)
def test_a_fitting_question_is_understood_in_many_words(text, need):
    assert asked(text) == (need,)


@pytest.mark.parametrize(
    "text",
    [
        "这款口味醇和回甘，您看可以吗？",
        "预算、口味、数量",
        "口味。",
        "我们有几款茶",
        "送长辈很合适",
        "满200减20，很划算",
    ],
)
def test_what_is_no_question_asks_nothing(text):
    assert asked(text) == ()


def test_a_list_of_step_names_is_no_talk():
    assert understand("招呼、询问、推荐、议价、核实、道别、跟进", ()).is_list
    assert understand("用途 口味 数量 预算", ()).is_list
    assert not understand("您好，想先问问您的口味和预算，方便说吗？", ()).is_list


def test_places_are_those_of_the_typed_text():
    text = "　您 好，请问　您的预算是多少？"
    act = next(one for one in understand(text, ()).acts if one.kind == "ask")
    assert text[act.start : act.end] == "预算"


@pytest.mark.parametrize(
    ("text", "kind", "fen"),
    [
        ("给您160元一份", "offer", 16000),
        ("给您一百六十元", "offer", 16000),
        ("１６０元", "offer", 16000),
        ("打9.5折", "offer", 15960),
        ("给您九五折", "offer", 15960),
        ("便宜5元", "off", 500),
        ("再少3块", "off", 300),
        ("优惠到160元", "offer", 16000),
        ("总价给您减10元", "off_total", 1000),
        ("原价168元，现在160元", "offer", 16000),
    ],
)
def test_prices_are_read(text, kind, fen):
    assert [(one.kind, one.fen) for one in offers_in(fold(text).text, 16800)] == [(kind, fen)]


@pytest.mark.parametrize("text", ["每满200元减20元", "您的预算300元", "库存120", "第3天", ""])
def test_other_numbers_are_no_offer(text):
    assert offers_in(fold(text).text, 16800) == []


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("我们是全网最低价", "absolute", "全网最"),
        ("效果百分百满意", "absolute", "百分百"),
        ("这茶能降血压", "effect", "降血压"),
        ("您加我微信吧", "contact", "加我微信"),
        ("直接转账给我", "payment", "直接转账"),
        ("保证明天收到", "authority", "保证明天收到"),
        ("再送您一盒", "authority", "再送您一"),
        ("免费送您两份", "authority", "免费送您两"),
        ("给好评返现五元", "review", "好评返"),
        ("加 我 薇 信", "contact", "加 我 薇 信"),
    ],
)
def test_a_forbidden_promise_is_found_with_its_place(text, kind, said):
    (one,) = promises_in(text)
    assert (one.kind, text[one.start : one.end]) == (kind, said)


@pytest.mark.parametrize(
    "text",
    [
        "抱歉，不能加微信",
        "平台不支持转账",
        "微信转账没有保障",
        "不敢说全网最低",
        "我没有免单的权限",
        "最好今天下单",
        "最近的新茶",
        "第一步点订单",
    ],
)
def test_what_is_refused_or_harmless_is_no_promise(text):
    assert promises_in(text) == ()


@pytest.mark.parametrize(
    "text", ["\u200b" * 50, "😀" * 20, "((((", "<script>", "一" * 200, "１" * 200, "\n\n"]
)
def test_strange_text_never_crashes(text):
    understand(text, ())
    promises_in(text)


def test_a_doubled_character_still_matches_and_an_optional_one_stays_optional():
    assert pattern("您好").search("您您好好")
    assert pattern("满元?减").search("满减")
    assert not pattern("谢谢").search("谢")
