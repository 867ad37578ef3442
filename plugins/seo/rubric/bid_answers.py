"""Worked answers to seo-05 for any seed: what good, weak and hostile students do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import JSON, SampleStep, worked

from ..tools.matching import BROAD, PHRASE
from ..tools.money import yuan
from ..tools.yardstick import NEGATIVES, built, creatives
from ..world.exercise import sums
from ..world.market import Market, market_of
from ..world.quiz import quiz
from .bid_script import Script

PLAN_COLUMNS = ("计划", "单元", "关键词", "匹配方式", "出价")
SUM_COLUMNS = ("关键词", "名次", "点击价格", "预计点击", "预计转化")
FIRST_LEVEL, NEXT_LEVEL = 70, 85  # percent of the reference price, before and after reading the first report


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Answers right, a clean plan set up, a week run, bids raised after reading the report, run again."""
    del seed
    here = market_of(given)
    rows = plan_rows(here, NEXT_LEVEL)
    script = Script(given)
    script.steps += card_steps(here.seed, 60.0)
    script.steps.append(worked.write_sheet("02", PLAN_COLUMNS, rows[:6], 700.0))
    script.steps.append(worked.write_sheet("02", PLAN_COLUMNS, rows, 1100.0))
    script.steps.append(worked.write_sheet("03", SUM_COLUMNS, sum_rows(here.seed), 1900.0))
    script.at = 2000.0
    _set_up(script, here)
    script.do("run", {"note": "第一轮：出价按参考点击价的七成，看展现够不够"})
    script.do("import", {"text": as_text(rows)})
    script.do("run", {"note": "第二轮：多数单元没有排到前面，出价提到八成五"})
    for deliverable in ("04", "05"):
        script.hand_out(deliverable)
    return [*script.steps, *worked.hand_in(given, 3300.0)]


