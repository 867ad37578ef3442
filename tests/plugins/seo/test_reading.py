"""The traps of real pages: what a reading must not count, and what it must."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbench_plugins.seo.tools.density import densities
from workbench_plugins.seo.tools.reading import decode, read_page, target

URL = "http://www.site.example/news/1.html"
UTF8 = "text/html; charset=utf-8"


def reading(body, content_type=UTF8, head=""):
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), content_type, URL)


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>农机配件</script>",
        "<style>/* 农机配件 */</style>",
        "<noscript>农机配件</noscript>",
        "<template><p>农机配件</p></template>",
        "<!-- 农机配件 -->",
        '<div style="display: none">农机配件</div>',
        '<div style="color:red;DISPLAY:NONE"><p>农机配件</p></div>',
        '<p style="visibility:hidden">农机配件</p>',
        "<p hidden>农机配件</p>",
        '<img alt="农机配件" src="a.png">',
        '<input type="hidden" value="农机配件">',
    ],
)
def test_what_a_visitor_does_not_see_is_no_text(unseen):
    assert reading(f"前{unseen}后").text.split() == ["前", "后"] or reading(f"前{unseen}后").text == "前后"
    assert reading(f"前{unseen}后").text_chars == 2


def test_the_title_is_no_part_of_the_body_text():
    assert reading("正文", head="<title>农机配件</title>").text_chars == 2


def test_text_after_a_hidden_node_is_kept():
    assert "尾巴" in reading("<p>头<span hidden>隐</span>尾巴</p>").text


def test_a_word_that_an_inline_tag_cuts_is_one_word():
    found = reading("<p>农机<b>配</b><a href='/'>件</a></p>")
    assert densities(found.text, found.text_chars, ["农机配件"])[0].hits == 1


def test_no_word_reaches_from_one_block_into_the_next():
    found = reading("<p>农机</p><p>配件</p><ul><li>农机</li><li>配件</li></ul>农机<br>配件")
    assert densities(found.text, found.text_chars, ["农机配件"])[0].hits == 0


def test_white_space_is_not_counted():
    assert reading("<p> 农 机\n\t&nbsp;配　件 </p>").text_chars == 4


def test_a_gbk_page_declared_in_the_header_alone_is_read():
    body = "<title>农机配件</title><body>岳阳</body>".encode("gbk")
    assert read_page(body, "text/html; charset=GBK", URL).title == "农机配件"


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_a_gbk_page_declared_in_its_meta_tag_is_read(charset):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    body = f"{meta}<title>农机镕</title>".encode("gbk")
    assert read_page(body, "text/html", URL).title == "农机镕"


def test_a_page_that_declares_nothing_is_read_as_utf8_and_then_as_gbk():
    assert decode("农机".encode(), "text/html") == ("utf-8", "农机")
    assert decode("农机".encode("gbk"), "text/html") == ("gb18030", "农机")


@pytest.mark.parametrize("charset", ["no-such-charset", "base64", "rot13"])
def test_a_charset_that_is_none_is_passed_over(charset):
    assert decode("农机".encode(), f"text/html; charset={charset}")[1] == "农机"


def test_a_meta_charset_that_contradicts_the_header_loses():
    assert decode('<meta charset="gbk">农机'.encode(), UTF8) == ("utf-8", '<meta charset="gbk">农机')


def test_an_absent_tag_and_an_empty_one_are_told_apart():
    assert reading("").title is None
    assert reading("", head="<title> </title>").title == ""
    assert reading("", head='<meta name="Keywords" content="">').keywords == ""


def test_the_first_of_two_descriptions_counts():
    head = '<meta name="description" content="甲"><meta name="description" content="乙">'
    assert reading("", head=head).description == "甲"


def test_a_title_inside_a_drawing_is_not_the_pages_title():
    assert reading("<svg><title>图标</title></svg>").title is None


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("/a.html", "internal"),
        ("a.html", "internal"),
        ("../a.html?b=c", "internal"),
        ("http://www.site.example:8080/x", "internal"),
        ("HTTPS://WWW.SITE.EXAMPLE/x", "internal"),
        ("//www.site.example/x#y", "internal"),
        ("http://bbs.site.example/", "external"),
        ("//other.example/x", "external"),
        ("http://www.site.example.evil.example/", "external"),
        ("#top", "anchor"),
        ("", "anchor"),
        ("tel:0731", "other"),
        ("mailto:a@b.example", "other"),
        ("javascript:void(0)", "other"),
        ("http://[broken", "other"),
    ],
)
def test_links_are_told_apart_by_host_name_alone(href, kind):
    assert reading(f'<a href="{href}">x</a>').links[0].kind == kind


def test_an_anchor_without_address_is_no_link():
    assert reading('<a name="top">x</a>').links == ()


def test_a_relative_link_leads_where_the_browser_goes():
    assert target("../b.html#c", URL) == "http://www.site.example/b.html"


def test_nofollow_is_seen_among_other_relations():
    assert reading('<a href="/" rel="noopener NOFOLLOW">x</a>').links[0].is_nofollow


def test_pictures_without_words_are_listed():
    found = reading('<img src="a.png"><img src="b.png" alt=" "><img src="c.png" alt="刀片">')
    assert (found.images, found.bare_images) == (3, ("a.png", "b.png"))


def test_headings_are_read_with_their_level():
    assert reading("<h1>一<em>二</em></h1><h2>三</h2>").headings == ((1, "一二"), (2, "三"))


@given(st.binary(max_size=400), st.sampled_from([UTF8, "text/html", "text/html; charset=gbk"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_can_be_read(body, content_type):
    assert read_page(body, content_type, URL).text_chars >= 0
