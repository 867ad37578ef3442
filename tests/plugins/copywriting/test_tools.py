"""The engines: what they keep, what they refuse in the student's words."""

import io
import json

import docx
import pytest
from workbench_plugins.copywriting.tools.checks import copy_of
from workbench_plugins.copywriting.tools.publish import ASPECTS

EDITOR, PUBLISH = "copywriting.editor", "copywriting.publish"


def write(paper, body, field="03"):
    return paper.take(EDITOR, "write", {"field": field, "body": body})


@pytest.mark.parametrize(
    ("action", "params", "words"),
    [
        ("write", {"field": "99", "body": "x"}, "没有编号"),
        ("write", {"field": "04", "body": "假记录"}, "没有编号"),
        ("write", {"field": "03", "body": "米" * 1001}, "最多 1000"),
        ("write", {"field": "title", "body": "米" * 101}, "最多 100"),
        ("write", {"field": "03", "body": "a\0b"}, "不能保存的字符"),
        ("place_picture", {"picture": "T9", "after": 0, "caption": ""}, "没有“T9”"),
        ("place_picture", {"picture": "T1", "after": -1, "caption": ""}, "位置不对"),
        ("place_picture", {"picture": "T1", "after": 0, "caption": "好" * 41}, "最多 40"),
        ("remove_picture", {"picture": "T1"}, "没有放在文案里"),
        ("choose_points", {"cards": ["K1", "K99"]}, "没有“K99”"),
        ("save_version", {"note": ""}, "正文还是空的"),
        ("restore", {"no": 1}, "没有第 1 版"),
        ("fly", {}, "没有“fly”"),
        ("write", {"field": "03"}, "缺少内容"),
    ],
)
def test_what_the_editor_does_not_take_is_refused_in_words(paper, action, params, words):
    assert words in paper.take(EDITOR, action, params)
    assert paper.states[EDITOR]["drafts"] == {"title": "", "03": ""}


def test_a_version_holds_title_body_pictures_and_the_servers_time(paper):
    write(paper, "第一稿"), write(paper, " 标题\n一 ", "title")
    paper.take(EDITOR, "place_picture", {"picture": "T1", "after": 1, "caption": "田"})
    paper.clock = 605.4
    assert paper.take(EDITOR, "save_version", {"note": ""}) is None
    version = paper.states[EDITOR]["versions"][0]
    assert (version["title"], version["body"], version["at"]) == ("标题 一", "第一稿", 605)
    assert version["pictures"] == [{"picture": "T1", "after": 1, "caption": "田"}]


def test_a_second_version_must_differ_and_say_why_and_then_the_record_is_there(paper):
    write(paper, "第一稿")
    paper.take(EDITOR, "save_version", {"note": ""})
    assert "完全相同" in paper.take(EDITOR, "save_version", {"note": "改了"})
    assert "04" not in paper.states[EDITOR]["drafts"]
    write(paper, "第二稿")
    assert "改了什么" in paper.take(EDITOR, "save_version", {"note": " "})
    assert paper.take(EDITOR, "save_version", {"note": "换了开头"}) is None
    record = paper.states[EDITOR]["drafts"]["04"]
    assert all(words in record for words in ("第 1 版", "第 2 版", "换了开头", "第一稿", "第二稿"))


def test_a_version_taken_back_brings_its_pictures_and_is_noted(paper):
    write(paper, "第一稿")
    paper.take(EDITOR, "save_version", {"note": ""})
    paper.take(EDITOR, "place_picture", {"picture": "T1", "after": 1, "caption": "田"})
    assert paper.take(EDITOR, "restore", {"no": 1}) is None
    assert paper.states[EDITOR]["pictures"] == []
    assert paper.states[EDITOR]["restored"] == {"no": 1, "count": 1}


def test_the_fullest_state_stays_small(paper):
    for number in range(20):
        write(paper, str(number % 10) + "米" * 999)
        paper.take(EDITOR, "save_version", {"note": "改" * 200})
        paper.take(PUBLISH, "publish", {})
    for name in (EDITOR, PUBLISH):
        assert len(json.dumps(paper.states[name], ensure_ascii=False).encode()) < 100_000


def test_captions_titles_and_pictures_are_not_counted(paper):
    write(paper, "稻虾米"), write(paper, "标题很长很长", "title")
    paper.take(EDITOR, "place_picture", {"picture": "T1", "after": 1, "caption": "田里的水很满"})
    assert copy_of(paper.states[EDITOR]).lengths["copy"] == 3


def test_the_copy_is_a_word_file_with_its_pictures_and_their_sources(paper, loaded):
    write(paper, "一段\n\n二段"), write(paper, "标题", "title")
    paper.take(EDITOR, "place_picture", {"picture": "T1", "after": 1, "caption": "图说"})
    export = loaded.tools[EDITOR].export
    assert export.fields(paper.states[EDITOR]) == ("03",)
    made = docx.Document(io.BytesIO(export.make(paper.states[EDITOR], "03")))
    texts = [part.text for part in made.paragraphs]
    assert texts[:2] == ["标题", "一段"]
    assert texts[3].startswith("图说（T1，来源：")
    assert texts[4] == "二段"
    assert len(made.inline_shapes) == 1


SETTINGS = {"platform": "weibo", "topics": "丰收时节，家的味道", "label": False, "link": ""}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"platform": "qq"}, "没有“qq”"),
        ({"topics": "a b c d e f"}, "最多写 5 个"),
        ({"topics": "长" * 21}, "太长"),
        ({"topics": "最.佳"}, "标点"),
        ({"link": "x" * 201}, "最多 200"),
    ],
)
def test_settings_that_no_platform_takes_are_refused(paper, change, words):
    assert words in paper.take(PUBLISH, "settings", {**SETTINGS, **change})


def test_topics_are_read_however_they_are_parted(paper):
    paper.take(PUBLISH, "settings", {**SETTINGS, "topics": "#丰收时节# ＃家的味道、丰收时节"})
    assert paper.states[PUBLISH]["settings"]["topics"] == ["丰收时节", "家的味道"]


def test_an_empty_copy_is_not_published(paper):
    assert "空的" in paper.take(PUBLISH, "publish", {})
    assert "空的" in paper.take(PUBLISH, "preview", {})


def test_a_title_beyond_the_platforms_limit_is_not_published(paper):
    write(paper, "正文"), write(paper, "长" * 31, "title")
    assert "标题 31，最多 30" in paper.take(PUBLISH, "publish", {})


def test_a_post_knows_whether_this_very_text_was_previewed(paper):
    write(paper, "正文一")
    paper.take(PUBLISH, "preview", {})
    write(paper, "正文二")
    paper.take(PUBLISH, "publish", {})
    paper.take(PUBLISH, "preview", {})
    paper.take(PUBLISH, "publish", {})
    assert [post["previewed"] for post in paper.states[PUBLISH]["posts"]] == [False, True]
    assert json.loads(paper.states[PUBLISH]["drafts"]["05"])["正文"] == "正文二"


def test_an_evaluation_is_kept_and_strange_grades_are_refused(paper):
    assert paper.take(PUBLISH, "assess", {"grades": dict.fromkeys(ASPECTS, "B"), "note": "好"}) is None
    assert json.loads(paper.states[PUBLISH]["drafts"]["06"])["说明"] == "好"
    for grades in ({"length": "S"}, {"magic": "A"}):
        assert "不对" in paper.take(PUBLISH, "assess", {"grades": grades, "note": ""})
