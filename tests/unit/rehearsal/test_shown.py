"""What is read out of a page."""

from __future__ import annotations

from types import SimpleNamespace

from workbench.rehearsal.shown import Shown, component_data


def test_links_into_the_simulated_web_and_to_files_are_found_and_no_others() -> None:
    shown = Shown()
    shown.read(
        "html", SimpleNamespace(body='<a href="/web/a1/shop.example/?p=1&amp;q=2">店</a><a href="/signout">')
    )
    shown.read(
        "markdown", SimpleNamespace(body="[下载](/export/a1/desk.doc/01) [别处](https://example.org/)")
    )
    shown.read("link_button", SimpleNamespace(url="/signout"))
    assert shown.links == {"/web/a1/shop.example/?p=1&q=2", "/export/a1/desk.doc/01"}
    assert shown.texts == ["[下载](/export/a1/desk.doc/01) [别处](https://example.org/)"]


def test_a_component_that_is_not_ours_says_nothing() -> None:
    assert component_data(SimpleNamespace(json="")) == {}
    assert component_data(SimpleNamespace(json="[1]")) == {}
    assert component_data(SimpleNamespace(json='{"rev": 3}')) == {"rev": 3}
