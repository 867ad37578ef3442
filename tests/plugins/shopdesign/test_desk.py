"""The desk's engine: layers, undo and redo, limits, exports; what is not allowed is refused in words."""

import dataclasses
import json

import pytest
from workbench_plugins.shopdesign.tools.canvas import Canvas, Place, from_json
from workbench_plugins.shopdesign.tools.exporting import FORMATS, encode
from workbench_plugins.shopdesign.tools.fitting import contained, covering
from workbench_plugins.shopdesign.tools.history import DEPTH
from workbench_plugins.shopdesign.tools.intake import intake
from workbench_plugins.shopdesign.tools.specs import verdicts

DESK = "shopdesign.desk"
SLIDERS = {
    "brightness": 1.0,
    "contrast": 1.0,
    "colour": 1.0,
    "sharpness": 0.0,
    "temperature": 0.0,
    "tint": 0.0,
}
PLACE = {"x": 1, "y": 2, "width": 300, "height": 200, "rotate": 5.0, "opacity": 80}
TYPE = {
    "text": "包邮",
    "size": 40,
    "colour": "#FF0000",
    "weight": 700,
    "outline": 0,
    "outline_colour": "#FFFFFF",
}


def canvas(tryout, name="02") -> Canvas:
    return from_json(tryout.states[DESK]["canvases"][name])


def do(tryout, action, **params):
    return tryout.take(DESK, action, {"canvas": "02", **params})


def top(tryout) -> str:
    return canvas(tryout).layers[-1].id


def test_layers_are_added_changed_ordered_hidden_copied_and_deleted(tryout) -> None:
    do(tryout, "add_picture", source="p1")
    do(tryout, "add_shape", form="badge")
    do(tryout, "add_text", text="沃柑 5斤装")
    assert [layer.kind for layer in canvas(tryout).layers] == ["picture", "shape", "text"]
    assert [layer.name for layer in canvas(tryout).layers][2] == "沃柑 5斤装"
    words = top(tryout)
    assert do(tryout, "set_text", layer=words, **TYPE) is None
    assert do(tryout, "place", layer=words, **PLACE) is None
    assert do(tryout, "move", layer=words, to="bottom") is None
    assert canvas(tryout).layers[0].id == words
    assert canvas(tryout).layers[0].place == Place(1, 2, 300, 200, 5.0, 80)
    assert do(tryout, "hide", layer=words, hidden=True) is None
    assert len(canvas(tryout).visible) == 2
    assert do(tryout, "copy", layer=words) is None
    assert do(tryout, "rename", layer=top(tryout), name="利益点") is None
    assert canvas(tryout).layers[-1].name == "利益点"
    assert do(tryout, "delete", layer=words) is None
    assert canvas(tryout).layer(words) is None


def test_undo_and_redo_walk_the_same_way_back_and_forth(tryout) -> None:
    seen = [canvas(tryout)]
    for step in (
        ("add_picture", {"source": "p1"}), ("adjust", {"layer": "L1", **SLIDERS, "brightness": 1.3}),
        ("crop", {"layer": "L1", "left": 0.1, "top": 0.0, "right": 0.1, "bottom": 0.0}),
        ("set_canvas", {"width": 800, "height": 800, "background": "#FFEECC"}), ("delete", {"layer": "L1"}),
    ):  # fmt: skip
        assert do(tryout, step[0], **step[1]) is None
        seen.append(canvas(tryout))
    for old in reversed(seen[:-1]):
        assert do(tryout, "undo") is None
        assert canvas(tryout) == old
    assert "没有可以撤销" in do(tryout, "undo")
    for new in seen[1:]:
        assert do(tryout, "redo") is None
        assert canvas(tryout) == new
    assert "没有可以重做" in do(tryout, "redo")


def test_a_new_step_ends_redoing_and_ids_are_never_used_again(tryout) -> None:
    do(tryout, "add_text", text="一")
    do(tryout, "undo")
    do(tryout, "add_text", text="二")
    assert top(tryout) == "L2"
    assert "没有可以重做" in do(tryout, "redo")


