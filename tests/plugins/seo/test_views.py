"""The faces, drawn by Streamlit's own test runner over the real engines."""

import pytest
from streamlit.testing.v1 import AppTest
from workbench_plugins.seo.views.results import compared_html, page_html
from workbench_plugins.seo.world.pages import build
from workbench_plugins.seo.world.variant import key_for


def checker_page():
    # AppTest runs this function's source alone, so its imports stand inside it.
    import streamlit as st
    from workbench_plugins.seo.tools.checker import CheckerEngine
    from workbench_plugins.seo.tools.site import SiteEngine
    from workbench_plugins.seo.views import checker, site
    from workbench_plugins.seo.world.variant import vary

    from workbench.api import Refused

    given = vary({}, 1)
    states = st.session_state.setdefault(
        "states", {"seo.checker": CheckerEngine().start(given, 1), "seo.site": SiteEngine().start(given, 1)}
    )

    class Session:
        def __init__(self, tool):
            self.tool, self.given, self.locked = tool, given, False

        @property
        def state(self):
            return states[self.tool]

        @property
        def seen(self):
            return states

        def do(self, action, **params):
            try:
                if self.tool == "seo.site":
                    states[self.tool] = SiteEngine().apply(self.state, action, params)
                else:
                    states[self.tool] = CheckerEngine().apply(self.state, action, params, states)
            except Refused as refused:
                st.error(refused.text)
                return False
            return True

        def key(self, name):
            return f"{self.tool}-{name}"

        def page_url(self, address):
            return f"/web/x/{address.split('//')[-1]}"

    if st.session_state.get("tool") == "seo.site":
        site.draw(Session("seo.site"))
    else:
        checker.draw(Session("seo.checker"))


@pytest.fixture
def page():
    made = AppTest.from_function(checker_page, default_timeout=20)
    return made.run()


def shown(page):
    return "".join(str(node.proto.body) for node in page.get("html"))


def test_the_checker_begins_with_a_hint(page):
    assert not page.exception
    assert "查询" in page.info[0].value


def test_a_query_shows_tables_with_formula_rule_and_source(page):
    page.button[0].click().run()
    html = shown(page)
    assert not page.exception
    for words in (
        "标题、关键词、描述",
        "密度 = 关键词字数 × 出现次数 ÷ 正文总字数 × 100 %",
        "来源未核",
        "缺 alt",
    ):
        assert words in html


def test_a_second_query_shows_the_pages_side_by_side(page):
    page.button[0].click().run()
    page.selectbox[0].select_index(1)
    page.button[0].click().run()
    assert not page.exception
    assert "已查询的页面" in shown(page)


def test_saving_in_the_back_office_shows_before_and_after(page):
    page.session_state["tool"] = "seo.site"
    page.run()
    page.text_input[0].set_value("<b>新</b>标题")
    page.button[0].click().run()
    assert not page.exception
    assert "修改前后" in shown(page)
    assert "&lt;b&gt;新&lt;/b&gt;标题" in shown(page)


def test_a_refused_save_says_why(page):
    page.session_state["tool"] = "seo.site"
    page.run()
    page.text_input[0].set_value("零\u200b宽")
    page.button[0].click().run()
    assert "看不见的字符" in page.error[0].value


def test_what_a_page_says_is_shown_as_text_and_never_run():
    key = key_for(1)
    address = f"http://{build(key).company.host}/"
    evil = "<script>alert(1)</script>"
    edits = (("/", (evil, evil, evil)),)
    for html in (page_html(key, edits, address, (evil,)), compared_html(key, edits, (address,))):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_an_edited_page_is_shown_before_and_after():
    key = key_for(1)
    address = f"http://{build(key).company.host}/"
    assert "修改前" in page_html(key, (("/", ("新", "新", "新")),), address, ())
    assert "修改前" not in page_html(key, (("/about.html", ("新", "新", "新")),), address, ())
