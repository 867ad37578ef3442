"""The files that the planner hands in: the account and its creatives as JSON in the trade's words."""

from __future__ import annotations

import json
from typing import Any

from .account import Account, Creative, Keyword, Plan
from .money import yuan


def account_file(account: Account) -> bytes:
    """The whole account but its creatives."""
    return _bytes({"账户": [_plan(plan) for plan in account.plans]})


def creatives_file(account: Account) -> bytes:
    """Every creative with its plan and unit."""
    rows = [
        {"计划": plan.name, "单元": unit.name, **_creative(creative)}
        for plan, unit in account.units
        for creative in unit.creatives
    ]
    return _bytes({"创意": rows})


MAKERS = {"account": account_file, "creatives": creatives_file}
"""By the word that a task's ``exports`` uses."""


def _bytes(content: dict[str, Any]) -> bytes:  # Any: JSON leaves
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _plan(plan: Plan) -> dict[str, Any]:  # Any: as above
    return {
        "计划": plan.name,
        "日预算": yuan(plan.budget),
        "地域": list(plan.areas),
        "时段": f"{plan.hours[0]}:00—{plan.hours[1]}:00",
        "设备": plan.device,
        "短语否定词": list(plan.negatives),
        "精确否定词": list(plan.exact_negatives),
        "暂停": plan.paused,
        "单元": [
            {
                "单元": unit.name,
                "落地页": unit.page,
                "暂停": unit.paused,
                "关键词": [_keyword(one) for one in unit.keywords],
            }
            for unit in plan.units
        ],
    }


def _keyword(one: Keyword) -> dict[str, Any]:  # Any: as above
    return {"关键词": one.word, "匹配方式": one.match, "出价": yuan(one.bid), "暂停": one.paused}


def _creative(one: Creative) -> dict[str, Any]:  # Any: as above
    return {"标题": one.title, "描述一": one.line1, "描述二": one.line2, "暂停": one.paused}