def test_a_crop_keeps_the_scale_of_what_is_left(tryout) -> None:
    do(tryout, "add_picture", source="p1")
    before = canvas(tryout).layers[0].place
    do(tryout, "crop", layer="L1", left=0.25, top=0.0, right=0.25, bottom=0.0)
    after = canvas(tryout).layers[0].place
    assert (after.width, after.height) == (before.width // 2, before.height)
    do(tryout, "crop", layer="L1", left=0.0, top=0.0, right=0.0, bottom=0.0)
    assert canvas(tryout).layers[0].place == before


def test_another_canvas_gives_its_layers_under_new_ids(tryout) -> None:
    do(tryout, "add_picture", source="p1")
    do(tryout, "add_text", text="沃柑")
    assert tryout.take(DESK, "copy_from", {"canvas": "03", "other": "02"}) is None
    assert [layer.id for layer in canvas(tryout, "03").layers] == ["L3", "L4"]


@pytest.mark.parametrize(
    ("action", "params", "word"),
    [
        ("set_canvas", {"width": 999_999, "height": 800, "background": "#FFFFFF"}, "画布的宽"),
        ("set_canvas", {"width": 800, "height": 800, "background": "red; }"}, "不是颜色"),
        ("add_picture", {"source": "../../etc/passwd"}, "没有这张图片"),
        ("add_text", {"text": "   "}, "空"), ("add_text", {"text": "好" * 61}, "最多 60"),
        ("add_text", {"text": "零\u200b宽"}, "看不见"), ("add_text", {"text": "好吃😀"}, "空方框"),
        ("add_shape", {"form": "heart"}, "形状只能"), ("copy_from", {"other": "02"}, "另一张"),
        ("place", {"layer": "L1", **PLACE, "rotate": float("nan")}, ""),
        ("place", {"layer": "L1", **PLACE, "width": 99_999}, "宽"),
        ("adjust", {"layer": "L1", **SLIDERS, "brightness": 50.0}, "亮度"),
        ("crop", {"layer": "L1", "left": 0.6, "top": 0.0, "right": 0.6, "bottom": 0.0}, "裁得太多"),
        ("set_text", {"layer": "L1", **TYPE}, "不是文字"), ("delete", {"layer": "L99"}, "没有这个图层"),
        ("rename", {"layer": "L1", "name": " "}, "图层名"), ("compare", {}, ""), ("fly", {}, "没有"),
        ("move", {"layer": "L1", "to": "away"}, "格式不对"), ("undo", {"canvas": "99"}, "没有编号"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_refused_in_words(tryout, action, params, word) -> None:
    do(tryout, "add_picture", source="badge-round")
    before = tryout.states[DESK]
    refused = do(tryout, action, **params)
    assert refused is not None
    assert word in refused
    assert tryout.states[DESK] == before


def test_a_line_of_type_that_would_fill_the_memory_is_refused(tryout) -> None:
    do(tryout, "add_text", text="好" * 50)
    assert "像素" in do(tryout, "set_text", layer="L1", **{**TYPE, "text": "好" * 50, "size": 300})


def test_a_canvas_holds_a_limited_number_of_layers_and_the_state_stays_small(tryout) -> None:
    for name in ("01", "02", "03"):
        for at in range(25):
            tryout.take(DESK, "add_text", {"canvas": name, "text": f"{'促销文字' * 14}{at}"})
        for at in range(DEPTH + 5):
            layer = canvas(tryout, name).layers[at].id
            tryout.take(DESK, "place", {"canvas": name, "layer": layer, **PLACE})
        assert len(canvas(tryout, name).layers) == 20
    body = encode(given(canvas(tryout, "03")), "JPEG", 60)
    for name in ("01", "02", "03"):
        tryout.take(DESK, "export", {"canvas": name, "name": "a.jpg"}, body=body)
    assert len(json.dumps(tryout.states[DESK], ensure_ascii=False).encode()) < 100_000


def given(one: Canvas):
    from workbench_plugins.shopdesign.tools.render import given_picture

    return given_picture(one, 1)


def test_an_empty_canvas_is_not_exported_and_a_fake_file_never_gets_in(tryout) -> None:
    body = encode(given(Canvas(50, 50, "#FFFFFF")), "JPEG", 90)
    assert "还没有看得见的图层" in tryout.take(DESK, "export", {"canvas": "02", "name": "a.jpg"}, body=body)
    assert "SVG" in tryout.take(DESK, "upload", {"owner": "own", "name": "a.jpg"}, body=b"<svg/>")
    assert tryout.states[DESK]["files"] == tryout.states[DESK]["uploads"] == {}


def test_an_export_holds_the_facts_the_layers_and_each_texts_contrast(tryout) -> None:
    do(tryout, "add_text", text="包邮")
    body = encode(given(canvas(tryout)), "JPEG", 90)
    assert do(tryout, "export", name="02_主图.jpg", quality=90) is not None  # without a file
    assert tryout.take(DESK, "export", {"canvas": "02", "name": "02_主图.jpg"}, body=body) is None
    file = tryout.states[DESK]["files"]["02"]
    assert file["facts"]["format"] == "JPEG"
    assert from_json(file["canvas"]) == canvas(tryout)
    layer, ratio, needed, seen = file["texts"][0]
    assert (layer, needed, seen) == ("L1", 3.0, 1.0)
    assert ratio > 15


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_is_what_its_format_says(kind) -> None:
    made = encode(given(Canvas(80, 60, "#C4161C")), kind, 80)
    assert intake("x", made)["format"] == kind
    assert made == encode(given(Canvas(80, 60, "#C4161C")), kind, 80)


def test_an_upload_can_be_laid_on_a_canvas(tryout, file_of) -> None:
    body = encode(given(Canvas(400, 100, "#C4161C")), "PNG", 80)
    assert tryout.take(DESK, "upload", {"owner": "own", "name": "我的.png"}, body=body) is None
    file = next(iter(tryout.states[DESK]["uploads"]))
    assert do(tryout, "add_picture", source=file) is None
    place = canvas(tryout).layers[0].place
    assert place.width / place.height == pytest.approx(4, rel=0.02)


def test_covering_leaves_no_corner_free_and_containing_cuts_nothing() -> None:
    board = Canvas(800, 600, "#FFFFFF")
    turned = covering(board, Place(0, 0, 400, 300, 8))
    assert turned.width > 800
    assert turned.width / turned.height == pytest.approx(4 / 3, rel=0.01)
    inside = contained(board, Place(0, 0, 400, 100))
    assert (inside.width, inside.height, inside.x) == (800, 200, 0)


ASKED = {"name": "01_校正图.jpg", "format": "JPEG", "mode": "RGB", "kb": 10, "width": 80, "height": 60}


def verdict(title, name="01_校正图.jpg", *, size=(80, 60), kind="JPEG", **changes):
    facts = intake(name, encode(given(Canvas(*size, "#C4161C")), kind, 80)) | changes
    return next(one for one in verdicts({"name": name, "facts": facts}, ASKED) if one.title == title)


def test_width_and_height_the_wrong_way_round_are_told() -> None:
    assert verdict("尺寸").is_met
    swapped = verdict("尺寸", size=(60, 80))
    assert not swapped.is_met
    assert "颠倒" in swapped.found


def test_a_renamed_format_fails_although_its_suffix_is_right() -> None:
    assert verdict("格式").is_met
    assert not verdict("格式", kind="PNG").is_met
    assert not verdict("格式", name="01_校正图.png").is_met


def test_weight_is_judged_in_bytes_of_1024() -> None:
    assert verdict("大小", bytes=10 * 1024).is_met
    assert not verdict("大小", bytes=10 * 1024 + 1).is_met


def test_full_width_characters_in_a_name_are_told() -> None:
    wide = verdict("文件名", name="０1_校正图.jpg")
    assert not wide.is_met
    assert "全角" in wide.found


def test_cmyk_sixteen_bits_and_animations_are_no_plain_pictures() -> None:
    assert verdict("颜色与帧").is_met
    for changes in ({"mode": "CMYK"}, {"bits": 16}, {"frames": 3}):
        assert not verdict("颜色与帧", **changes).is_met


def test_the_checker_wants_an_export_and_keeps_what_failed(tryout) -> None:
    assert "还没有导出" in tryout.take("shopdesign.check", "check", {"deliverable": "02"})
    assert "没有编号" in tryout.take("shopdesign.check", "check", {"deliverable": "77"})
    do(tryout, "add_text", text="包邮")
    body = encode(given(dataclasses.replace(canvas(tryout), width=900)), "PNG", 90)
    tryout.take(DESK, "export", {"canvas": "02", "name": "02_主图.jpg"}, body=body)
    assert tryout.take("shopdesign.check", "check", {"deliverable": "02"}) is None
    assert tryout.states["shopdesign.check"]["checks"][-1]["failed"] == ["尺寸", "格式"]


def test_any_file_can_be_probed(tryout) -> None:
    body = encode(given(Canvas(80, 60, "#C4161C")), "WEBP", 80)
    assert tryout.take("shopdesign.check", "probe", {"name": "假.jpg"}, body=body) is None
    assert tryout.states["shopdesign.check"]["probe"]["facts"]["fits"] is False
