"""Worked answers to copywriting-01 for any seed: what good, weak and hostile students do."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.api import JSON, SampleStep, counting, worked

from ..tools.coverage import vocabulary
from ..tools.publish import ASPECTS, EDITOR
from ..world.variant import Picture, World, build, world_of

MATERIAL_COLUMNS = ("编号", "素材内容", "来源", "授权", "卖点", "能否采用")
PUBLISH = "copywriting.publish"
_ORDER = ("coculture", "season", "fresh", "aroma", "soft", "tested", "trace", "pack", "praise")
COMFORTABLE = (92, 116)  # characters: well within 80—120


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Everything in order: materials, titles, a copy of one's own, a reasoned change, preview, post."""
    del seed
    world = world_of(given)
    draft, final = good_body(world, 2), good_body(world, 3)
    picture = _usable(world)[0]
    caption = f"{picture.scene.words[0]}就在眼前"
    title = f"虾走了，{world.brand}的米香来了"
    place = {"picture": picture.id, "after": 1, "caption": caption}
    topics = f"{world.brand}{world.product} {world.goal.topics[0]}"
    settings = {"platform": "weibo", "topics": topics, "label": True, "link": ""}
    return [
        worked.write_sheet("01", MATERIAL_COLUMNS, material_rows(world), 480.0),
        worked.write_doc("02", _titles(world, title), 900.0),
        *_write(title, draft, 1500.0),
        SampleStep(EDITOR, "place_picture", place, 1700.0),
        SampleStep(EDITOR, "save_version", {"note": ""}, 1720.0),
        SampleStep(
            EDITOR,
            "choose_points",
            {"cards": [claim.id for claim in world.claims if claim.is_usable][:3]},
            1740.0,
        ),
        SampleStep(EDITOR, "check", {}, 1760.0),
        *_write(title, final, 2300.0),
        SampleStep(
            EDITOR, "save_version", {"note": "初稿卖点只有两个，补一个并把收尾改成提问，方便互动"}, 2340.0
        ),
        SampleStep(PUBLISH, "settings", settings, 2700.0),
        SampleStep(PUBLISH, "preview", {}, 2720.0),
        SampleStep(PUBLISH, "publish", {}, 2800.0),
        SampleStep(
            PUBLISH,
            "assess",
            {"grades": dict.fromkeys(ASPECTS, "B"), "note": "画面感满意，标题还能更短"},
            2950.0,
        ),
        *worked.hand_in(given, 3200.0),
    ]


def good_body(world: World, points: int) -> str:
    """A copy of one's own that uses so many of the paper's true points, of a comfortable length."""
    ranked = sorted(world.points, key=lambda pair: _ORDER.index(pair[0].id))
    told = [point.say.format(n=n) for point, n in ranked[:points]]
    name = f"{world.brand}{world.product}"
    body = f"{world.goal.hook}。{'；'.join(told)}。\n"
    body += f"这碗{name}端上桌，孩子扒了两口说还要添，我才明白慢工出细活不是空话。\n"
    for more in (
        "灶上的锅咕嘟着，窗外有人喊吃饭，日子就是这样一粒一粒过出来的。",
        "爷爷说土地不骗人，你怎么待它，它就怎么还你。",
    ):
        if counting.copy_length(body + world.goal.ask) < COMFORTABLE[0]:
            body += more
    return body + world.goal.ask


def material_rows(world: World) -> list[list[str]]:
    """Six materials told rightly: three true cards, a false one, a usable picture and one without licence."""
    true = [claim for claim in world.claims if claim.is_usable][:3]
    false = next(claim for claim in world.claims if not claim.is_usable)
    rows = [[one.id, one.text, one.source, one.licence, one.text, "可用"] for one in true]
    rows.append([false.id, false.text, false.source, false.licence, false.text, "不可用，与档案不符"])
    barred = next(one for one in world.pictures if not one.is_licensed)
    for picture, verdict in ((_usable(world)[0], "可用"), (barred, "不可用，没有授权")):
        about = "、".join(picture.scene.words)
        rows.append([picture.id, picture.scene.subject, picture.source, picture.licence, about, verdict])
    return rows


def _usable(world: World) -> list[Picture]:
    return [one for one in world.pictures if one.is_licensed and one.is_relevant and one.has_ratio]


def _titles(world: World, title: str) -> str:
    return (
        f"# 标题方案\n\n标题一：{title}\n标题二：田里住过虾的米，煮出来什么味\n"
        f"标题三：{world.goal.topics[0]}，先添一碗饭\n\n"
        "选定：标题一\n理由：把虾和米的先后写成一句话，读的人会想知道为什么。\n"
    )


