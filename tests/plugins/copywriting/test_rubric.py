"""The criteria one by one: tolerant of form, strict in substance, with the student's own numbers in the reason."""

import pytest
from workbench_plugins.copywriting.rubric.answers import MATERIAL_COLUMNS, good_body, material_rows

from workbench.api import worked

EDITOR, PUBLISH = "copywriting.editor", "copywriting.publish"


def listed(paper, rows):
    step = worked.write_sheet("01", MATERIAL_COLUMNS, rows, 10.0)
    assert paper.take(step.tool, step.action, step.params) is None
    return paper.score()["1"]


def test_six_true_rows_earn_everything_in_any_form(paper, world):
    rows = [[f" {one[0].lower()} ", *one[1:]] for one in material_rows(world)]
    rows[0][0] = "Ｋ" + rows[0][0].strip()[1:]
    assert listed(paper, rows).points == 10


def test_a_shortened_source_is_understood_and_a_wrong_one_is_not(paper, world):
    rows = material_rows(world)
    rows[0][2] = rows[0][2][: len(rows[0][2]) - 2]
    assert listed(paper, rows).points == 10
    rows[0][2] = "网上"
    assert float(listed(paper, rows).points) == pytest.approx(10 * (6 - 1 / 3) / 6, abs=0.01)


def test_taking_a_false_card_takes_a_row_away(paper, world):
    rows = material_rows(world)
    for row in rows:
        row[5] = "可用"
    found = listed(paper, rows)
    assert float(found.points) == pytest.approx(10 * (4 - 2) / 6, abs=0.01)
    assert "不能用却写了可用" in found.reason


def test_one_answer_for_every_material_earns_little(paper, world):
    rows = [[one.id, "", one.source, one.licence, one.text, "可用"] for one in world.claims]
    rows += [[one.id, "", one.source, one.licence, one.scene.subject, "可用"] for one in world.pictures]
    assert listed(paper, rows).points < 3
    assert listed(paper, [[*row[:5], "不可用"] for row in rows]).points < 4


def test_no_pictures_in_the_list_cost_a_row(paper, world):
    rows = [[one.id, "", one.source, one.licence, one.text, "可用"] for one in world.claims if one.is_usable]
    assert float(listed(paper, rows).points) == pytest.approx(10 * 6 / 7, abs=0.01)


@pytest.mark.parametrize(
    ("length", "points"), [(59, 0), (60, 4), (79, 4), (80, 8), (120, 8), (121, 4), (150, 4), (151, 0)]
)
def test_the_length_is_marked_by_the_papers_bounds(written, own, length, points):
    text = own + "天刚亮，河边起了雾，几只白鹭站在埂上，看人弯腰拔草；老人说，好年景靠人，也靠水。" * 1
    text += "我想起小时候蹲在门槛上剥莲蓬，太阳落得很慢，狗趴在脚边打盹，风从稻田那头吹来，带着泥腥和草味。"
    cut = "".join(letter for letter in text if "一" <= letter <= "鿿")[:length]
    assert written(cut)["2"].points == points


def test_punctuation_and_letters_do_not_lengthen(written, own):
    assert written(own[:70])["2"].points == written(own[:70] + "!!！～abc 😀")["2"].points


def test_points_names_and_no_false_claim_earn_the_line(written, own):
    assert written(own)["6"].points == 5


def test_one_point_is_half(written, own, world):
    second = world.points[1][0].say.format(n=world.points[1][1])
    assert float(written(own.replace(second, "他讲得很慢"))["6"].points) == 2.5


@pytest.mark.parametrize("spoil", ["fake", "banned", "hidden", "brand"])
def test_one_false_claim_or_banned_word_or_no_brand_is_nothing(written, own, world, spoil):
    bodies = {
        "fake": own + f"这米{world.fakes[0].claims[0]}。",
        "banned": own + "口感最佳。",
        "hidden": own + "口感最 . 佳。",
        "brand": own.replace(world.brand, ""),
    }
    found = written(bodies[spoil])["6"]
    assert found.points == 0
    assert "本项不得分" in found.reason


