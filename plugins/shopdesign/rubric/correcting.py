"""Lines 2 and 3: size, angle, colour and lustre of the photograph, as changed and as they came out."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.api import Cite, Evidence, Finding, cite_events

from ..tools.canvas import Picture
from ..tools.photo import Shown, sharper, shown
from ..world.assets import Asset
from .made import DESK, LEAST_CUT, LEAST_FACTOR, LEAST_SLIDE, LEAST_TURN, Made, export_cites, fault, made

LEAST_SHARPER = 1.2
BRIGHT_MIDDLE = 132.0
"""Mean brightness of the scenes as they are, in [0, 255]: what a correction should come near to."""

_STEPS = {"大小": ("crop", "place"), "角度": ("place",), "颜色": ("adjust",), "光泽": ("adjust",)}


@dataclass(frozen=True, slots=True)
class _Photo:
    made: Made
    content: Picture
    turn: float
    asset: Asset
    old: Shown
    new: Shown


def _photo(evidence: Evidence, name: str) -> _Photo | str:
    """The corrected photograph, or why there is none."""
    one = made(evidence, name)
    blame = fault(one)
    if one is None or blame:
        return blame
    if one.photo is None:
        return "画布上没有原始照片"
    content, turn, asset = one.photo
    raw = shown(Picture(content.source), 0.0, one.seed)
    return _Photo(one, content, turn, asset, raw, shown(content, turn, one.seed))


def four_adjustments(evidence: Evidence, *, picture: str) -> Finding:
    """Line 2: size, angle, colour, lustre, a quarter each, from the record and from what is left of it.

    An adjustment counts when a step made it, the exported picture still has it, it is more than a touch,
    and its measure did not get worse. Source: shopdesign.score.4 (对大小、角度、颜色、光泽等进行了调整).
    """
    photo = _photo(evidence, picture)
    if isinstance(photo, str):
        return Finding(0.0, f"{picture}：{photo}", export_cites(evidence, [picture]))
    taken = {kind: _seqs(evidence, actions) for kind, actions in _STEPS.items()}
    kept = _kept(photo)
    met = {kind: bool(taken[kind]) and told == "" for kind, told in kept.items()}
    notes = [f"{kind}：{'有效' if met[kind] else kept[kind] or '没有操作记录'}" for kind in kept]
    cites: list[Cite] = [cite for kind in kept for cite in cite_events(*taken[kind][-1:])]
    facts = {f"调整 {kind}": is_met for kind, is_met in met.items()}
    return Finding(sum(met.values()) / len(met), "；".join(notes), tuple(dict.fromkeys(cites)), facts)


def _seqs(evidence: Evidence, actions: tuple[str, ...]) -> list[int]:
    return [event.seq for event in evidence.steps(DESK) if event.action in actions]


def _kept(photo: _Photo) -> dict[str, str]:
    """For each adjustment why it does not count; blank where it does."""
    sliders, old, new = photo.content.sliders, photo.old, photo.new
    canvas, layer = photo.made.canvas, _layer_width(photo)
    cut = 1 - new.kept
    is_sized = cut >= LEAST_CUT or abs(layer / canvas.width - 1) >= LEAST_CUT
    is_coloured = max(abs(sliders.temperature), abs(sliders.tint)) >= LEAST_SLIDE
    factors = (sliders.brightness - 1, sliders.contrast - 1, sliders.sharpness)
    is_lit = max(abs(factor) for factor in factors) >= LEAST_FACTOR
    is_better = abs(new.brightness - BRIGHT_MIDDLE) < abs(old.brightness - BRIGHT_MIDDLE)
    is_sharper = sharper(photo.content, photo.turn, photo.made.seed) >= LEAST_SHARPER
    return {
        "大小": "" if is_sized else f"没有裁剪或缩放（裁去 {cut:.1%}）",
        "角度": _why(abs(photo.turn) >= LEAST_TURN, abs(new.lean) < abs(old.lean), f"转了 {photo.turn:g}°"),
        "颜色": _why(is_coloured, new.cast < old.cast, f"色偏 ΔE {old.cast:.1f}→{new.cast:.1f}"),
        "光泽": _why(is_lit, is_better or is_sharper, f"平均亮度 {old.brightness:.0f}→{new.brightness:.0f}"),
    }


def _layer_width(photo: _Photo) -> float:
    widths = [layer.place.width for layer in photo.made.canvas.visible if layer.content == photo.content]
    return float(max(widths))


def _why(is_made: bool, is_better: bool, told: str) -> str:  # noqa: FBT001  two plain facts of one adjustment
    if not is_made:
        return f"没有调整或只动了一点（{told}）"
    return "" if is_better else f"越调越偏（{told}）"


def corrected(
    evidence: Evidence,
    *,
    picture: str,
    lean: list[float],
    brightness: list[float],
    cast: list[float],
    gain: float,
) -> Finding:
    """Line 3: what is left of lean and cast, mean brightness, sharpness gained; a quarter each.

    ``lean`` (degrees) and ``cast`` (CIE76 of the grey card) are [full, half]; ``brightness`` is [low, high];
    ``gain`` how many times sharper, noise taken off. A photograph that is not of the product, too small or
    without licence earns nothing.
    """
    photo = _photo(evidence, picture)
    if isinstance(photo, str):
        return Finding(0.0, f"{picture}：{photo}", export_cites(evidence, [picture]))
    new = photo.new
    times = sharper(photo.content, photo.turn, photo.made.seed)
    facts: dict[str, str | int | float | bool] = {
        "残余倾斜": round(abs(new.lean), 2), "平均亮度": round(new.brightness, 1),
        "色偏": round(new.cast, 2), "锐度倍数": round(times, 2), "选图": photo.asset.material.name,
    }  # fmt: skip
    if not photo.asset.is_fit:
        told = f"选的照片“{photo.asset.material.name}”不能做主图（{photo.asset.material.licence}）"
        return Finding(0.0, told, export_cites(evidence, [picture]), facts)
    light = 1.0 if brightness[0] <= new.brightness <= brightness[1] else 0.0
    shares = (_least(abs(new.lean), lean), light, _least(new.cast, cast), 1.0 if times >= gain else 0.0)
    reason = (
        f"残余倾斜 {abs(new.lean):.1f}°（≤{lean[0]:g}° 满分，≤{lean[1]:g}° 一半）；"
        f"平均亮度 {new.brightness:.0f}（{brightness[0]:g}—{brightness[1]:g}）；"
        f"灰卡色偏 ΔE {new.cast:.1f}（≤{cast[0]:g} 满分，≤{cast[1]:g} 一半）；"
        f"锐度 {times:.2f} 倍（≥{gain:g}）"
    )
    return Finding(sum(shares) / 4, reason, export_cites(evidence, [picture]), facts)


def _least(value: float, limits: list[float]) -> float:
    return 1.0 if value <= limits[0] else 0.5 if value <= limits[1] else 0.0
