"""The criteria: tolerant of form, strict in substance, with the student's own numbers in every reason."""

import dataclasses
from decimal import Decimal

import pytest
from workbench_plugins.shopdesign.rubric import answers, wording
from workbench_plugins.shopdesign.rubric.worker import Worker
from workbench_plugins.shopdesign.tools.exporting import encode
from workbench_plugins.shopdesign.tools.render import given_picture
from workbench_plugins.shopdesign.world.packs import benefits
from workbench_plugins.shopdesign.world.variant import Campaign, Offer, campaign, vary, yuan

from workbench.host import samples
from workbench.testing import TryOut

DESK = "shopdesign.desk"
PLAN = Campaign(
    4990, 2990, (Offer(benefits()["gift"], "满60元送果刀一把"), Offer(benefits()["timed"], "限时6.0折"))
)


@pytest.mark.parametrize("text", ["活动价￥29.9", "活动价 29.90元", "￥２９．９", "只要¥29.9!"])
def test_a_price_is_read_in_any_dress(text) -> None:
    assert wording.shows_price([text], PLAN.promo_fen)
    assert wording.wrong_amounts([text], PLAN) == []


@pytest.mark.parametrize("text", ["￥39.9", "19元", "9.9 包邮", "￥2.99"])
def test_a_sum_that_the_campaign_does_not_know_is_wrong(text) -> None:
    assert not wording.shows_price([text], PLAN.promo_fen)
    assert wording.wrong_amounts([text], PLAN)


@pytest.mark.parametrize("text", ["沃柑5斤", "净重2.5kg", "6.0折", "12个", "满60元送果刀一把", "今晚8点"])
def test_weights_pieces_and_hours_are_no_money(text) -> None:
    assert wording.wrong_amounts([text], PLAN) == []


@pytest.mark.parametrize("text", ["满60元送果刀一把", "满60送果刀1把！", "满 60 元\n送果刀一把"])
def test_a_benefit_is_read_in_any_dress(text) -> None:
    assert wording.shows_offer([text], PLAN.offers[0])
    assert wording.kinds_shown([text]) == {"gift"}


@pytest.mark.parametrize("text", ["满50元送果刀一把", "满60元送好礼", "送果刀一把"])
def test_a_benefit_in_other_words_is_another(text) -> None:
    assert not wording.shows_offer([text], PLAN.offers[0])


def test_discounts_are_worked_out_from_the_prices() -> None:
    assert PLAN.discount == "6.0"
    assert wording.wrong_discounts(["限时6折", "6.0 折"], PLAN) == []
    assert wording.wrong_discounts(["限时5折"], PLAN) == ["5"]


@pytest.mark.parametrize("text", ["全网最低", "史上最·甜", "第 一 好吃", "顶级", "１００％ 天然"])
def test_absolute_terms_are_found_however_they_are_spaced(text) -> None:
    assert wording.banned_in([text])


@pytest.mark.parametrize("text", ["第一步先剥皮", "最后三天", "第一口就爱上", "好吃不贵"])
def test_harmless_words_are_passed_over(text) -> None:
    assert wording.banned_in([text]) == []


def test_two_seeds_differ_in_numbers_and_not_in_difficulty() -> None:
    plans = [campaign(seed) for seed in range(60)]
    assert len({(plan.promo_fen, plan.price_fen) for plan in plans}) > 40
    for plan in plans:
        assert plan.promo_fen < plan.price_fen
        assert len({offer.benefit.id for offer in plan.offers}) == 2
        assert all("{" not in offer.text for offer in plan.offers)


def good(loaded, seed=1) -> TryOut:
    paper = TryOut(loaded, "shopdesign-02", seed=seed)
    paper.take_all(answers.good(paper.given, seed))
    return paper


def line(paper: TryOut, name: str):
    return paper.score()[name]


@pytest.mark.parametrize("seed", range(40, 50))
def test_the_good_answer_earns_every_automatic_point_for_any_seed(loaded, seed) -> None:
    task = loaded.tasks["shopdesign-02"]
    result = samples.run(loaded, task, dataclasses.replace(task.samples[0], seed=seed))
    assert result.points == Decimal(66), [(one.line, one.points, one.reason) for one in result.outcomes]


@pytest.mark.parametrize("seed", range(60, 64))
def test_no_hostile_answer_earns_a_fifth_for_any_seed(loaded, seed) -> None:
    task = loaded.tasks["shopdesign-02"]
    for sample in task.samples:
        if sample.kind == "hostile":
            result = samples.run(loaded, task, dataclasses.replace(sample, seed=seed))
            told = [(one.line, one.points, one.reason) for one in result.outcomes]
            assert result.points <= Decimal("13.2"), (sample.name, told)


