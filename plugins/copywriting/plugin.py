"""The front door of the copywriting plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import (
    Answer,
    Card,
    Criterion,
    Export,
    Formula,
    Module,
    Panel,
    Site,
    Tool,
    Variant,
    hookimpl,
    packs,
)

from .panels import PANELS
from .rubric import answers
from .rubric.body import copy_length, not_an_advert, selling_points
from .rubric.materials import material_list
from .rubric.post import fits_platform, pictures_fit
from .tools import editor, publish, word_file
from .world.packs import PACKS, shelf
from .world.variant import vary
from .world.web import PICTURE_LIBRARY

_VIEWS = f"{__package__}.views"

_FORMULAS = (
    Formula(
        "字数（计分口径）",
        "正文里汉字、数字各计 1，标点、空格、字母、表情 0；标题、话题、图片说明不计。80—120 满分",
        "本题规定（标准只写“字数在 100 左右”）",
    ),
    Formula(
        "Word 字数", "汉字和全角标点各计 1，其余连续的非空白字符计 1", "公开资料转引", verified=False
    ),
    Formula("字符数", "除空白外每个字符计 1", "公开资料转引", verified=False),
    Formula(
        "有效字数",
        "字数 − 与素材连续 7 字以上相同的字 − 重复凑的字；占字数 70 % 以上时按全部字数计；关键词罗列计 0",
        "本题规定",
    ),
    Formula(
        "禁用词",
        "去掉分隔、全半角、繁体、形近字后查词；“最近”“第一步”等语境不算；引号内并写明素材出处的算引用",
        "广告法第九、十一、十三、十七条；执法指南第五、六条",
    ),
    Formula(
        "平台长度",
        "字符：每个计 1；字：全角 1、半角 0.5。预览截断与检查用同一个函数，不会截断表情",
        "规则包，多数未见官方原文",
        verified=False,
    ),
)  # fmt: skip


@hookimpl
def workbench_module() -> Module:
    """文案创意与撰写, a module of its own."""
    return Module(
        "copywriting",
        "文案创意与撰写",
        "copywriting",
        "素材、文案编辑与平台发布",
        order=50,
        icon=":material/edit_note:",
    )


@hookimpl
def workbench_tools() -> Sequence[Tool]:
    """The copy editor, and publishing."""
    return (
        Tool(
            "copywriting.editor",
            "文案编辑器",
            editor.EditorEngine(),
            editor.ACTIONS,
            view=f"{_VIEWS}.editor:draw",
            reads=("copywriting.editor",),  # a version holds what was typed last, so drafts come first
            draft_action="write",
            export=Export(".docx", word_file.MEDIA_TYPE, word_file.make, word_file.fields),
            simulates="模拟公司文案岗位的图文编辑器：写正文时按口径数字数，配图、查词、存版本，在几个平台的手机上预览。",
            formulas=_FORMULAS,
            icon=":material/edit_note:",
        ),
        Tool(
            "copywriting.publish",
            "发布与自评",
            publish.PublishEngine(),
            publish.ACTIONS,
            view=f"{_VIEWS}.publish:draw",
            reads=("copywriting.editor",),
            export=Export(".json", "application/json", publish.record_file),
            simulates="模拟公司账号的发布台：选平台、话题和广告标识，先预览后发布，发出的内容留有记录；不连接真实平台。",
            formulas=_FORMULAS[-1:],
            icon=":material/send:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """What the machine can prove of materials, copy and post."""
    return {
        "material_list": material_list,
        "copy_length": copy_length,
        "pictures_fit": pictures_fit,
        "selling_points": selling_points,
        "not_an_advert": not_an_advert,
        "fits_platform": fits_platform,
    }


@hookimpl
def workbench_panels() -> Sequence[Panel]:
    """Length, coverage and hard sell; banned words by kind; the three ways of counting."""
    return PANELS


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """A brand, a goal, eight cards and six pictures for each seed."""
    return {"copywriting-01": vary}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers of copywriting-01."""
    return {
        "copywriting01_good": answers.good,
        "copywriting01_weak": answers.weak,
        "copywriting01_keyword_dump": answers.keyword_dump,
        "copywriting01_copied_brief": answers.copied_brief,
        "copywriting01_padding": answers.padding,
        "copywriting01_hidden_banned": answers.hidden_banned,
        "copywriting01_other_seed": answers.other_seed,
    }


@hookimpl
def workbench_sites() -> Sequence[Site]:
    """The picture library."""
    return (PICTURE_LIBRARY,)


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """Law, counting and platform cards."""
    return shelf()


@hookimpl
def workbench_packs() -> Sequence[packs.PackFile[Any]]:  # Any: each pack's own type
    """The files of ``data/``."""
    return PACKS
