"""What a page's reading says against the rule pack: one verdict for each rule."""

from __future__ import annotations

from dataclasses import dataclass

from ..world.packs import Rule, rules
from .density import Density, plain
from .length import repeated, shown_zi, split_keywords, zi
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule applied to one page. ``kind`` names the problem kind when the rule is broken, else ''."""

    rule: Rule
    found: str
    kind: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the page keeps the rule."""
        return not self.kind


def diagnose(reading: Reading, density: Density, dead: int) -> tuple[Verdict, ...]:
    """The verdicts for a page measured by ``density``'s keyword, with ``dead`` internal links to nowhere.

    Within an element the rule that stands first in the pack decides: of a missing title nothing more
    is asked. Rules that need other pages or robots.txt are not judged here.
    """
    return (
        *_title(reading.title or "", density.keyword),
        *_keywords(reading.keywords or ""),
        *_description(reading.description or ""),
        _density(density),
        _one_heading(reading.count_headings(1)),
        _nothing(
            "image.alt",
            len(reading.bare_images),
            f"{reading.images} 张图片，缺 alt {len(reading.bare_images)} 张",
        ),
        _nothing("link.alive", dead, f"死链 {dead} 条"),
    )


def _title(title: str, keyword: str) -> list[Verdict]:
    if not title:
        return [Verdict(_rule("title.present"), "无标题", "title_missing")]
    times = title.lower().count(plain(keyword))
    repeat = _rule("title.repeat")
    if times > _high(repeat):
        return [Verdict(repeat, f"“{keyword}”出现 {times} 次", "title_stuffed")]
    length, words = _rule("title.length"), _rule("title.keyword")
    kind = "title_long" if zi(title) > _high(length) else ""
    verdicts = [Verdict(length, f"{shown_zi(title)} 字", kind)]
    if not kind:
        verdicts.append(Verdict(words, f"“{keyword}”出现 {times} 次", "" if times else "title_no_keyword"))
    return verdicts


def _keywords(content: str) -> list[Verdict]:
    words = split_keywords(content)
    if not words:
        return [Verdict(_rule("keywords.present"), "无关键词", "keywords_missing")]
    if again := repeated(words):
        return [Verdict(_rule("keywords.repeat"), f"重复列出：{'、'.join(again)}", "keywords_stuffed")]
    count = _rule("keywords.count")
    kind = "keywords_many" if len(words) > _high(count) else ""
    return [Verdict(count, f"{len(words)} 个", kind)]


def _description(text: str) -> list[Verdict]:
    if not text:
        return [Verdict(_rule("description.present"), "无描述", "description_missing")]
    rule = _rule("description.length")
    return [
        Verdict(
            rule, f"{shown_zi(text)} 字", _outside(rule, zi(text), "description_short", "description_long")
        )
    ]


def _density(density: Density) -> Verdict:
    rule = _rule("density.band")
    kind = _outside(rule, float(density.percent), "density_low", "density_high")
    return Verdict(rule, f"“{density.keyword}”{density.formula}", kind)


def _one_heading(count: int) -> Verdict:
    rule = _rule("heading.one")
    return Verdict(rule, f"{count} 个", _outside(rule, count, "h1_missing", "h1_many"))


def _nothing(rule_id: str, count: int, found: str) -> Verdict:
    rule = _rule(rule_id)
    return Verdict(rule, found, rule.kinds[0] if count > _high(rule) else "")


def _outside(rule: Rule, value: float, below: str, above: str) -> str:
    if rule.low is not None and value < rule.low:
        return below
    return above if value > _high(rule) else ""


def _high(rule: Rule) -> float:
    return float("inf") if rule.high is None else rule.high


def _rule(rule_id: str) -> Rule:
    return rules()[rule_id]