def _write(title: str, body: str, at: float) -> list[SampleStep]:
    return [
        SampleStep(EDITOR, "write", {"field": "title", "body": title, "by": "student"}, at),
        SampleStep(EDITOR, "write", {"field": "03", "body": body, "by": "student"}, at + 10),
    ]


def weak(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Four materials all taken, a short copy that shouts, a picture without a caption, nothing published."""
    del seed
    world = world_of(given)
    rows = [[one.id, one.text, one.source, one.licence, one.text, "可用"] for one in world.claims[:4]]
    point, n = world.points[0]
    body = (
        f"{world.brand}{world.product}来啦！！！{point.say.format(n=n)}，真的很不错。喜欢吃饭的朋友赶紧试试吧，"
        "包邮到家，别错过，全家人都会喜欢上的好味道，吃过的朋友们都说好呢。"
    )
    place = {"picture": _usable(world)[0].id, "after": 1, "caption": ""}
    return [
        worked.write_sheet("01", MATERIAL_COLUMNS, rows, 1300.0),
        *_write("好米", body, 2400.0),
        SampleStep(EDITOR, "place_picture", place, 2600.0),
        SampleStep("desk.folder", "name_file", {"deliverable": "03", "name": "文案.docx"}, 3300.0),
    ]


def keyword_dump(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Every accepted word of every point, joined by commas, and every material called usable."""
    del seed
    world = world_of(given)
    words = "、".join((world.brand + world.product, *vocabulary(world)))
    return _hostile(world, "稻虾米稻虾米", words[:190], _all_rows(world, "可用"))


def copied_brief(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The goal and the cards put one after another, with spaces and marks between to hide it."""
    del seed
    world = world_of(given)
    cards = [claim.text for claim in world.claims if claim.is_usable][:4]
    body = f"{world.brand}{world.product}。" + "。".join("·".join(card) for card in cards)
    return _hostile(world, cards[0][:12], body, _all_rows(world, "不可用"))


def padding(given: JSON, seed: int) -> Sequence[SampleStep]:
    """One sentence again and again until the length is right, digits at the end."""
    del seed
    world = world_of(given)
    point, n = world.points[0]
    sentence = f"{world.brand}{world.product}{point.say.format(n=n)}。"
    return _hostile(world, "好吃好吃好吃", (sentence * 12)[:115] + "1234567890123", [])


def hidden_banned(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Superlatives taken apart by dots, spaces, full width and traditional characters, and a shop's cries."""
    del seed
    world = world_of(given)
    body = (
        f"{world.brand}{world.product}，最.佳口感，國 家 級品质，第①的味道，ＴＯＰ１好米！！！"
        "绝\u200b佳之选，顶-级享受，"
        f"{world.points[0][0].say.format(n=world.points[0][1])}。现在9.9元包邮，点击链接立即购买，加微信abc12345，限时抢购，手慢无！"
    )
    return _hostile(world, "全 网 最 低", body, [])


def other_seed(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The whole good answer of another variant: its brand, its numbers, its materials."""
    world = world_of(given)
    other = next(build(number) for number in range(seed + 1, seed + 60) if build(number).brand != world.brand)
    body = good_body(other, 3)
    rows = material_rows(other)
    return _hostile(world, f"虾走了，{other.brand}的米香来了", body, rows, brand=other.brand)


def _all_rows(world: World, verdict: str) -> list[list[str]]:
    rows = [[one.id, one.text, one.source, one.licence, one.text, verdict] for one in world.claims]
    return rows + [
        [one.id, one.scene.subject, one.source, one.licence, one.scene.subject, verdict]
        for one in world.pictures
    ]


def _hostile(
    world: World, title: str, body: str, rows: Sequence[Sequence[str]], *, brand: str = ""
) -> list[SampleStep]:
    # All pictures, published at once without a look, many topics; nothing is named or listed.
    topics = f"{brand or world.brand} 热门"
    settings = {"platform": "weibo", "topics": topics, "label": False, "link": ""}
    places = [
        SampleStep(
            EDITOR, "place_picture", {"picture": one.id, "after": 0, "caption": one.scene.subject}, 200.0
        )
        for one in world.pictures
    ]
    return [
        *([worked.write_sheet("01", MATERIAL_COLUMNS, rows, 1000.0)] if rows else []),
        SampleStep(EDITOR, "write", {"field": "title", "body": title}, 1100.0),
        SampleStep(EDITOR, "write", {"field": "03", "body": body}, 1110.0),
        SampleStep(EDITOR, "write", {"field": "03", "body": "米" * 100_000}, 1120.0),
        *places,
        SampleStep(PUBLISH, "settings", settings, 1200.0),
        SampleStep(PUBLISH, "publish", {}, 1210.0),
    ]
