"""Line 1 and 8: sizes, formats and weights of the files; how much of them product and text take up."""

from __future__ import annotations

from workbench.api import Evidence, Finding

from ..tools.specs import FORMAT, MODE, NAME, SIZE, WEIGHT, Verdict, verdicts
from .made import export_cites, fault, made

PARTS = {SIZE: 0.5, WEIGHT: 0.3, MODE: 0.2}
"""What each requirement earns of a picture. A wrong format earns nothing; the name is PQ1's."""

NEARLY = 0.05
"""A product's share that misses by up to this earns half."""


def picture_specs(evidence: Evidence, *, pictures: list[str]) -> Finding:
    """Line 1: each picture's size, real format, weight and colour mode against the question's.

    A picture whose content is not the asked format earns nothing, and neither does a given picture that
    was merely exported.
    """
    earned, notes = 0.0, []
    facts: dict[str, str | int | float | bool] = {}
    for name in pictures:
        one = made(evidence, name)
        if one is None:
            notes.append(f"{name}：没有导出")
            facts[f"{name} 已导出"] = False
            continue
        facts[f"{name} 已导出"] = True
        checked = verdicts(one.file, evidence.given["asked"][name])
        facts |= {f"{name} {verdict.title}": verdict.is_met for verdict in checked}
        blame = fault(one)
        share = 0.0 if blame else _share(checked)
        earned += share
        notes.append(f"{name}：{blame or _told(checked)}，得 {share:.0%}")
    return Finding(earned / len(pictures), "；".join(notes), export_cites(evidence, pictures), facts)


def _share(checked: tuple[Verdict, ...]) -> float:
    met = {verdict.title: verdict.is_met for verdict in checked}
    return sum(part for title, part in PARTS.items() if met[title]) if met[FORMAT] else 0.0


def _told(checked: tuple[Verdict, ...]) -> str:
    return "，".join(
        f"{verdict.title} {verdict.found}" + ("" if verdict.is_met else f"（要求 {verdict.wanted}）")
        for verdict in checked
        if verdict.title != NAME
    )


def area_shares(
    evidence: Evidence, *, pictures: list[str], product: list[float], lettering: float
) -> Finding:
    """Line 8: the product's visible share of each picture within ``product``; texts at most ``lettering``.

    The share is outline pixels / all pixels, measured on the layers; what is covered does not count. The text
    share is the union of the text boxes, and counts on pictures that have text.
    """
    met, total, notes = 0.0, 0, []
    facts: dict[str, str | int | float | bool] = {}
    for name in pictures:
        one = made(evidence, name)
        total += 1
        if one is None or fault(one):
            notes.append(f"{name}：{fault(one)}")
            continue
        reading = one.reading
        facts |= {
            f"{name} 主体占比": round(reading.product, 3),
            f"{name} 文字占比": round(reading.lettering, 3),
        }
        met += _near(reading.product, product)
        notes.append(f"{name}：主体 {reading.product:.1%}（要求 {product[0]:.0%}—{product[1]:.0%}）")
    last = made(evidence, pictures[-1])
    total += 1
    if last is not None and not fault(last) and last.reading.product > 0 and last.reading.texts:
        share = last.reading.lettering
        met += share <= lettering
        notes.append(f"{pictures[-1]}：文字 {share:.1%}（至多 {lettering:.0%}）")
    else:
        notes.append(f"{pictures[-1]}：没有商品或没有文字，文字占比不计")
    return Finding(met / total, "；".join(notes), export_cites(evidence, pictures), facts)


def _near(value: float, limits: list[float]) -> float:
    low, high = limits
    if low <= value <= high:
        return 1.0
    return 0.5 if low - NEARLY <= value <= high + NEARLY else 0.0
