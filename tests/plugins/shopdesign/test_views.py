"""The faces, drawn by Streamlit's own test runner over a paper at work."""

import json

import pytest
from PIL import ImageChops, ImageStat
from streamlit.testing.v1 import AppTest
from workbench_plugins.shopdesign.rubric import answers
from workbench_plugins.shopdesign.world.assets import assets, on_shelf, picture

from workbench.testing import TryOut


def desk_page():
    # AppTest runs this function's source alone, so its imports stand inside it.
    import streamlit as st
    from workbench_plugins.shopdesign.views import check, desk

    paper = st.session_state["paper"]
    session = paper.session(st.session_state["tool"])
    session.locked = st.session_state["locked"]
    (check if session.tool.id.endswith("check") else desk).draw(session)
    for text in session.refusals:
        st.error(text)


@pytest.fixture
def page_of():
    def make(paper: TryOut, tool="shopdesign.desk", *, locked=False) -> AppTest:
        page = AppTest.from_function(desk_page, default_timeout=30)
        page.session_state["paper"], page.session_state["tool"] = paper, tool
        page.session_state["locked"] = locked
        return page.run()

    return make


def choose(page: AppTest, group: str, value: str) -> AppTest:
    next(one for one in page.button_group if one.label == group).set_value(value)
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    return "".join(str(node.proto.body) for node in page.get("html")) + "".join(
        one.value for one in page.caption
    )


def sliders_of(paper: TryOut) -> dict:
    return paper.states["shopdesign.desk"]["canvases"]["01"]["layers"]["L1"]["content"]["sliders"]


def done(loaded, *, seed=1) -> TryOut:
    paper = TryOut(loaded, "shopdesign-02", seed=seed)
    paper.take_all(answers.good(paper.given, seed))
    return paper


def test_the_desk_begins_with_photographs_their_licences_and_a_hint(tryout, page_of) -> None:
    page = page_of(tryout)
    assert not page.exception
    assert "来源不明" in shown(page)
    assert "还没有图层" in shown(page)


def test_a_photograph_is_added_and_seen_at_once(tryout, page_of) -> None:
    page = press(page_of(tryout), "加入画布")
    assert len(tryout.states["shopdesign.desk"]["canvases"]["01"]["order"]) == 1
    assert any("图层" in one.value and "1/20" in one.value for one in page.markdown)


def test_sliders_take_a_step_and_undo_brings_them_back(tryout, page_of) -> None:
    page = choose(press(page_of(tryout), "加入画布"), "做什么", "layer")
    next(one for one in page.slider if one.label == "亮度").set_value(1.3)
    page.run()
    assert not page.exception
    assert sliders_of(tryout)["brightness"] == 1.3
    assert "灰卡色偏" in shown(page)
    next(one for one in page.slider if one.label == "亮度").set_value(1.4)
    page.run()
    page = press(page, "撤销")
    assert next(one for one in page.slider if one.label == "亮度").value == 1.3
    assert sliders_of(tryout)["brightness"] == 1.3
    page = press(page, "撤销")
    assert sliders_of(tryout)["brightness"] == 1.0


def test_two_changes_of_one_form_in_a_row_both_count(tryout, page_of) -> None:
    page = choose(choose(press(page_of(tryout), "加入画布"), "做什么", "layer"), "改什么", "位置与角度")
    for turn in (5.0, 7.5, 6.0):
        next(one for one in page.number_input if one.label.startswith("旋转")).set_value(turn)
        page = press(page, "应用")
        assert tryout.states["shopdesign.desk"]["canvases"]["01"]["layers"]["L1"]["place"]["rotate"] == turn


@pytest.mark.parametrize("tab", ["shelf", "layer", "canvas", "export"])
@pytest.mark.parametrize("locked", [False, True])
def test_every_side_of_a_finished_desk_is_drawn(loaded, page_of, tab, locked) -> None:
    page = choose(page_of(done(loaded), locked=locked), "做什么", tab)
    assert not page.error
    if locked:
        changing = [one for one in page.button if one.label != "图层操作"]
        assert all(one.disabled for one in changing)


def test_a_locked_desk_takes_no_step(loaded, page_of) -> None:
    paper = done(loaded)
    before = len(paper.trace)
    page = page_of(paper, locked=True)
    for tab in ("layer", "canvas", "export"):
        choose(page, "做什么", tab)
    page_of(paper, "shopdesign.check", locked=True)
    assert len(paper.trace) == before


def test_looking_takes_no_step(loaded, page_of) -> None:
    paper = done(loaded)
    before = len(paper.trace)
    page = page_of(paper)
    for name in ("02", "03"):
        choose(page, "画布", name)
        for tab in ("shelf", "layer", "canvas", "export"):
            choose(page, "做什么", tab)
    page_of(paper, "shopdesign.check")
    assert len(paper.trace) == before


def test_the_export_tells_the_weight_before_and_keeps_the_file(tryout, page_of) -> None:
    page = choose(press(page_of(tryout), "加入画布"), "做什么", "export")
    assert any("KB" in one.value and "上限" in one.value for one in page.markdown)
    page = press(page, "导出")
    file = tryout.states["shopdesign.desk"]["files"]["01"]
    assert file["facts"]["format"] == "JPEG"
    assert any("已导出" in one.value for one in page.success)


def test_the_checker_wants_an_export_then_shows_found_wanted_and_rule(loaded, tryout, page_of) -> None:
    assert "还没有导出" in page_of(tryout, "shopdesign.check").info[0].value
    html = shown(page_of(done(loaded), "shopdesign.check"))
    for words in ("规格", "÷ 1024", "画面占比", "素材授权", "灰卡色偏", "不等于好看"):
        assert words in html


def test_what_a_student_typed_is_shown_as_text(loaded, page_of) -> None:
    paper = TryOut(loaded, "shopdesign-02")
    evil = "<script>alert(1)</script>"
    paper.take("shopdesign.desk", "add_text", {"canvas": "01", "text": evil})
    page = page_of(paper)
    assert not page.exception
    page = press(choose(page, "做什么", "export"), "导出")
    page = press(page_of(paper, "shopdesign.check"), "检查")
    assert "<script" not in shown(page)
    assert "&lt;script&gt;" in shown(page)


def test_the_state_of_a_finished_paper_is_small(loaded) -> None:
    assert len(json.dumps(done(loaded).states["shopdesign.desk"], ensure_ascii=False).encode()) < 60_000


@pytest.mark.parametrize("seed", [3, 4])
def test_what_lies_on_the_shelf_looks_like_the_picture_that_is_added(seed) -> None:
    for asset in assets(seed):
        whole, small = picture(seed, asset), on_shelf(seed, asset)
        same_size = whole.convert("RGB").resize((50, 38))
        apart = ImageStat.Stat(ImageChops.difference(same_size, small.convert("RGB").resize((50, 38))))
        assert max(apart.mean) < 4, asset  # of 255 grey levels