def remade(paper: TryOut, name: str, *steps: tuple[str, dict]) -> TryOut:
    """The paper after further steps on a canvas and another export of it."""
    from workbench_plugins.shopdesign.tools.canvas import from_json

    for action, params in steps:
        assert paper.take(DESK, action, {"canvas": name, **params}) is None
    canvas = from_json(paper.states[DESK]["canvases"][name])
    body = encode(given_picture(canvas, paper.states[DESK]["seed"]), "JPEG", 70)
    made = {"canvas": name, "name": paper.given["asked"][name]["name"], "quality": 70}
    assert paper.take(DESK, "export", made, body=body) is None
    return paper


def layer_of(paper: TryOut, name: str, words: str) -> str:
    rows = paper.states[DESK]["canvases"][name]["layers"]
    return next(key for key, row in rows.items() if words in row["name"])


def test_reasons_carry_the_students_numbers_and_cite_the_export(loaded) -> None:
    outcomes = good(loaded).score()
    assert "KB" in outcomes["1"].reason
    assert "残余倾斜" in outcomes["3"].reason
    assert all(outcomes[name].cites for name in ("1", "2", "3", "5", "6", "8", "9"))
    assert outcomes["1"].facts["02 格式"] is True
    assert outcomes["5"].facts["对比度 1"] > 3


def test_adjustments_that_were_undone_before_the_export_do_not_count(loaded) -> None:
    paper = good(loaded)
    photo = layer_of(paper, "01", "沃柑主体")
    zero = {
        "contrast": 1.0,
        "colour": 1.0,
        "sharpness": 0.0,
        "temperature": 0.0,
        "tint": 0.0,
        "brightness": 1.0,
    }
    remade(paper, "01", ("adjust", {"layer": photo, **zero}))
    assert line(paper, "2").points == Decimal(6)
    assert "没有调整" in line(paper, "2").reason


def test_turning_further_the_wrong_way_is_no_correction(loaded) -> None:
    paper = good(loaded)
    photo = layer_of(paper, "01", "沃柑主体")
    place = dict(paper.states[DESK]["canvases"]["01"]["layers"][photo]["place"])
    remade(paper, "01", ("place", {"layer": photo, **place, "rotate": -place["rotate"]}))
    assert "越调越偏" in line(paper, "2").reason
    assert line(paper, "3").points == Decimal(9)


def test_hidden_covered_tiny_and_pale_texts_do_not_count(loaded) -> None:
    for change in (
        lambda paper, layer: ("hide", {"layer": layer, "hidden": True}),
        lambda paper, layer: ("move", {"layer": layer, "to": "bottom"}),
        lambda paper, layer: ("set_text", {"layer": layer, **answers.lettering(f"活动价￥{paper.given['promo']}", 16, "#FFFFFF")}),
        lambda paper, layer: ("set_text", {"layer": layer, **answers.lettering(f"活动价￥{paper.given['promo']}", 56, "#C4161C")}),
    ):  # fmt: skip
        paper = good(loaded)
        remade(paper, "03", change(paper, layer_of(paper, "03", "活动价")))
        assert line(paper, "5").points <= Decimal("7.2")
        assert line(paper, "9").points == 0


def test_the_neighbours_price_earns_nothing_for_the_price(loaded) -> None:
    paper = good(loaded)
    words = f"沃柑5斤 活动价￥{yuan(campaign(2).promo_fen)}"
    remade(
        paper,
        "03",
        ("set_text", {"layer": layer_of(paper, "03", "活动价"), **answers.lettering(words, 56, "#FFFFFF")}),
    )
    assert "任务书里没有的金额" in line(paper, "5").reason
    assert line(paper, "9").points == 0


def test_one_benefit_too_many_spoils_the_kinds(loaded) -> None:
    paper = good(loaded)
    foreign = next(
        kind for kind in benefits().values() if kind.id not in {one.benefit.id for one in campaign(1).offers}
    )
    words = foreign.offers[0].format(discount="1", floor="1", gift="果刀一把")
    remade(paper, "03", ("add_text", {"text": words}))
    paper_layer = layer_of(paper, "03", words[:4])
    style = answers.lettering(words, 40, "#000000", outline=4)
    remade(paper, "03", ("set_text", {"layer": paper_layer, **style}))
    assert line(paper, "6").points == 0
    assert "活动里没有的" in line(paper, "6").reason