def _set_up(script: Script, here: Market) -> None:
    """The account: keywords pasted as one table, plans and units set, three creatives a unit."""
    script.do("import", {"text": as_text(plan_rows(here, FIRST_LEVEL))})
    for name, percent in (("空调", 62), ("洗衣机", 38)):
        script.do("save_plan", plan_params(here, name, here.budget_fen * percent // 100))
    for theme in here.themes.values():
        where = {"plan": theme.product, "unit": theme.name}
        unit = {
            "plan": theme.product,
            "old": theme.name,
            "name": theme.name,
            "page": theme.page,
            "paused": False,
        }
        script.do("save_unit", unit)
        for one in creatives(theme):
            texts = {"title": one.title, "line1": one.line1, "line2": one.line2}
            script.do("save_creative", {**where, "number": 0, **texts, "paused": False})


def plan_params(here: Market, name: str, budget: int) -> dict[str, Any]:  # Any: an action's JSON
    """The settings of a plan as the client wants them."""
    return {
        "old": name,
        "name": name,
        "budget": yuan(budget),
        "areas": list(here.areas),
        "start": here.hours[0],
        "end": here.hours[1],
        "device": "全部",
        "negatives": " ".join(NEGATIVES),
        "exact_negatives": "",
        "paused": False,
    }


def plan_rows(here: Market, level: int) -> list[list[str]]:
    """The plan sheet: every worthwhile word in its service's unit, phrase match."""
    account = built(here, dict.fromkeys(here.themes, (PHRASE, level)))
    services = {theme.name: theme for theme in here.themes.values()}
    return [
        [services[unit.name].product, unit.name, one.word, one.match, yuan(one.bid)]
        for _, unit, one in account.keywords
    ]


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as they are pasted from a sheet."""
    return "\n".join("\t".join(row) for row in rows)


def sum_rows(seed: int) -> list[list[str]]:
    """The sums of a seed, right."""
    return [
        [one.word, str(one.place), yuan(one.price), str(one.clicks), yuan(one.orders)] for one in sums(seed)
    ]


def card_steps(seed: int, at: float) -> list[SampleStep]:
    """Every question of a seed answered by its key."""
    return [
        SampleStep("desk.card", "answer", {"question": one.id, "value": _value(one.key)}, at + 25 * number)
        for number, one in enumerate(quiz(seed))
    ]


def _value(key: object) -> Any:  # Any: a card's value
    if isinstance(key, Mapping):
        return dict(key)
    return list(key) if isinstance(key, tuple) else key


def weak(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Half of the card, one plan of one unit with a few words and a misfit, two sums, one short creative."""
    del seed
    here = market_of(given)
    words = ["空调维修", "空调加氟", "洗衣机维修", "空调移机", "冰箱维修"]
    rows = [["家电", "维修", word, BROAD, "3.00"] for word in words]
    script = Script(given)
    script.steps += card_steps(here.seed, 60.0)[:5]
    script.steps.append(worked.write_sheet("02", PLAN_COLUMNS, rows, 1000.0))
    script.steps.append(
        worked.write_sheet("03", SUM_COLUMNS, [row[:3] for row in sum_rows(here.seed)[:2]], 1900.0)
    )
    script.at = 2000.0
    script.do("import", {"text": as_text(rows)})
    texts = {
        "title": "{空调维修}快速上门",
        "line1": "专业维修空调洗衣机价格优惠",
        "line2": "欢迎来电咨询预约上门时间",
    }
    script.do("save_creative", {"plan": "家电", "unit": "维修", "number": 0, **texts, "paused": False})
    script.do("run", {"note": ""})
    script.hand_out("05")
    return script.steps


def dump(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Every listed word in one unit, broad, at the highest bid; creatives of mere keywords; forged files."""
    del seed
    here = market_of(given)
    rows = [["全部", "全部", term.text, BROAD, "99.00"] for term in here.listed]
    script = Script(given)
    script.steps.append(worked.write_sheet("02", PLAN_COLUMNS, rows, 100.0))
    script.do("import", {"text": as_text(rows)})
    script.do("save_plan", {**plan_params(here, "全部", here.budget_fen), "negatives": ""})
    words = "空调维修空调加氟空调移机空调清洗洗衣机维修洗衣机清洗"
    for title in ("{空调维修}空调加氟空调移机", "{空调清洗}全网第一空调维修", "{洗衣机维修}洗衣机清洗★★"):
        texts = {"title": title, "line1": words, "line2": words[6:] + words[:6]}
        script.do("save_creative", {"plan": "全部", "unit": "全部", "number": 0, **texts, "paused": False})
    script.do("run", {"note": ""})
    for deliverable in ("04", "05"):
        script.forge(deliverable, b'{"\xe8\xb4\xa6\xe6\x88\xb7": []}')
    script.do("save_plan", {**plan_params(here, "全部", 0), "budget": "1e999"})
    script.do("import", {"text": "=1/0\t<script>alert(1)</script>\t\0\t精确\t-3"})
    return script.steps


def copied(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The brief and the tables of the paper, copied into everything that takes text."""
    del seed
    brief = str(given["desk"]["brief"]).replace("\n", " ")
    rows = [["素材", "素材", row["关键词"], "参考", row["参考点击价（元）"]] for row in given["keyword_rows"]]
    table = [
        [row["关键词"], row["质量度"], row["出价（元）"], row["出价（元）"], "转化率"]
        for row in given["auction_rows"]
    ]
    script = Script(given)
    script.steps.append(worked.write_sheet("02", PLAN_COLUMNS, rows, 100.0))
    script.steps.append(worked.write_sheet("03", SUM_COLUMNS, table, 130.0))
    script.do(
        "save_plan", {**plan_params(market_of(given), "", 0), "name": "素材", "old": "", "budget": "300"}
    )
    script.do("save_unit", {"plan": "素材", "old": "", "name": "素材", "page": "首页", "paused": False})
    for at in range(3):
        texts = {
            "title": brief[at : at + 20],
            "line1": brief[20 + at : 50 + at],
            "line2": brief[60 + at : 90 + at],
        }
        script.do("save_creative", {"plan": "素材", "unit": "素材", "number": 0, **texts, "paused": False})
    return script.steps


def constant(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The first option of every question, 1 for every number, the same word and bid in every row."""
    del seed
    script = Script(given)
    for question in given["card"]:
        options = question.get("options", [])
        value: Any = {  # Any: a card's value
            "single": options[0] if options else "",
            "multiple": options,
            "order": options,
            "match": dict.fromkeys(question.get("left", []), options[0] if options else ""),
            "number": 1,
        }[question["kind"]]
        script.steps.append(
            SampleStep("desk.card", "answer", {"question": question["id"], "value": value}, 60.0)
        )
    words = [row["关键词"] for row in given["forecast_rows"]]
    script.steps.append(
        worked.write_sheet("03", SUM_COLUMNS, [[word, "1", "1.00", "100", "5"] for word in words], 90.0)
    )
    rows = [["计划", "单元", "空调维修", PHRASE, "1.00"]] * 20
    script.steps.append(worked.write_sheet("02", PLAN_COLUMNS, rows, 120.0))
    script.do("import", {"text": as_text(rows)})
    return script.steps


def other_seed(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The right card and sums of a neighbour, whose paper has another seed."""
    theirs = seed + 1
    script = Script(given)
    script.steps += card_steps(theirs, 60.0)
    script.steps.append(worked.write_sheet("03", SUM_COLUMNS, sum_rows(theirs), 600.0))
    return script.steps
