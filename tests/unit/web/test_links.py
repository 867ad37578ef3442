from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.web.links import Place, rewritten

PLACE = Place("A1", "http://shop.test/news/a.html?x=1")
HTML = "text/html; charset=utf-8"


def made(html: str) -> str:
    return rewritten(html.encode(), HTML, PLACE).decode()


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("/", "/web/A1/shop.test/"),
        ("/p.html?a=1&b=2#c", "/web/A1/shop.test/p.html?a=1&b=2#c"),
        ("b.html", "/web/A1/shop.test/news/b.html"),
        ("../../../signout", "/web/A1/shop.test/signout"),
        ("?page=2", "/web/A1/shop.test/news/a.html?page=2"),
        ("//other.test/x", "/web/A1/other.test/x"),
        ("http://shop.test", "/web/A1/shop.test/"),
        ("HTTPS://Other.test:8080/x", "/web/A1/Other.test:8080/x"),
        ("http://user:pw@other.test/", "/web/A1/other.test/"),
        ("#top", "#top"),
        ("", ""),
        ("mailto:a@b.c", "#"),
        ("javascript:alert(1)", "#"),
        (" JavaScript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("http://[broken/", "#"),
    ],
)
def test_a_link_stays_in_the_simulated_web(typed, leads_to) -> None:
    assert PLACE.link(typed) == leads_to
    assert made(f'<a href="{typed}">x</a>') == f'<a href="{leads_to}">x</a>'


def test_every_kind_of_link_is_led_here() -> None:
    page = (
        "<A HREF=/a><IMG class=x src = '/b.png' srcset='/c 2x'>"
        '<form action="/d"><link rel=stylesheet href=/e>'
        '<meta http-equiv="refresh" content="0; url=/f"><td background="/g">'
        '<a ping="/h" target=_top href="/i">'
    )
    found = made(page)
    for name in "abdefgi":
        assert f"/web/A1/shop.test/{name}" in found
    assert "srcset" not in found
    assert "ping" not in found
    assert "target" not in found


def test_a_picture_inside_the_page_stays() -> None:
    assert made('<img src="data:image/png;base64,AA==">') == '<img src="data:image/png;base64,AA==">'


def test_text_is_not_touched() -> None:
    text = '<p>写 href="/a" 时要小心 &lt;a href="/b"&gt;</p>'
    assert made(text) == text


def test_words_about_links_in_tags_are_not_touched() -> None:
    text = '<meta name="description" content="src 与 href 的区别"><img alt="a > b" data-src="/x">'
    assert made(text) == text


def test_what_a_visitor_with_scripts_does_not_see_stays_hidden() -> None:
    assert made("<noscript>请打开脚本</noscript>") == "<template>请打开脚本</template>"


def test_a_gbk_page_stays_gbk() -> None:
    page = '<title>铁观音茶叶</title><a href="/产品/茶.html" title="茶叶，包邮">茶</a>'
    raw = rewritten(page.encode("gbk"), "text/html; charset=gbk", PLACE)
    assert raw.decode("gbk") == page.replace('"/产品', '"/web/A1/shop.test/产品')


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30))
def test_no_chinese_text_is_harmed_in_gb18030(text) -> None:
    page = f'<p title="{text}">{text}</p><a href="/x">{text}</a>'
    raw = rewritten(page.encode("gb18030"), "text/html", PLACE)
    assert raw.decode("gb18030") == page.replace('"/x"', '"/web/A1/shop.test/x"')


@given(st.text(st.sampled_from(list("/.\\:#?&@%ab \t\n\"'<>")), max_size=25))
def test_no_address_leads_out(typed) -> None:
    led = PLACE.link(typed)
    assert led == "" or led.startswith(("#", "/web/A1/"))
    assert "/../" not in led.partition("?")[0].partition("#")[0]


def test_style_sheets_are_led_here_too() -> None:
    css = b"a{background:url('/x.png')} b{background:url(data:image/png;base64,AA)}"
    found = rewritten(css, "text/css", PLACE)
    assert b'url("/web/A1/shop.test/x.png")' in found
    assert b"data:image/png;base64,AA" in found


def test_what_is_no_page_is_given_back_as_it_is() -> None:
    assert rewritten(b'<a href="/x">', "image/svg+xml", PLACE) == b'<a href="/x">'


def test_a_redirect_is_ascii() -> None:
    assert PLACE.location("/产品?词=茶") == "/web/A1/shop.test/%E4%BA%A7%E5%93%81?%E8%AF%8D=%E8%8C%B6"


def test_a_hostile_page_is_read_in_a_moment() -> None:
    rewritten(b"<a " * 200_000 + b"<a href='" * 50_000, HTML, PLACE)
