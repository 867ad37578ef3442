"""A file against what the question asks: found, wanted, verdict, and how it is worked out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from workbench.api import JSON

from .exporting import FORMATS
from .intake import KILO

SIZE, FORMAT, WEIGHT, NAME, MODE = "尺寸", "格式", "大小", "文件名", "颜色与帧"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the check."""

    title: str
    found: str
    wanted: str
    is_met: bool
    rule: str


def verdicts(file: JSON, asked: JSON) -> tuple[Verdict, ...]:
    """The check of an exported file (``name``, ``facts``) against ``asked``. Pure."""
    facts, name = file["facts"], str(file["name"])
    kind = FORMATS.get(facts["format"], facts["format"])
    suffix = facts["suffix"] or "没有后缀"
    size = f"{facts['width']}×{facts['height']}"
    swapped = (facts["height"], facts["width"]) == (asked["width"], asked["height"]) != (asked["width"],) * 2
    is_size = (facts["width"], facts["height"]) == (asked["width"], asked["height"])
    is_plain = facts["mode"] == asked["mode"] and facts["bits"] == 8 and facts["frames"] == 1  # noqa: PLR2004  bits
    frames = f"，{facts['frames']} 帧" if facts["frames"] != 1 else ""
    return (
        Verdict(
            SIZE, f"{size}（宽高颠倒）" if swapped and not is_size else size,
            f"{asked['width']}×{asked['height']}", is_size, "宽×高，像素，转正以后量",
        ),
        Verdict(
            FORMAT, f"内容 {kind}，后缀 {suffix}", FORMATS[asked["format"]],
            facts["format"] == asked["format"] and bool(facts["fits"]), "看文件头，不看后缀；两者要一致",
        ),
        Verdict(
            WEIGHT, f"{facts['kb']:g} KB", f"≤ {asked['kb']} KB", facts["bytes"] <= asked["kb"] * KILO,
            f"{facts['bytes']} 字节 ÷ {KILO} = {facts['kb']:g} KB",
        ),
        Verdict(
            MODE, f"{facts['mode']}，{facts['bits']} 位{frames}", f"{asked['mode']}，8 位，单帧", is_plain,
            "CMYK、灰度、调色板、16 位、动图都不合格",
        ),
        Verdict(NAME, _name_found(name), asked["name"], name == asked["name"], "逐字相同，半角字符"),
    )  # fmt: skip


def _name_found(name: str) -> str:
    return f"{name}（含全角字符）" if unicodedata.normalize("NFKC", name) != name else name
