"""The planner's engine: what it saves, what it refuses in the student's words, what a run keeps."""

import json

import pytest
from bidding import CREATIVE, GOOD, PLAN, UNIT, built, do, started
from workbench_plugins.seo.tools import planner
from workbench_plugins.seo.tools.account import MAX_KEYWORDS, account_of
from workbench_plugins.seo.tools.creative import faults, shown
from workbench_plugins.seo.tools.export import account_file
from workbench_plugins.seo.tools.money import fen_of, yuan

from workbench.api import Refused

ROW = ["空调维修", "短语", "2.60", ""]


@pytest.mark.parametrize(
    ("text", "fen"),
    [("1.80", 180), ("１．８０", 180), ("￥1.8元", 180), ("1,234.5", 123450), ("0", 0), ("2.60 元", 260)],
)
def test_an_amount_is_read_however_it_is_typed(text, fen):
    assert fen_of(text, "出价") == fen


@pytest.mark.parametrize("text", ["", "两元", "1.805", "-1", "1e999", "999999999", "=1/0", "nan"])
def test_what_is_no_amount_is_refused_in_words(text):
    with pytest.raises(Refused, match="出价"):
        fen_of(text, "出价")


def test_money_is_shown_to_the_fen():
    assert [yuan(fen) for fen in (0, 5, 181, -1, -250)] == ["0.00", "0.05", "1.81", "-0.01", "-2.50"]


@pytest.mark.parametrize(
    ("action", "params", "words"),
    [
        ("save_plan", {**PLAN, "name": "  "}, "不能空着"),
        ("save_plan", {**PLAN, "name": "计" * 21}, "最多 20 个字符"),
        ("save_plan", {**PLAN, "name": "计\n划"}, "看不见的字符"),
        ("save_plan", {**PLAN, "name": "空调"}, "已经有计划"),
        ("save_plan", {**PLAN, "old": "没有的", "name": "x"}, "没有计划"),
        ("save_plan", {**PLAN, "name": "二", "areas": []}, "至少选一个"),
        ("save_plan", {**PLAN, "name": "二", "areas": ["月球"]}, "没有“月球”"),
        ("save_plan", {**PLAN, "name": "二", "start": 20, "end": 8}, "先开始后结束"),
        ("save_plan", {**PLAN, "name": "二", "end": 25}, "0—24"),
        ("save_plan", {**PLAN, "name": "二", "device": "电视"}, "没有“电视”"),
        ("save_plan", {**PLAN, "name": "二", "budget": "很多"}, "金额"),
        ("save_plan", {**PLAN, "name": "二", "negatives": " ".join(map(str, range(61)))}, "否定词最多"),
        ("save_unit", {**UNIT, "plan": "没有的"}, "没有计划"),
        ("save_unit", UNIT, "已经有单元"),
        ("save_unit", {**UNIT, "name": "二", "page": "别处"}, "落地页"),
        ("set_keywords", {"plan": "空调", "unit": "没有的", "rows": [ROW]}, "没有单元"),
        ("set_keywords", {"plan": "空调", "unit": "空调维修", "rows": [ROW, ROW]}, "同一个词只放一处"),
        ("set_keywords", {"plan": "空调", "unit": "空调维修", "rows": [["x", "智能", "1", ""]]}, "匹配方式请填"),
        ("set_keywords", {"plan": "空调", "unit": "空调维修", "rows": [["x", "精确", "1.005", ""]]}, "两位小数"),
        ("set_keywords", {"plan": "空调", "unit": "空调维修", "rows": [["x"]]}, "每个关键词要有"),
        (
            "set_keywords",
            {"plan": "空调", "unit": "空调维修", "rows": [[f"词{n}", "精确", "1", ""] for n in range(MAX_KEYWORDS + 1)]},
            "最多 60 个关键词",
        ),
        ("import", {"text": " \n "}, "没有可以导入的内容"),
        ("import", {"text": "空调\t空调维修\t空调维修"}, "要有 5 列"),
        ("import", {"text": "空调,空调维修,甲,精确,1\n空调,空调维修,乙,精确,x"}, "第 2 行"),
        ("save_creative", {**CREATIVE, "number": 9}, "没有第 9 条"),
        ("save_creative", {**CREATIVE, "title": ""}, "不能空着"),
        ("copy_creatives", {"plan": "空调", "unit": "空调维修"}, "不用复制"),
        ("remove", {"plan": "没有的", "unit": "", "number": 0}, "没有计划"),
        ("remove", {"plan": "空调", "unit": "空调维修", "number": 4}, "没有第 4 条"),
        ("run", {"note": "字" * 201}, "最多 200 个字"),
        ("hand_out", {"deliverable": "99", "file": "", "name": "", "size": 0, "facts": {}}, "不做"),
        ("dance", {}, "没有“dance”"),
    ],
)  # fmt: skip
def test_a_step_that_is_not_allowed_is_refused_in_the_students_words(action, params, words):
    state = built()
    before = json.dumps(state)
    with pytest.raises(Refused, match=words):
        do(state, action, **params)
    assert json.dumps(state) == before


def test_a_run_without_keywords_is_refused():
    with pytest.raises(Refused, match="还没有关键词"):
        do(started(), "run", note="")


