"""A sitting's draw as it is shown, handed out and printed to be signed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.domain.draw_supplement import document, drawn_now, verify_document
from workbench.domain.errors import Absent
from workbench.domain.module import JSON, STANDARD_MODULES
from workbench.printing import pdf
from workbench.store import audit, sittings
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

READERS = ("administrator", "invigilator", "instructor")

HASH_NAMES = {"roster": "名单", "bank": "题库", "policy": "规则"}
BY = {"quota": "名额", "remainder": "尾数", "late": "补录"}


@dataclass(frozen=True, slots=True)
class Line:
    """What one candidate drew. ``by`` is one of BY; ``redraws`` counts the lines that replaced the first."""

    candidate: str
    module: str
    by: str
    item: str
    data_seed: str
    redraws: int


@dataclass(frozen=True, slots=True)
class Size:
    """How many candidates drew a module: by quota, as remainder, and late."""

    module: str
    quota: int
    remainder: int
    late: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.quota + self.remainder + self.late


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draw and what was added to it. ``faults`` says what does not recompute; ``at`` is epoch seconds."""

    sitting: Sitting
    record: JSON
    supplements: tuple[JSON, ...]
    witnesses: tuple[str, ...]
    at: float | None
    faults: tuple[str, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """One line for each candidate as it is in force now, by number."""
        now = drawn_now((self.record, *self.supplements))
        late = {str(number) for one in self.supplements for number in one["roster"]}
        by = {line["candidate"]: line["by"] for line in self.record["assignments"]}
        return tuple(
            Line(
                who, STANDARD_MODULES[one.module], BY["late" if who in late else by[who]], one.item.upper(),
                one.data_seed, one.redraws,
            )
            for who, one in sorted(now.items())
        )  # fmt: skip

    @property
    def sizes(self) -> tuple[Size, ...]:
        """A row for each module that was drawn, in the standard's order."""
        lines = self.lines
        return tuple(
            Size(STANDARD_MODULES[name], *(_count(lines, STANDARD_MODULES[name], by) for by in BY.values()))
            for name in self.record["policy"]["modules"]
        )

    @property
    def redraws(self) -> tuple[JSON, ...]:
        """Every redraw line of the record and its supplements."""
        return tuple(line for one in (self.record, *self.supplements) for line in one.get("redraws", ()))

    @property
    def json_text(self) -> str:
        """The whole draw for others to recompute: ``workbench draw --verify``."""
        return json.dumps(document(self.record, self.supplements), ensure_ascii=False, indent=1)


def _count(lines: Sequence[Line], module: str, by: str) -> int:
    return sum(line.module == module and line.by == by for line in lines)


def sheet(wb: Workbench, person: Person, sitting_id: int) -> Sheet:
    """The draw of a sitting, recomputed at once. Raises Absent before there is one."""
    require(person, *READERS)
    with wb.store.reading() as conn:
        found = sittings.sitting(conn, sitting_id)
        notes = audit.notes_of(conn, "draw")
    if found is None or found.record is None:
        raise Absent("这个场次还没有抽签。")
    drawn = [(at, detail) for at, detail in notes if detail.get("sitting") == sitting_id]
    at, detail = drawn[-1] if drawn else (None, {})
    others = tuple(found.supplements or ())
    faults = verify_document(document(found.record, others))
    return Sheet(found, found.record, others, tuple(detail.get("witnesses", ())), at, faults)


def rule_words(policy: Mapping[str, Any]) -> Iterator[str]:  # Any: JSON
    """What the draw's policy says, as sentences for a reader."""
    names = [STANDARD_MODULES[name] for name in policy["modules"]]
    yield f"{len(names)} 个模块名额相等：{'、'.join(names)}。"
    tail = policy.get("remainder_modules")
    pool = "全部模块" if not tail else "、".join(STANDARD_MODULES[name] for name in tail)
    again = "可以重复" if policy.get("with_replacement") else "各不相同"
    yield f"除不尽的尾数考生从{pool}里抽，{again}。"
    by_part = policy.get("item_policy") == "by_part"
    yield "先抽模块的一部分，再抽一题。" if by_part else "在全模块的试题里等概率抽一题。"


def sheet_pdf(found: Sheet) -> bytes:
    """The draw as a PDF to sign, A4: facts, sizes, every line, redraws, supplements, places for names."""
    rules = found.sitting.rules or {}
    values = {
        "title": found.sitting.name,
        "date": str(rules.get("date") or ""),
        "at": _when(found.at),
        "recomputes": not found.faults,
        "faults": list(found.faults[:5]),
        "rules": list(rule_words(found.record["policy"])),
        "facts": _facts(found.record),
        "record_hash": found.record["record_hash"],
        "sizes": [[one.module, one.quota, one.remainder, one.late, one.whole] for one in found.sizes],
        "lines": [
            [
                line.candidate,
                line.module,
                line.by[0] + ("*" if line.redraws else ""),
                line.item,
                line.data_seed,
            ]
            for line in found.lines
        ],
        "redraws": [_redraw(line) for line in found.redraws],
        "supplements": [_supplement(one) for one in found.supplements],
        "signatures": _signatures(found),
    }
    return pdf.made("draw_record", values)


def _when(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")


def _facts(record: JSON) -> list[list[str]]:
    hashes = [[f"{HASH_NAMES[name]}校验值", value] for name, value in record["hashes"].items()]
    return [*hashes, ["公开值", record["ceremony"]], ["种子", record["seed"]]]


def _redraw(line: JSON) -> dict[str, str]:
    return {
        "candidate": line["candidate"], "number": str(line["number"]), "item": line["item"].upper(),
        "seed": line["data_seed"], "reason": line["reason"], "signed": "、".join(line["signed"]),
    }  # fmt: skip


def _supplement(one: JSON) -> dict[str, Any]:  # Any: JSON
    facts = [["公开值", one["ceremony"]], ["种子", one["seed"]], ["校验值", one["record_hash"]]]
    return {
        "candidates": "、".join(one["roster"]), "reason": one["reason"], "signed": "、".join(one["signed"]),
        "facts": facts,
    }  # fmt: skip


def _signatures(found: Sheet) -> list[list[str]]:
    first, second = (*found.witnesses, "", "")[:2]
    rows = [["抽签", first, second]]
    rows += [
        [f"重抽 {line['candidate']}（第 {line['number']} 次）", *line["signed"]] for line in found.redraws
    ]
    rows += [[f"补录（{len(one['roster'])} 人）", *one["signed"]] for one in found.supplements]
    return rows
