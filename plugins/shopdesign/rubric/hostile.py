"""Worked answers of those who would rather fool the machine. Each shows that a criterion holds."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.api import JSON, SampleStep

from ..tools.exporting import encode
from ..tools.render import given_picture
from ..world.assets import assets
from ..world.packs import benefits
from ..world.variant import campaign, vary, yuan
from . import answers
from .made import DESK
from .worker import Worker


def renamed(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Turned the wrong way and cropped, in the right size, exported as PNG under the name of a JPG."""
    del seed
    hands = Worker(given, 60.0)
    for name, asked in given["asked"].items():
        hands.do(
            "set_canvas", canvas=name, width=asked["width"], height=asked["height"], background="#FFFFFF"
        )
        photo = answers.fit_photo(given)
        layer = hands.do("add_picture", canvas=name, source=photo.id)
        turn = -3.0 if photo.fault is not None and photo.fault.tilt > 0 else 3.0
        place = answers.placed_at(0, 100, 800, 600) | {"rotate": turn}
        hands.do("place", canvas=name, layer=layer, **place)
        hands.export(name, asked["name"], kind="PNG", quality=90)
    return hands.steps


def merely_exported(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Given photographs in the right size and format with touches of a hundredth: no work at all."""
    del seed
    hands = Worker(given, 60.0)
    for name, asked in given["asked"].items():
        hands.do(
            "set_canvas", canvas=name, width=asked["width"], height=asked["height"], background="#FFFFFF"
        )
        layer = hands.do("add_picture", canvas=name, source=answers.fit_photo(given).id)
        touch = {"brightness": 1.01, "contrast": 1.01, "sharpness": 0.01, "temperature": 1.0, "tint": 1.0}
        hands.do("adjust", canvas=name, layer=layer, **answers.sliders(**touch))
        hands.export(name, asked["name"])
    return hands.steps


def every_benefit(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A dump of all benefits, all prices and praise in one large text on a plain ground."""
    del seed
    hands = Worker(given, 60.0)
    plan = campaign(given["studio"]["seed"])
    said = [
        f"沃柑￥{yuan(plan.promo_fen)} ￥9.9 ￥19.9",
        "全网最低 第一好吃 顶级",
        *(
            offer.format(discount="1", floor="10", gift="礼品")
            for offer in (one.offers[0] for one in benefits().values())
        ),
    ]
    for name in ("02", "03"):
        hands.do("set_canvas", canvas=name, width=800, height=800, background="#FFFFFF")
        for at, words in enumerate(said):
            layer = hands.do("add_text", canvas=name, text=words)
            hands.do("set_text", canvas=name, layer=layer, **answers.lettering(words, 48, "#000000"))
            hands.do("place", canvas=name, layer=layer, **answers.placed_at(20, 20 + 80 * at, 100, 100))
        hands.do("add_picture", canvas=name, source="badge-lowest")
        hands.export(name, given["asked"][name]["name"], kind="PNG", quality=90)
    return hands.steps


def pasted_brief(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The whole task pasted in letters too small, too pale or out of the picture to be read."""
    del seed
    hands = Worker(given, 60.0)
    asked = given["asked"]["03"]
    hands.do("set_canvas", canvas="03", width=asked["width"], height=asked["height"], background="#FFFFFF")
    hands.do("add_picture", canvas="03", source=answers.fit_photo(given).id)
    said = [row["内容"][:60] for row in given["promotion_rows"]]
    for at, words in enumerate([*said, *said]):
        layer = hands.do("add_text", canvas="03", text=words)
        size, colour, x = ((9, "#000000", 10), (40, "#F7F7F7", 10), (40, "#000000", 780))[at % 3]
        hands.do("set_text", canvas="03", layer=layer, **answers.lettering(words, size, colour))
        hands.do("place", canvas="03", layer=layer, **answers.placed_at(x, 20 + 50 * at, 100, 100))
    hands.export("03", asked["name"])
    return hands.steps


def other_seed(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A neighbour's finished files, and his prices and benefits on one's own promotion picture."""
    stolen = answers.good(vary({"desk": given["desk"]}, seed + 1), seed + 1)
    files = {step.params["canvas"]: step.body for step in stolen if step.body is not None}
    hands, plan = Worker(given, 60.0), campaign(seed + 1)
    photo = answers.fit_photo(given)
    for name, asked in given["asked"].items():
        hands.do(
            "set_canvas", canvas=name, width=asked["width"], height=asked["height"], background="#FFFFFF"
        )
        layer = hands.do("add_picture", canvas=name, source=photo.id)
        if name != "03":
            hands.do("place", canvas=name, layer=layer, **answers.framing(hands, photo, name, 0.98))
            hands.keep(name, asked["name"], files[name], 80)
    said = [f"沃柑 活动价￥{yuan(plan.promo_fen)}", *(offer.text for offer in plan.offers)]
    for at, words in enumerate(said):
        style = answers.lettering("", 48, "#000000", outline=4)
        answers.add_text(hands, "03", words, (20, 20 + 70 * at), style)
    hands.export("03", given["asked"]["03"]["name"])
    return hands.steps


def foreign_file(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Honest layers, and as export a picture of something else; forged steps besides."""
    del seed
    hands = Worker(given, 60.0)
    other = Worker(given, 60.0)
    other.do("set_canvas", canvas="02", width=800, height=800, background="#FFFFFF")
    other.do("add_picture", canvas="02", source="bg-wood")
    answers.add_text(other, "02", "拼", (200, 200), answers.lettering("", 280, "#C4161C"))
    body = encode(given_picture(other.canvas("02"), other.state["seed"]), "JPEG", 80)
    for name, asked in given["asked"].items():
        hands.do(
            "set_canvas", canvas=name, width=asked["width"], height=asked["height"], background="#FFFFFF"
        )
        layer = hands.do("add_picture", canvas=name, source=answers.fit_photo(given).id)
        hands.do(
            "place", canvas=name, layer=layer, **answers.framing(hands, answers.fit_photo(given), name, 0.98)
        )
        hands.keep(name, asked["name"], body, 80)
    refused = SampleStep(DESK, "export", {"canvas": "01", "quality": 90, "name": "01.jpg"}, 900.0, b"<svg/>")
    nonsense = SampleStep(DESK, "adjust", {"canvas": "01", "layer": "L999"}, 920.0)
    return [*hands.steps, refused, nonsense, SampleStep(DESK, "fly", {}, 930.0)]


def nowhere_licensed(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Unlicensed photograph, ground and badge, exported right and wrongly praised."""
    del seed
    hands = Worker(given, 60.0)
    web = next(asset for asset in assets(given["studio"]["seed"]).values() if asset.material.key == "web")
    for name, asked in given["asked"].items():
        hands.do(
            "set_canvas", canvas=name, width=asked["width"], height=asked["height"], background="#FFFFFF"
        )
        for source in ("bg-feast", web.id, "badge-brand"):
            hands.do("add_picture", canvas=name, source=source)
        answers.add_text(hands, name, "史 上 最 甜", (60, 60), answers.lettering("", 60, "#000000"))
        hands.export(name, asked["name"])
    return hands.steps
