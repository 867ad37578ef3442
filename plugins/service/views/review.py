"""What an examiner sees: every conversation annotated turn by turn. Never shown to a student."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.clock import DEFINITION, times
from ..tools.mind import Note
from ..tools.promises import kinds
from ..tools.talk import Annotated, annotate
from ..world.customers import NEEDS, Customer
from ..world.money import FEN, yuan
from ..world.shop import Shop, build, key_of
from .bubbles import minutes

KINDS = {"open": "进店", "text": "", "goods": "商品卡片", "order": "订单卡片", "nudge": "催问"}


def draw(session: ToolSession) -> None:
    """Draw the conversations of a script, one at a time."""
    shop = build(key_of(session.state))
    names = list(shop.customers)
    chosen = st.segmented_control(
        "客户",
        names,
        format_func=lambda name: shop.customers[name].label,
        default=names[0],
        required=True,
        key=session.key("reviewed"),
        label_visibility="collapsed",
    )
    name = str(chosen)
    talk, customer = session.state["talks"][name], shop.customers[name]
    st.html(tables.STYLE + _customer(shop, customer))
    if not talk["turns"]:
        st.info("这位客户没有进店：考生没有开始接待，或者开始得太晚。")
        return
    turns = annotate(shop, customer, talk["turns"])
    st.html(_summary(talk, turns) + transcript(turns))


def _customer(shop: Shop, one: Customer) -> str:
    fit = shop.goods[one.fit]
    values = {
        "use": one.use,
        "taste": one.taste,
        "qty": f"{one.qty} 份",
        "budget": f"{one.budget_fen // FEN} 元",
        "deadline": f"{one.deadline} 天",
        "taboo": one.taboo,
    }
    needs = [
        f"{NEEDS[need]} {value}" + ("（开口就说）" if need == one.opening else "")
        for need, value in values.items()
    ]
    rows = [
        [tables.whole("需求"), tables.text("；".join(needs))],
        [
            tables.whole("合适的商品"),
            tables.text(
                f"{fit.id} {fit.name}　标价 {yuan(fit.price_fen)} 元　底价 {yuan(shop.floor(fit.id))} 元"
            ),
        ],
        [tables.whole("收货"), tables.text(f"{one.receiver}　{one.city}　尾号 {one.phone_tail}")],
    ]
    return tables.table(f"{one.label}　{one.nick}（考生看不到需求）", ["项目", "内容"], rows)


def _summary(talk: JSON, turns: tuple[Annotated, ...]) -> str:
    clock, mind = times(turns), turns[-1].mind
    shown = ["—" if value is None else f"{value:.0f} 秒" for value in (clock.first, clock.mean)]
    follow = talk["follow"]
    told = f"{follow['day']} 天后 {follow['hour']} 点　{follow['text']}" if follow else "没有登记"
    rows = [
        [tables.whole("响应"), tables.text(f"首次 {shown[0]}，平均 {shown[1]}，漏回 {clock.missed} 次")],
        [
            tables.whole("结果"),
            tables.text(f"{_outcome(mind.phase)}；心情 {mind.mood}（耐心 {mind.patience}）"),
        ],
        [tables.whole("跟进"), tables.text(told)],
        [tables.whole("备注"), tables.text(talk["note"] or "没有")],
    ]
    return tables.table("小结", ["项目", "内容"], rows) + f"<div>{tables.dim(DEFINITION)}</div>"


def _outcome(phase: str) -> str:
    words = {
        "needs": "还在了解需要",
        "bargain": "没有谈成",
        "order": "谈成，没有下单",
        "verify": "已下单，没有核实",
    }
    words |= {"paid": "已付款，没有道别", "bye": "已付款，已道别", "left": "客户离开"}
    return words[phase]


def transcript(turns: tuple[Annotated, ...]) -> str:
    """The turns with step, evidence, missed opportunity and mood."""
    rows = [
        [
            tables.whole(minutes(turn.at)),
            tables.whole("考生" if turn.who == "clerk" else "客户"),
            _said(turn),
            _steps(turn.note),
            _evidence(turn),
            tables.whole(f"{turn.mind.mood} {turn.mind.patience}"),
        ]
        for turn in turns
    ]
    return tables.table(
        "逐句批注", ["时间", "谁", "内容", "步骤", "依据、失误和错过的机会", "心情 耐心"], rows
    )


def _said(turn: Annotated) -> str:
    kind = f"{tables.dim(KINDS[turn.kind])} " if KINDS.get(turn.kind) else ""
    return kind + tables.text(turn.text)


def _steps(note: Note | None) -> str:
    if note is None:
        return ""
    return "".join(tables.mark(step, is_good=True) + "<br>" for step in note.steps)


def _evidence(turn: Annotated) -> str:
    note = turn.note
    if note is None:
        return ""
    parts = [tables.dim(words) for words in _found(turn, note)]
    parts += [tables.mark(fault, is_good=False) for fault in note.faults]
    for one in note.promises:
        kind = kinds()[one.kind]
        said = turn.text[one.start : one.end]
        checked = "" if kind.verified else "，来源未核"
        parts.append(
            tables.mark(f"{kind.title}“{said}”：{kind.reason}（{kind.source}{checked}）", is_good=False)
        )
    parts += [tables.dim(f"可改进：{text}") for text in note.missed]
    return "<br>".join(parts)


def _found(turn: Annotated, note: Note) -> list[str]:
    quotes = {act.kind: turn.text[act.start : act.end] for act in reversed(note.acts)}
    found = [f"问到 {NEEDS[need]}" for need in note.needs]
    if note.goods:
        found.append(
            f"推荐 {'、'.join(note.goods)}" + (f"，不合：{_names(note.misfits)}" if note.misfits else "")
        )
    if note.offer_fen:
        terms = [
            word for word, is_so in (("讲了理由", note.is_reasoned), ("有条件", note.is_conditional)) if is_so
        ]
        found.append(f"报价 {yuan(note.offer_fen)} 元" + (f"，{'，'.join(terms)}" if terms else ""))
    found += [
        f"“{quotes[kind]}”" for kind in ("greet", "reason", "decline", "verify", "bye") if kind in quotes
    ]
    return found


def _names(needs: tuple[str, ...]) -> str:
    return "、".join(NEEDS[need] for need in needs)