def test_a_pasted_table_makes_plans_units_and_keywords_and_changes_what_is_there():
    text = "计划\t单元\t关键词\t匹配方式\t出价\n空调\t空调维修\t空调维修\t精确匹配\t３.00元\n洗衣机\t维修\t洗衣机维修\t广泛\t2\n"
    account = account_of(do(built(), "import", text=text)["account"])
    assert [plan.name for plan in account.plans] == ["空调", "洗衣机"]
    assert [(one.word, one.match, one.bid) for _, _, one in account.keywords] == [
        ("空调维修", "精确", 300), ("洗衣机维修", "广泛", 200),
    ]  # fmt: skip


def test_a_renamed_plan_keeps_its_units():
    account = account_of(do(built(), "save_plan", **{**PLAN, "old": "空调", "name": "制冷"})["account"])
    assert account.plans[0].name == "制冷"
    assert account.plans[0].units[0].keywords


def test_copied_creatives_name_the_keyword_of_the_unit_that_they_come_to():
    state = do(built(), "import", text="空调,空调加氟,空调加氟,短语,2")
    state = do(state, "copy_creatives", plan="空调", unit="空调维修")
    copied = account_of(state["account"]).plans[0].units[1].creatives[0]
    assert copied.title.startswith("{空调加氟}")


def test_units_creatives_and_plans_are_removed():
    state = do(built(), "remove", plan="空调", unit="空调维修", number=1)
    assert account_of(state["account"]).plans[0].units[0].creatives == ()
    state = do(state, "remove", plan="空调", unit="空调维修", number=0)
    assert account_of(state["account"]).units == ()
    assert do(state, "remove", plan="空调", unit="", number=0)["account"] == {"plans": []}


def test_every_run_is_kept_and_the_oldest_lose_only_their_accounts():
    state = built()
    for number in range(planner.MAX_RUNS):
        state = do(state, "run", note=f"第{number}次")
    assert [run["no"] for run in state["runs"]] == list(range(1, planner.MAX_RUNS + 1))
    assert sum(run["account"] is not None for run in state["runs"]) == planner.KEPT_ACCOUNTS
    assert all(run["sums"] == state["runs"][0]["sums"] for run in state["runs"])
    with pytest.raises(Refused, match="已经用完"):
        do(state, "run", note="")


def test_a_full_account_stays_small_enough_for_a_snapshot():
    state = built()
    rows = [[f"空调维修词{n}", "广泛", "2.00", ""] for n in range(MAX_KEYWORDS)]
    state = do(state, "set_keywords", plan="空调", unit="空调维修", rows=rows)
    for _ in range(planner.MAX_RUNS):
        state = do(state, "run", note="调价")
    assert len(json.dumps(state, ensure_ascii=False).encode()) < 100_000


def exported(state, deliverable="05", body=None):
    import hashlib

    body = account_file(account_of(state["account"])) if body is None else body
    digest = hashlib.sha256(body).hexdigest()
    return do(
        state, "hand_out", deliverable=deliverable, file=digest, name="x.json", size=len(body), facts={}
    )


def test_a_file_that_the_tool_made_is_kept_until_the_account_outgrows_it():
    state = exported(built())
    assert set(state["files"]) == {"05"}
    assert set(do(state, "run", note="")["files"]) == {"05"}
    assert set(do(state, "save_creative", **CREATIVE)["files"]) == {"05"}
    assert do(state, "save_plan", **{**PLAN, "old": "空调", "budget": "100"})["files"] == {}


def test_a_forged_file_is_refused():
    with pytest.raises(Refused, match="不一致"):
        exported(built(), body=b"{}")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": "{空调维修}来了"}, "标题 6 字"),
        ({"line1": "好" * 45}, "字，要求 9—40"),
        ({"title": "空调维修找捷修，本地师傅当天到"}, "要有 1 个通配符"),
        ({"title": "{空调维修}找捷修{空调维修}当天就到"}, "现有 2 个"),
        ({"title": "{空调维修找捷修，本地师傅当天到"}, "写法不对"),
        ({"title": "{}找捷修，本地师傅今天当天到达"}, "写法不对"),
        ({"line1": "全市最 好的师傅上门维修空调电器"}, "最好"),
        ({"line1": "本店Ｎｏ第一的维修师傅上门服务啦"}, "第一"),
        ({"line1": "比快安家电修得更快更便宜的师傅"}, "别家的字号"),
        ({"line1": "上门快★★修好再付款的维修师傅"}, "装饰符号"),
        ({"line1": "上门快！！修好再付款的维修师傅"}, "标点连用"),
        ({"line1": "拨打13800000000马上有师傅上门"}, "电话号码"),
        ({"title": "{洗衣机清洗}找捷修，本地师傅到"}, "无关"),
        ({"line1": "空调维修空调加氟空调移机空调清洗", "line2": "洗衣机维修洗衣机清洗空调维修上门"}, "几乎全是关键词"),
        ({"line2": GOOD.line1}, "凑字数"),
    ],
)  # fmt: skip
def test_a_creative_against_the_rules_is_told_why(change, fault):
    import dataclasses

    assert any(fault in one for one in faults(dataclasses.replace(GOOD, **change), ["空调维修"]))


def test_a_creative_within_the_rules_may_go_online_and_harmless_words_are_no_fault():
    import dataclasses

    assert faults(GOOD, ["空调维修"]) == ()
    assert faults(dataclasses.replace(GOOD, line1="下单以后师傅第一时间上门维修空调"), ["空调维修"]) == ()


def test_a_wildcard_shows_the_keyword_that_was_met_in_red():
    title = shown(GOOD, "湘潭空调维修")[0]
    assert title[0] == ("湘潭空调维修", True)
    assert shown(GOOD, "")[0][0] == ("空调维修", True)