def test_a_number_of_another_paper_takes_half_away(written, own, world):
    n = world.points[0][1]
    text = own.replace(str(n), str(n + 1), 1)
    assert text == own or "与素材" in written(text)["6"].reason


def test_a_suspected_word_goes_to_the_examiner_and_costs_nothing(written, own):
    found = written(own + "说是最，佳吧")["6"]
    assert found.points == 5
    assert "请考评员看" in found.reason


def test_selling_and_not_naming_are_opposed(written, own, world):
    assert written(own)["8"].points == 4
    assert written(own + "立即购买，包邮，限时！")["8"].points == 2
    assert written(own + "立即购买，包邮，9.9元，加微信abc123，手慢无")["8"].points == 0
    assert written(own.replace(world.brand, "").replace(world.product, "米"))["8"].points == 0


def test_the_label_costs_nothing_and_its_want_beside_a_link_costs_all(written, own, paper):
    settings = {"platform": "weibo", "topics": "家常饭", "label": True, "link": ""}
    written(own)
    for label, link, points in ((True, "", 4), (False, "", 4), (True, "店铺链接", 4), (False, "店铺链接", 0)):
        paper.take(PUBLISH, "settings", {**settings, "label": label, "link": link})
        assert paper.score()["8"].points == points


def test_calling_it_no_advertisement_is_counted_against_the_text(written, own):
    assert "声称不是广告 3" in written(own + "这不是广告。")["8"].reason


def place(paper, picture, caption=None):
    words = picture.scene.words[0] if caption is None else caption
    paper.take(EDITOR, "place_picture", {"picture": picture.id, "after": 1, "caption": words})


def test_a_licensed_fitting_captioned_picture_earns_the_line(written, own, paper, world):
    written(own)
    place(paper, next(one for one in world.pictures if one.is_licensed and one.is_relevant))
    assert paper.score()["3"].points == 4


def test_an_irrelevant_or_uncaptioned_picture_counts_for_nothing(written, own, paper, world):
    written(own)
    good = next(one for one in world.pictures if one.is_licensed and one.is_relevant)
    place(paper, good, caption="")
    assert paper.score()["3"].points == 0
    place(paper, good)
    place(paper, next(one for one in world.pictures if not one.is_relevant))
    found = paper.score()["3"]
    assert found.points == 2
    assert "与产品无关" in found.reason


def test_one_picture_without_licence_is_enough_for_nothing(written, own, paper, world):
    written(own)
    for picture in world.pictures:
        place(paper, picture)
    found = paper.score()["3"]
    assert found.points == 0
    assert "未授权" in found.reason


def publish(paper, *, topics="稻虾米", preview=True):
    paper.take(PUBLISH, "settings", {"platform": "weibo", "topics": topics, "label": True, "link": ""})
    if preview:
        paper.take(PUBLISH, "preview", {})
    paper.take(PUBLISH, "publish", {})
    return paper.score()["10"]


def test_a_post_by_the_rules_earns_the_line(written, own, paper, world):
    written(own)
    place(paper, next(one for one in world.pictures if one.is_licensed and one.has_ratio))
    assert publish(paper).points == 6
    assert publish(paper, preview=False).points == 6  # the same text was looked at before


def test_each_broken_rule_costs_a_sixth(written, own, paper, world):
    written(own, title=world.claims[0].text[:12])
    found = publish(paper, topics="热门 追剧 减肥药", preview=False)
    assert found.points == 1
    for words in ("话题 3 个", "图片 0 张", "照抄素材", "没有预览", "有禁用词：减肥"):
        assert words in found.reason


def test_what_was_changed_after_publishing_is_not_what_was_published(written, own, paper, world):
    written(own)
    place(paper, next(one for one in world.pictures if one.is_licensed and one.has_ratio))
    publish(paper)
    assert written(own + "再添一句。")["10"].points == 0


def test_an_empty_paper_earns_nothing_and_fails_nothing(paper):
    outcomes = paper.score().values()
    assert sum(float(one.points or 0) for one in outcomes) == 0
    assert all(one.status != "failed" for one in outcomes)


def test_the_good_answer_keeps_its_own_rules(world):
    assert 80 <= len([one for one in good_body(world, 3) if "一" <= one <= "鿿" or one.isdigit()]) <= 120
