"""The faces, drawn by Streamlit's own test runner over the real engine."""

import pytest
from streamlit.testing.v1 import AppTest
from workbench_plugins.service.views.bubbles import conversation


def desk_page():
    # AppTest runs this function's source alone, so its imports stand inside it.
    import streamlit as st
    from workbench_plugins.service.views import chat

    from workbench.host import registry
    from workbench.testing import TryOut

    if "paper" not in st.session_state:
        st.session_state["paper"] = TryOut(registry.load(), "service.pre-02", seed=2)
    paper = st.session_state["paper"]
    paper.clock = st.session_state.get("clock", paper.clock)
    session = paper.session("service.chat")
    session.locked = st.session_state.get("locked", False)
    session.reviewing = st.session_state.get("reviewing", False)
    chat.draw(session)
    st.session_state["refusals"] = session.refusals


@pytest.fixture
def page():
    return AppTest.from_function(desk_page, default_timeout=20).run()


def shown(page):
    return "".join(str(node.proto.body) for node in page.get("html"))


def begin(page):
    page.button[0].click().run()
    page.session_state["clock"] = 130.0
    return page.run()


def test_the_desk_begins_with_a_hint_and_one_button(page):
    assert not page.exception
    assert "开始接待" in page.info[0].value
    assert page.button[0].label == "开始接待"


def test_a_waiting_customer_is_seen_with_the_time_and_an_unread_mark(page):
    begin(page)
    assert not page.exception
    assert "已等 1:50" in shown(page)
    assert 'class="sv-n">2<' in shown(page)  # the opening and one nudge
    assert "还没有进店" in shown(page)


def test_a_message_is_answered_in_the_same_run(page):
    begin(page)
    page.chat_input[0].set_value("您好，请问喜欢什么口味？").run()
    assert not page.exception
    assert "您好，请问喜欢什么口味？" in shown(page)
    assert page.session_state["paper"].states["service.chat"]["talks"]["a"]["mind"]["asked"] == ["taste"]


def test_what_was_refused_stays_to_be_mended(page):
    begin(page)
    page.chat_input[0].set_value("您好\u0007").run()
    page.run()
    assert page.text_area[0].value == "您好"


def test_a_quick_phrase_can_be_edited_before_it_is_sent(page):
    begin(page)
    page.button_group[1].set_value("问候").run()
    assert "欢迎光临" in page.text_area[0].value


def test_a_student_never_sees_needs_or_notes_even_when_locked(page):
    begin(page)
    page.session_state["locked"] = True
    page.run()
    assert not page.exception
    assert "逐句批注" not in shown(page)
    assert "心情" not in shown(page)


def test_an_examiner_sees_the_annotated_transcript(page):
    begin(page)
    page.chat_input[0].set_value("您好，全网最低价，请问喜欢什么口味？").run()
    page.session_state["locked"] = page.session_state["reviewing"] = True
    page.run()
    assert not page.exception
    html = shown(page)
    for words in ("逐句批注", "✓ 招呼", "问到 口味", "绝对化用语", "广告法第9条", "心情", "合适的商品"):
        assert words in html


def test_an_examiner_of_an_empty_paper_is_told_so(page):
    page.session_state["reviewing"] = True
    page.run()
    assert not page.exception
    assert "没有进店" in page.info[0].value


def test_what_was_typed_is_shown_as_text():
    turn = {"at": 1.0, "who": "clerk", "kind": "text", "text": "<script>alert(1)</script>"}
    html = conversation([turn], "<b>名</b>")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
