"""The faces, drawn by Streamlit's own test runner over the real engines."""

from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest
from workbench_plugins.copywriting.tools.checks import marks
from workbench_plugins.copywriting.views.findings import changes_html, checks_html, limits_html, marked_html
from workbench_plugins.copywriting.views.phone import library_html, phones_html

EVIL = "<script>alert(1)</script>"
PLATFORMS = ("weibo", "wechat", "moments", "xiaohongshu")


def page():
    # AppTest runs this function's source alone, so its imports stand inside it.
    import streamlit as st
    from workbench_plugins.copywriting.views import editor, publish

    from workbench.host import registry
    from workbench.testing import TryOut

    if "paper" not in st.session_state:
        st.session_state["paper"] = TryOut(registry.load(), "copywriting-01", seed=1)
    paper = st.session_state["paper"]
    tool = st.session_state.get("tool", "copywriting.editor")
    session = paper.session(tool)
    session.locked = st.session_state.get("locked", False)
    (publish if tool == "copywriting.publish" else editor).draw(session)
    for text in session.refusals:
        st.error(text)


@pytest.fixture
def face():
    return AppTest.from_function(page, default_timeout=30).run()


def write(face, body, title="标题"):
    paper = face.session_state["paper"]
    for field, text in (("title", title), ("03", body)):
        paper.take("copywriting.editor", "write", {"field": field, "body": text})
    return face.run()


def turn(face, section):
    face.session_state["copywriting-editor-section"] = section
    return face.run()


def shown(face):
    return "".join(str(node.proto.body) for node in face.get("html"))


def press(face, label):
    next(one for one in face.button if one.label == label).click()
    return face.run()


def test_the_preview_shows_four_phones_and_the_limits_with_their_sources(face):
    html = shown(write(face, "米" * 200))
    assert not face.exception
    assert html.count('class="cw-phone"') == 4
    assert "来源未核" in html
    assert "展开" in html


def test_pictures_are_placed_and_taken_out(face):
    write(face, "一段")
    turn(face, "pictures")
    press(face, "放入文案")
    assert not face.exception
    assert len(face.session_state["paper"].states["copywriting.editor"]["pictures"]) == 1
    press(face, "取下这张")
    press(face, "取下这张")
    assert "没有放在文案里" in face.error[0].value


def test_the_check_asks_to_be_pressed_and_then_names_word_and_law(face):
    write(face, "口感最.佳")
    turn(face, "check")
    assert "检查" in face.info[0].value
    press(face, "检查")
    html = shown(face)
    assert not face.exception
    assert "最.佳" in html
    assert "广告法第九条" in html
    assert face.session_state["paper"].states["copywriting.editor"]["checks"] == 1


def test_a_student_is_not_told_what_an_examiner_is(face, world, copy_with):
    body = f"{world.brand}{world.product}{world.fakes[0].claims[0]}，立即购买"
    cards = [claim.id for claim in world.claims]
    for_student = checks_html(copy_with(body), cards, for_examiner=False)
    for_examiner = checks_html(copy_with(body), cards, for_examiner=True)
    assert "伪卖点" not in for_student
    assert "硬广分" not in for_student
    assert "伪卖点" in for_examiner
    assert "硬广分 = 行动号召 2 = 2" in for_examiner


def test_the_selected_points_are_changed_twice_without_a_lost_click(face):
    write(face, "一段")
    turn(face, "check")
    pills = face.button_group[-1]
    pills.set_value(["K1"]).run()
    face.button_group[-1].set_value(["K1", "K2"]).run()
    assert face.session_state["paper"].states["copywriting.editor"]["chosen"] == ["K1", "K2"]


def test_versions_are_saved_compared_and_taken_back(face):
    write(face, "第一稿的文字")
    turn(face, "versions")
    press(face, "保存版本")
    write(face, "第二稿的文字")
    face.text_input[0].set_value("换了开头")
    press(face, "保存版本")
    assert not face.exception
    html = shown(face)
    assert "cw-del" in html
    assert "换了开头" in html
    press(face, "恢复第 1 版")
    assert not face.exception
    assert face.session_state["paper"].states["copywriting.editor"]["restored"]["no"] == 1


def test_a_locked_editor_shows_everything_and_changes_nothing(face):
    write(face, "口感最佳")
    face.session_state["locked"] = True
    for section in ("preview", "pictures", "check", "versions"):
        turn(face, section)
        assert not face.exception
        assert all(button.disabled for button in face.button if button.label != "刷新预览")


def test_publishing_previews_posts_and_keeps_a_record(face):
    write(face, "一段")
    face.session_state["tool"] = "copywriting.publish"
    face.run()
    assert "预览" in face.info[0].value
    face.text_input[0].set_value("家常饭")
    press(face, "预览")
    face.text_input[0].set_value("稻虾米 家常饭")  # typed between two presses: it must not be lost
    press(face, "发布")
    assert not face.exception
    posts = face.session_state["paper"].states["copywriting.publish"]["posts"]
    assert posts[0]["topics"] == ["稻虾米", "家常饭"]
    assert "发布记录" in shown(face)
    face.session_state["locked"] = True
    face.run()
    assert not face.exception


def test_a_refused_post_says_why(face):
    face.session_state["tool"] = "copywriting.publish"
    face.run()
    press(face, "发布")
    assert "空的" in face.error[0].value


def test_what_a_student_wrote_is_shown_as_text_and_never_run(copy_with):
    copy = copy_with(EVIL + "最.佳", title=EVIL)
    html = [
        phones_html(copy, EVIL, PLATFORMS, str, [EVIL]),
        library_html(copy, str),
        limits_html(copy, PLATFORMS),
        marked_html(copy, marks(copy, for_examiner=True)),
        checks_html(copy, [], for_examiner=True),
        changes_html(EVIL, EVIL * 2),
    ]
    assert all("<script" not in one for one in html)
    assert any("&lt;script&gt;" in one for one in html)


def test_marks_never_overlap(copy_with, world):
    copy = copy_with(world.claims[0].text + "最佳第一，立即购买！！！" + world.fakes[0].claims[0])
    found = marks(copy, for_examiner=True)
    assert all(a.end <= b.start for a, b in pairwise(found))
