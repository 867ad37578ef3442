"""Match types and negative words."""

import pytest
from workbench_plugins.seo.tools.matching import BROAD, EXACT, PHRASE, is_barred, met


@pytest.mark.parametrize(
    ("keyword", "match", "search", "how"),
    [
        ("空调维修", EXACT, "空调维修", EXACT),
        ("空调维修", EXACT, " 空调 维修 ", EXACT),
        ("ＡＢ空调", EXACT, "ab空调", EXACT),
        ("空调维修", EXACT, "湘潭空调维修", None),
        ("空调维修", EXACT, "维修空调", None),
        ("空调维修", EXACT, "空调修理", None),
        ("空调加氟", PHRASE, "湘潭空调加氟电话", PHRASE),
        ("空调加氟", PHRASE, "空调充氟", PHRASE),
        ("空调加氟", PHRASE, "空调不冷加氟", None),
        ("空调加氟", PHRASE, "加氟空调", None),
        ("空调维修", PHRASE, "空条维修", None),
        ("空调维修", BROAD, "空条维修", BROAD),
        ("空调维修", BROAD, "维修空调", BROAD),
        ("空调维修电话", BROAD, "湘潭空调维修培训", BROAD),
        ("洗衣机维修", BROAD, "洗衣机清洗", None),
        ("洗衣机维修", BROAD, "空调维修", None),
        ("湘潭", BROAD, "湘潭空调维修", PHRASE),
    ],
)  # fmt: skip
def test_a_keyword_meets_a_search_by_the_rules_of_its_match(keyword, match, search, how):
    assert met(keyword, match, search) == how


@pytest.mark.parametrize("match", [EXACT, PHRASE, BROAD])
def test_the_tightest_way_is_told_whatever_the_setting_allows(match):
    assert met("空调维修", match, "空调维修") == EXACT


def test_a_phrase_negative_bars_what_holds_it_and_an_exact_one_only_its_equal():
    assert is_barred("空调维修培训班", ("培训",), ())
    assert is_barred("空调 维修 培训", ("培训",), ())
    assert not is_barred("空调维修培训班", (), ("空调维修培训",))
    assert is_barred("空调维修培训", (), ("空调维修培训",))
    assert not is_barred("空调维修", (" ",), ())
