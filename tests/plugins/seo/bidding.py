"""What the tests of the planner share: a small account, and steps on the engine."""

from dataclasses import replace

from workbench_plugins.seo.tools.account import Account, Creative, Keyword, Plan, Unit
from workbench_plugins.seo.tools.matching import PHRASE
from workbench_plugins.seo.tools.planner import PlannerEngine
from workbench_plugins.seo.tools.yardstick import creatives
from workbench_plugins.seo.world.bidding import vary_bidding
from workbench_plugins.seo.world.market import market

SEED = 1
GIVEN = vary_bidding({"roi": "net", "exports": {"04": "creatives", "05": "account"}}, SEED)
GOOD = Creative(
    "{空调维修}找捷修，本地师傅当天到",
    "空调维修先看机后报价，不修好不收工时费",
    "手机点一下就有人回电，雨湖岳塘都有站点",
)


def unit(*words, bid=260, match=PHRASE, theme="ac_repair", **more):
    here = market(SEED).themes[theme]
    keywords = tuple(Keyword(word, match, bid) for word in words or (here.name,))
    return replace(Unit(here.name, here.page, keywords, creatives(here)), **more)


def plan(*units, **more):
    here = market(SEED)
    made = Plan("计划一", here.budget_fen, here.areas, here.hours, units=units or (unit(),))
    return replace(made, **more)


def account(*plans):
    return Account(plans or (plan(),))


def started():
    return PlannerEngine().start(GIVEN, SEED)


def do(state, action, **params):
    return PlannerEngine().apply(state, action, params)


PLAN = {
    "old": "", "name": "空调", "budget": "200", "areas": ["雨湖区"], "start": 8, "end": 20, "device": "全部",
    "negatives": "培训，视频", "exact_negatives": "", "paused": False,
}  # fmt: skip
UNIT = {"plan": "空调", "old": "", "name": "空调维修", "page": "空调维修页", "paused": False}
CREATIVE = {
    "plan": "空调", "unit": "空调维修", "number": 0, "title": GOOD.title, "line1": GOOD.line1, "line2": GOOD.line2, "paused": False,
}  # fmt: skip


def built():
    """A state with one plan, one unit, one keyword and one creative."""
    state = do(do(started(), "save_plan", **PLAN), "save_unit", **UNIT)
    state = do(state, "set_keywords", plan="空调", unit="空调维修", rows=[["空调维修", "短语", "2.60", ""]])
    return do(state, "save_creative", **CREATIVE)
