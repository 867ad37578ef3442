"""Worked answers to seo-02 for any seed: what good, weak, empty-handed and hostile students do."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.api import JSON, SampleStep, worked

from ..tools.length import zi
from ..world.packs import kinds
from ..world.pages import PageSpec, World
from ..world.texts import Tdk
from .truth import PageTruth, truths, world_of

QUERY_COLUMNS = ("页面", "标题", "关键词", "描述", "测量词", "词长", "出现次数", "正文字数", "密度%")
PROBLEM_COLUMNS = ("页面", "问题类型", "位置", "严重程度", "说明")


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Everything done in order and right."""
    del seed
    pages = truths(given)
    steps: list[SampleStep] = []
    rows: list[list[str]] = []
    for at, truth in enumerate(pages):
        steps.append(SampleStep("seo.checker", "audit", {"address": truth.address}, 60.0 + 120 * at))
        rows.append(_query_row(truth, at + 2))
        steps.append(worked.write_sheet("01", QUERY_COLUMNS, rows, 150.0 + 120 * at))
    new = [(page, good_tdk(world_of(given), page)) for page in _to_rewrite(given)]
    steps.append(worked.write_sheet("02", PROBLEM_COLUMNS, _problem_rows(pages), 1300.0))
    steps.append(worked.write_doc("03", _plan_text(pages), 2100.0))
    steps += [SampleStep("seo.site", "save_tdk", _save(page, tdk), 2500.0) for page, tdk in new]
    steps.append(worked.write_doc("04", _design_text(new), 2900.0))
    addresses = [f"http://{given['host']}{page.slot.path}" for page, _ in new]
    steps.append(SampleStep("seo.checker", "compare", {"addresses": addresses}, 3000.0))
    return [*steps, *worked.hand_in(given, 3200.0)]


