"""The front door of the shopdesign plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import Answer, Card, Criterion, Module, Panel, Tool, Variant, hookimpl, packs

from .panels import PANELS
from .rubric import answers, hostile
from .rubric.correcting import corrected, four_adjustments
from .rubric.files import area_shares, picture_specs
from .rubric.promotion import benefit_kinds, honest, promotion_text
from .tools import check, desk
from .tools.help import CHECK_FORMULAS, DESK_FORMULAS
from .tools.intake import intake
from .tools.render import given_prints
from .world.packs import PACKS, shelf
from .world.variant import vary

_VIEWS = f"{__package__}.views"


@hookimpl
def workbench_module() -> Module:
    """网店美工设计."""
    return Module(
        "shopdesign",
        "网店美工设计",
        "shopdesign",
        "主图、海报、店招与详情页的制作",
        order=20,
        icon=":material/palette:",
    )


@hookimpl
def workbench_tools() -> Sequence[Tool]:
    """The picture desk and the specification checker."""
    return (
        Tool(
            "shopdesign.desk",
            "图片设计器",
            desk.DeskEngine(),
            desk.ACTIONS,
            view=f"{_VIEWS}.desk:draw",
            intake=intake,
            given_prints=given_prints,
            simulates="模拟网店美工用的图片编辑软件：素材、图层、调色、文字、导出，画出来的就是交上去的图。",
            formulas=DESK_FORMULAS,
            icon=":material/brush:",
        ),
        Tool(
            "shopdesign.check",
            "规格检查",
            check.CheckEngine(),
            check.ACTIONS,
            view=f"{_VIEWS}.check:draw",
            reads=("shopdesign.desk",),
            intake=intake,
            simulates="模拟平台上传时的图片检查：真实格式、尺寸、大小、颜色模式，以及文字对比度等可量的指标。",
            formulas=CHECK_FORMULAS,
            icon=":material/straighten:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """The lines of shopdesign-02 that need to know files, photographs and words on pictures."""
    return {
        "picture_specs": picture_specs,
        "four_adjustments": four_adjustments,
        "corrected": corrected,
        "promotion_text": promotion_text,
        "benefit_kinds": benefit_kinds,
        "area_shares": area_shares,
        "honest": honest,
    }


@hookimpl
def workbench_panels() -> Sequence[Panel]:
    """Failing requirements, and contrast of the promotion's type."""
    return PANELS


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """Photographs, prices and benefits for each seed."""
    return {"shopdesign-02": vary}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers of shopdesign-02."""
    return {
        "shopdesign02_good": answers.good,
        "shopdesign02_weak": answers.weak,
        "shopdesign02_renamed": hostile.renamed,
        "shopdesign02_merely_exported": hostile.merely_exported,
        "shopdesign02_every_benefit": hostile.every_benefit,
        "shopdesign02_pasted_brief": hostile.pasted_brief,
        "shopdesign02_other_seed": hostile.other_seed,
        "shopdesign02_foreign_file": hostile.foreign_file,
        "shopdesign02_unlicensed": hostile.nowhere_licensed,
    }


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """Formats, measures, law."""
    return shelf()


@hookimpl
def workbench_packs() -> Sequence[packs.PackFile[Any]]:  # Any: each pack's own type
    """The files of ``data/``."""
    return PACKS