def test_a_false_crossed_out_price_and_a_baked_in_word_are_found(loaded) -> None:
    paper = remade(
        good(loaded), "03", ("add_picture", {"source": "badge-lowest"}), ("add_text", {"text": "原价￥199"})
    )
    reason = line(paper, "9").reason
    assert "最低" in reason
    assert "199" in reason
    assert line(paper, "9").points == Decimal(2)


def test_an_unlicensed_ground_costs_its_third(loaded) -> None:
    paper = remade(good(loaded), "02", ("add_picture", {"source": "bg-feast"}))
    assert "节日红底" in line(paper, "9").reason
    assert line(paper, "9").points == Decimal(4)


def test_text_over_an_own_picture_waits_for_an_examiner(loaded, file_of) -> None:
    from PIL import Image

    paper = good(loaded)
    body = file_of(Image.new("RGB", (400, 400), "#224422"), "PNG")
    assert paper.take(DESK, "upload", {"owner": "own", "name": "底.png"}, body=body) is None
    file = next(iter(paper.states[DESK]["uploads"]))
    words = layer_of(paper, "03", "活动价")
    remade(paper, "03", ("add_picture", {"source": file}), ("move", {"layer": words, "to": "top"}))
    newest = max(paper.states[DESK]["canvases"]["03"]["layers"], key=lambda key: int(key[1:]))
    place = {"x": 0, "y": 650, "width": 800, "height": 150, "rotate": 0.0, "opacity": 100}
    remade(paper, "03", ("place", {"layer": newest, **place}))
    assert line(paper, "5").status == "needs_examiner"
    assert line(paper, "5").points is None


def test_a_given_picture_brought_back_as_an_upload_is_still_a_given_picture(loaded) -> None:
    from workbench_plugins.shopdesign.world.assets import picture

    paper = TryOut(loaded, "shopdesign-02")
    body = encode(picture(1, "p1"), "JPEG", 90)
    paper.take(DESK, "upload", {"owner": "own", "name": "我拍的.jpg"}, body=body)
    file = next(iter(paper.states[DESK]["uploads"]))
    paper.take(DESK, "set_canvas", {"canvas": "02", "width": 800, "height": 800, "background": "#FFFFFF"})
    paper.take(DESK, "add_picture", {"canvas": "02", "source": file})
    paper.take(
        DESK,
        "place",
        {
            "canvas": "02",
            "layer": "L1",
            "x": 0,
            "y": 0,
            "width": 800,
            "height": 800,
            "rotate": 0.0,
            "opacity": 100,
        },
    )
    paper.take(DESK, "rename", {"canvas": "02", "layer": "L1", "name": "主体"})
    squeezed = encode(picture(1, "p1").resize((800, 800)), "JPEG", 80)
    paper.take(DESK, "export", {"canvas": "02", "name": "02_主图.jpg"}, body=squeezed)
    assert "原样导出" in line(paper, "1").reason
    assert line(paper, "1").points == 0


def test_a_file_that_is_not_the_picture_of_its_layers_earns_nothing(loaded) -> None:
    paper = good(loaded)
    hands = Worker(vary({"desk": paper.given["desk"]}, 1), 0.0)
    hands.do("set_canvas", canvas="02", width=800, height=800, background="#FFFFFF")
    hands.do("add_picture", canvas="02", source="bg-wood")
    other = encode(given_picture(hands.canvas("02"), 1), "JPEG", 80)
    paper.take(DESK, "export", {"canvas": "02", "name": "02_主图.jpg"}, body=other)
    assert "不是画布上的图" in line(paper, "1").reason
    assert line(paper, "1").points == Decimal(4)


def test_the_limits_on_the_screen_are_the_limits_of_the_criteria(loaded) -> None:
    task = loaded.tasks["shopdesign-02"]
    limits, params = task.given["limits"], {one.id: one.params for one in task.rubric}
    assert params["8"]["product"] == limits["product"]
    assert params["8"]["lettering"] == limits["lettering"]
    assert params["5"]["smallest_px"] == params["6"]["smallest_px"] == limits["smallest_px"]
    assert params["3"]["brightness"] == limits["brightness"]
    assert (params["3"]["cast"][0], params["3"]["gain"]) == (limits["cast"], limits["gain"])


def test_points_and_minutes_are_the_blueprints(loaded) -> None:
    task = loaded.tasks["shopdesign-02"]
    assert [int(one.points) for one in task.rubric] == [8, 12, 12, 16, 12, 8, 10, 6, 6, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [20, 10, 18, 6, 6]
    assert sum(one.auto_points for one in task.rubric) == Decimal(66)
