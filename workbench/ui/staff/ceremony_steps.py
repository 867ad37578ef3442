"""What a hall sees of a draw, one step at a time: big letters for a projector, and nothing that moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from workbench.domain.module import STANDARD_MODULES
from workbench.usecases.draw_sheet import HASH_NAMES, Sheet

STYLE = """<style>
.wb-c{font-size:1.35rem;line-height:1.6}
.wb-c p{font-size:1.35rem}
.wb-c h3{font-size:1.7rem;margin:.2rem 0 .6rem;padding:0}
@media (max-width:1700px){.wb-c code{font-size:1rem!important}}
.wb-c code{font-size:1.1rem;background:rgba(128,128,128,.12);padding:.1rem .4rem;border-radius:.25rem;
overflow-wrap:anywhere;white-space:normal}
.wb-c p.say{font-size:1.1rem;opacity:.75;margin:.5rem 0}
.st-key-ceremony-value input{font-size:1.6rem;font-weight:600;letter-spacing:.1em}
.wb-c .big{font-size:2.8rem;font-weight:600;line-height:1.2}
.wb-c .row{display:flex;flex-wrap:wrap;gap:1rem;margin:.6rem 0}
.wb-c .box{border:1px solid rgba(128,128,128,.35);border-radius:.5rem;padding:.4rem 1.1rem;min-width:7rem}
.wb-c table{border-collapse:collapse;width:100%;font-size:1.15rem}
.wb-c td,.wb-c th{border-bottom:1px solid rgba(128,128,128,.3);padding:.2rem .6rem;text-align:left}
.wb-c td:first-child{white-space:nowrap;width:9rem}
.wb-way{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;font-size:1.05rem;margin:.1rem 0 1rem}
.wb-way span{opacity:.45}.wb-way .now{opacity:1;font-weight:700;border-bottom:3px solid #1c7ed6}
.wb-way .done{opacity:.8}
</style>"""

NAMES = ("冻结", "公开值", "种子", "模块名额", "尾数", "试题和数据", "记录")
"""The steps of a draw, in their order."""

SHOWN_LINES = 10
"""So many candidates' lines are shown to the hall; all of them are in the printed record."""


def way(at: int) -> str:
    """The row of steps with the one at ``at`` marked."""
    words = [
        f'<span class="{"now" if step == at else "done" if step < at else ""}">{step + 1} {name}</span>'
        for step, name in enumerate(NAMES)
    ]
    return f'{STYLE}<div class="wb-way">{"".join(words)}</div>'


def frozen(numbers: Mapping[str, int], hashes: Mapping[str, str]) -> str:
    """What was settled before anybody knew the public value: how many, and the three hashes."""
    return _block("已经冻结，谁也不能再改", _boxes(numbers) + _facts(_hashes(hashes)))


def asking() -> str:
    """What the two people are to do with the public value."""
    said = (
        "两位现场人员当众掷骰子或摇号，产生一个事先无人知道的值，一人念、一人输入。"
        "它和已冻结的校验值一起决定全部结果，任何人都能重算。"
    )
    return _block("当场产生公开值", f'<p class="say">{said}</p>')


def step(sheet: Sheet, at: int) -> str:
    """The step at ``at`` of a draw that is made."""
    makers: Sequence[Callable[[Sheet], str]] = (_frozen, _value, _seed, _quota, _tail, _items, _record)
    return makers[at](sheet)


def _frozen(sheet: Sheet) -> str:
    record = sheet.record
    numbers = {"考生": len(record["roster"]), "模块": len(record["policy"]["modules"])}
    numbers |= {"试题": sum(map(len, record["bank"].values()))}
    return frozen(numbers, record["hashes"])


def _value(sheet: Sheet) -> str:
    names = "、".join(sheet.witnesses) or "（没有登记）"
    big = f'<div class="big">{escape(sheet.record["ceremony"])}</div>'
    return _block("当场产生的公开值", f'{big}<p class="say">现场人员：{escape(names)}</p>')


def _seed(sheet: Sheet) -> str:
    record = sheet.record
    facts = {"场次名称": record["exam"], "公开值": record["ceremony"]} | _hashes(record["hashes"])
    said = '<p class="say">↓ 五项一起算 SHA-256，得到种子。改动任何一个字，种子就完全不同。</p>'
    return _block("种子", _facts(facts) + said + _facts({"种子": record["seed"]}))


def _quota(sheet: Sheet) -> str:
    sizes = {one.module: one.quota for one in sheet.sizes}
    said = (
        f"考生按种子打乱次序，前 {sum(sizes.values())} 人依次分给各模块，每模块 {sheet.record['quota']} 人。"
    )
    return _block("模块名额", f"<p>{said}</p>{_boxes(sizes)}")


def _tail(sheet: Sheet) -> str:
    lines = [line for line in sheet.record["assignments"] if line["by"] == "remainder"]
    if not lines:
        return _block("尾数", "<p>人数正好分完，没有尾数。</p>" + _boxes(_first_sizes(sheet)))
    rows = [(line["candidate"], f"→ {STANDARD_MODULES[line['module']]}") for line in lines]
    said = f"<p>余下 {len(lines)} 人，各抽一个模块：</p>"
    return _block("尾数", f"{said}{_table((), rows)}<p>各模块最后的人数：</p>{_boxes(_first_sizes(sheet))}")


def _first_sizes(sheet: Sheet) -> dict[str, int]:
    return {one.module: one.quota + one.remainder for one in sheet.sizes}


def _items(sheet: Sheet) -> str:
    rows = [
        (line["candidate"], STANDARD_MODULES[line["module"]], line["item"].upper(), line["data_seed"])
        for line in sheet.record["assignments"][:SHOWN_LINES]
    ]
    said = f"<p>每位考生再从本模块的题里抽一题，同一题的数据也各不相同。前 {len(rows)} 行：</p>"
    return _block("试题和数据", said + _table(("准考证号", "模块", "试题", "数据种子"), rows))


def _record(sheet: Sheet) -> str:
    said = (
        "重算不一致，这份记录不能作为凭据！"
        if sheet.faults
        else "刚才又从头算了一遍：每一行和每个校验值都一致。"
    )
    asked = "<p>请抄下记录校验值的前八位。记录印出来后，现场人员核对并签字。</p>"
    big = f'<div class="big">{escape(sheet.record["record_hash"][:8])}</div>'
    whole = _facts({"记录校验值": sheet.record["record_hash"]})
    return _block("记录", f"<p>{escape(said)}</p>{asked}{big}{whole}")


def _block(title: str, body: str) -> str:
    return f'{STYLE}<div class="wb-c"><h3>{escape(title)}</h3>{body}</div>'


def _hashes(hashes: Mapping[str, str]) -> dict[str, str]:
    return {f"{HASH_NAMES[name]}校验值": value for name, value in hashes.items()}


def _facts(facts: Mapping[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td><code>{escape(value)}</code></td></tr>"
        for name, value in facts.items()
    )
    return f"<table>{rows}</table>"


def _boxes(numbers: Mapping[str, int]) -> str:
    boxes = "".join(
        f'<div class="box">{escape(name)}<div class="big">{number}</div></div>'
        for name, number in numbers.items()
    )
    return f'<div class="row">{boxes}</div>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = f"<tr>{''.join(f'<th>{escape(name)}</th>' for name in heads)}</tr>" if heads else ""
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{head}{body}</table>"
