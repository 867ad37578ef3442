"""Line 1: the list of materials against the paper: source, licence, point, and whether it may be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.api import Evidence, Finding, cite_text, reading

from ..tools.normalise import fold, folded_words
from ..world.variant import World, world_of

_YES = ("可用", "可以", "能用", "采用", "能", "是", "可", "√", "✓")
_NO = ("不可", "不能", "不用", "不采用", "否", "不可以", "禁用", "×", "✗", "不")


@dataclass(frozen=True, slots=True)
class _Material:
    id: str
    source: str
    licence: str
    about: tuple[str, ...]
    text: str
    is_usable: bool


def material_list(evidence: Evidence, *, field: str, least: int) -> Finding:
    """Mean worth of the rows, over at least ``least`` of them.

    A row names a card or picture of the paper once, by number and by what it says or shows; that is a third
    of it, source and licence are the others. A row whose words belong to another material is worth −0.5. A
    wrong 能否采用 makes it worth −1 where something unusable was taken, 0 where something usable was left;
    so that one answer for all rows, or another variant's rows, earn little.
    """
    materials = _materials(world_of(evidence.given))
    worth: dict[str, float] = {}
    notes: list[str] = []
    for row in reading.sheet_rows(evidence, field):
        name = reading.fold(row.get("编号", "")).upper()
        if name in materials and name not in worth:
            worth[name], note = _worth(materials[name], row)
            notes += [f"{name} {note}"] if note else []
    missing = [
        kind for kind, letter in (("卖点卡", "K"), ("图片", "T")) if not any(n[0] == letter for n in worth)
    ]
    total = max(least, len(worth)) + (len(missing) if worth else 0)
    share = max(0.0, sum(worth.values()) / total)
    reason = (
        f"登记 {len(worth)} 条（不少于 {least} 条），计 {sum(worth.values()):.2f} 条，÷ {total} = {share:.2f}"
    )
    reason += "；".join(["", *(f"没有登记{kind}" for kind in missing), *notes[:8]])
    facts = {"rows": len(worth), "taken_wrong": sum(value < 0 for value in worth.values())}
    return Finding(round(share, 4), reason, cite_text("desk.sheet", field), facts)


def _materials(world: World) -> Mapping[str, _Material]:
    found = {}
    for claim in world.claims:
        words = claim.point.accept if claim.point else claim.fake.claims if claim.fake else ()
        about = folded_words((*words, claim.text[:4]))
        found[claim.id] = _Material(claim.id, claim.source, claim.licence, about, claim.text, claim.is_usable)
    for picture in world.pictures:
        about = folded_words((*picture.scene.words, picture.scene.subject))
        is_usable = picture.is_licensed and picture.is_relevant
        subject = picture.scene.subject
        found[picture.id] = _Material(picture.id, picture.source, picture.licence, about, subject, is_usable)
    return found


def _worth(material: _Material, row: reading.Row) -> tuple[float, str]:
    verdict = _verdict(row.get("能否采用", ""))
    if verdict is None:
        return 0.0, "没有写能否采用"
    if verdict != material.is_usable:
        return (-1.0, "不能用却写了可用") if verdict else (0.0, "能用却写了不可用")
    about = fold(row.get("卖点", "")).text
    if not any(word in about for word in material.about) and not _same(row.get("卖点", ""), material.text):
        return -0.5, "写的卖点（画面）不是这一份素材的"
    met = {
        "来源": _same(row.get("来源", ""), material.source),
        "授权": _same(row.get("授权", ""), material.licence),
    }
    wrong = [name for name, is_met in met.items() if not is_met]
    return (1 + sum(met.values())) / (1 + len(met)), f"{'、'.join(wrong)}与素材不符" if wrong else ""


def _verdict(cell: str) -> bool | None:
    text = reading.fold(cell)
    if any(text.startswith(word) for word in _NO):
        return False
    return True if any(text.startswith(word) for word in _YES) else None


def _same(cell: str, wanted: str) -> bool:
    # Tolerant of shortening: half of the wanted words, or more, in one piece.
    mine, theirs = fold(cell, keep_breaks=False).text, fold(wanted, keep_breaks=False).text
    return bool(mine) and (theirs in mine or (mine in theirs and len(mine) * 2 >= len(theirs)))