def weak(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Two pages queried, the table half filled with guessed densities, one short title saved."""
    del seed
    pages = truths(given)
    rows = [[truth.name, truth.tdk.title or "", "", "", "", "", "", "", "5.0"] for truth in pages[:3]]
    problems = [[pages[0].name, "标题过长", "", "轻微", ""], [pages[1].name, "密度过高", "正文", "严重", ""]]
    home = _to_rewrite(given)[0]
    tdk = Tdk(home.slot.keyword, home.slot.keyword, "欢迎选购")
    return [
        SampleStep("seo.checker", "audit", {"address": pages[0].address}, 100.0),
        worked.write_sheet("01", QUERY_COLUMNS, rows, 1500.0),
        SampleStep("seo.checker", "audit", {"address": pages[1].address}, 1600.0),
        worked.write_sheet("02", PROBLEM_COLUMNS, problems, 2200.0),
        worked.write_doc("03", "标题要改，密度要改。", 2600.0),
        SampleStep("seo.site", "save_tdk", _save(home, tdk), 2800.0),
        SampleStep("desk.folder", "name_file", {"deliverable": "01", "name": "查询表.xlsx"}, 3300.0),
    ]


def hostile(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Every problem on every page, keyword dumps, injected markup, foreign addresses, oversized text."""
    del seed
    pages = truths(given)
    claims = [
        [truth.name, kind.zh, "全部", kind.severity, ""] for truth in pages for kind in kinds().values()
    ]
    words = "，".join(row["关键词"] for row in given["heat_rows"])
    steps = [
        SampleStep("seo.checker", "audit", {"address": "http://127.0.0.1:8501/healthz"}, 10.0),
        SampleStep("seo.checker", "audit", {"address": "file:///etc/passwd"}, 20.0),
        SampleStep("seo.checker", "audit", {"address": f"http://{given['host']}@evil.example/"}, 30.0),
        worked.write_sheet("01", QUERY_COLUMNS, [[truth.name, *["无"] * 7, "=1/0"] for truth in pages], 60.0),
        worked.write_sheet("02", PROBLEM_COLUMNS, claims, 90.0),
        worked.write_doc("03", "<script>alert(1)</script>" * 40, 120.0),
        worked.write_doc("04", "## 首页\n标题：<script>alert(1)</script>\n", 130.0),
    ]
    for page in _to_rewrite(given):
        dump = {
            "path": page.slot.path,
            "title": words,
            "keywords": words,
            "description": f"{words}，{words}"[:200],
        }
        steps.append(SampleStep("seo.site", "save_tdk", dump, 200.0))
        huge = {"path": page.slot.path, "title": "好" * 100_000, "keywords": "", "description": "\0"}
        steps.append(SampleStep("seo.site", "save_tdk", huge, 210.0))
    return steps


def _query_row(truth: PageTruth, line: int) -> list[str]:
    density = truth.density
    texts = [text or "无" for text in (truth.tdk.title, truth.tdk.keywords, truth.tdk.description)]
    counts = [str(number) for number in (density.keyword_chars, density.hits, density.text_chars)]
    return [truth.name, *texts, density.keyword, *counts, f"=ROUND(F{line}*G{line}/H{line}*100,1)"]


def _problem_rows(pages: Sequence[PageTruth]) -> list[list[str]]:
    return [
        [truth.name, kind.zh, kind.element, kind.severity, kind.meaning]
        for truth in pages
        for kind in kinds().values()
        if kind.id in truth.kinds
    ]


def _plan_text(pages: Sequence[PageTruth]) -> str:
    lines = ["# 优化诊断方案", "", "## 一、现状", ""]
    lines += [f"- {truth.name}：{truth.density.formula}，问题 {len(truth.kinds)} 处。" for truth in pages]
    lines += ["", "## 二、顺序与方法", ""]
    found = {kind for truth in pages for kind in truth.kinds}
    for level in ("严重", "一般", "轻微"):
        named = [kind.zh for kind in kinds().values() if kind.id in found and kind.severity == level]
        if named:
            lines.append(f"- 先后按程度处理，{level}：{'、'.join(named)}，逐页修改后用查询工具复查。")
    return "\n".join([*lines, "", "## 三、复查", "", "改完当天复查标题、描述和密度，一周后再查一次。", ""])


def good_tdk(world: World, page: PageSpec) -> Tdk:
    """A T/K/D for ``page`` that keeps every rule."""
    company, word = world.company, page.slot.keyword
    other = company.core if word != company.core else company.products[0].name
    first, second = company.points[0].text, company.points[1].text
    title = f"{word}厂家直供_现货齐全-{company.city}{company.brand}"
    text = f"{company.brand}{word}，{first}，{second}。"
    text += f"{company.city}工厂自产自销，按机型帮您选对型号，{other}一并配齐"
    for more in (
        "，维修站和合作社都放心",
        "，下单之后当天安排，售后有人管到底",
        "，欢迎来电来样，先试后买不吃亏",
    ):
        if zi(text) >= 70:  # noqa: PLR2004  comfortably above the rule's 60
            break
        text += more
    return Tdk(title, ",".join([word, f"{word}厂家", f"{company.city}{word}", other]), text + "。")


def _design_text(new: Sequence[tuple[PageSpec, Tdk]]) -> str:
    parts = ["# TDK 设计", ""]
    for page, tdk in new:
        parts += [
            f"## {page.slot.name}",
            f"标题：{tdk.title}",
            f"关键词：{tdk.keywords}",
            f"描述：{tdk.description}",
            "",
        ]
    return "\n".join([*parts, "## 设计说明", "标题把主词放在最前，描述写出卖点，让机手一眼看到好处。", ""])


def _to_rewrite(given: JSON) -> list[PageSpec]:
    return [world_of(given).page_of(page_id) for page_id in given["rewrite"]]


def _save(page: PageSpec, tdk: Tdk) -> dict[str, str]:
    fields = {"title": tdk.title, "keywords": tdk.keywords, "description": tdk.description}
    return {"path": page.slot.path, **{name: text or "" for name, text in fields.items()}}
