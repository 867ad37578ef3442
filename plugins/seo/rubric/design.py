"""Lines 5 and 7: the new T/K/D as a visitor reads it, and as the document says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.api import Cite, Evidence, Finding, cite_events

from ..tools.audit import audit_site
from ..tools.checker import saved_edits
from ..tools.length import repeated, shown_zi, split_keywords, zi
from ..tools.site import FIELDS
from ..world.packs import Company
from ..world.pages import PageSpec
from ..world.texts import Tdk
from ..world.variant import heat_words
from .answers_read import labelled
from .truth import world_of

NEAR_START = 8  # characters before which the main keyword must begin: the first of three parts of a title
TITLE_MOST, DESCRIPTION_MOST = (
    0.7,
    0.45,
)  # share of a text that listed keywords may fill; sentences stay below
SHORTEST_DUMP = 10  # characters: a single word as title is too short, not stuffed
SHINGLE, SHINGLE_MOST = 6, 2  # the same run of characters may stand twice
RULES_A_PAGE = 7


def new_tdk_rules(
    evidence: Evidence, *, title: list[int], keywords: list[int], description: list[int]
) -> Finding:
    """Line 5: the saved T/K/D of both pages against length, keyword and selling-point rules.

    Each list is [low, high]: 字 for title and description, how many for keywords. A page that was not
    saved anew, or whose text is stuffed, keeps no rule. What counts is what the site serves.
    """
    world = world_of(evidence.given)
    pages = [world.page_of(page_id) for page_id in evidence.given.get("rewrite", [])]
    saved = [(page, _served(evidence, page)) for page in pages]
    broken: list[str] = []
    met = 0
    limits = _Limits(title, keywords, description)
    for page, tdk in saved:
        faults = _page_faults(world.company, page, tdk, limits)
        broken += [f"{page.slot.name}：{fault}" for fault in faults]
        met += 0 if tdk is None or _stuffing(world.company, page, tdk) else RULES_A_PAGE - len(faults)
    titles = {tdk.title for _, tdk in saved if tdk is not None and tdk.title}
    if met and len(titles) == len(pages):
        met += 1
    else:
        broken.append("两页标题没有都保存，或者相同")
    total = RULES_A_PAGE * len(pages) + 1
    reason = f"{total} 条规则中符合 {met} 条" + (f"；{'；'.join(broken)}" if broken else "")
    return Finding(met / total, reason, _save_cites(evidence, pages))


def _served(evidence: Evidence, page: PageSpec) -> Tdk | None:
    # None: nothing new was saved for the page.
    world = world_of(evidence.given)
    edits = saved_edits(evidence.states.get("seo.site", {}))
    reading = audit_site(world.key, edits, f"http://{world.company.host}{page.slot.path}", ()).reading
    tdk = Tdk(reading.title, reading.keywords, reading.description)
    is_edited = any(path == page.slot.path for path, _ in edits)
    return tdk if is_edited and tdk != page.tdk else None


@dataclass(frozen=True, slots=True)
class _Limits:
    title: Sequence[int]
    keywords: Sequence[int]
    description: Sequence[int]


def _page_faults(company: Company, page: PageSpec, tdk: Tdk | None, limits: _Limits) -> list[str]:
    if tdk is None:
        return ["没有在后台保存新的内容"]
    if stuffing := _stuffing(company, page, tdk):
        return [f"{stuffing}，本页不得分"]
    word, title, text = page.slot.keyword, tdk.title or "", tdk.description or ""
    words = split_keywords(tdk.keywords or "")
    again = "有重复" if repeated(words) else ""
    rules = {
        f"标题 {shown_zi(title)} 字，要求 {_span(limits.title)} 字": _within(zi(title), limits.title),
        f"标题前 {NEAR_START} 字内没有“{word}”": 0 <= title.find(word) < NEAR_START,
        f"关键词 {len(words)} 个{again}，要求 {_span(limits.keywords)} 个不重复": (
            _within(len(words), limits.keywords) and not again
        ),
        f"关键词里没有“{word}”": word in words,
        f"描述 {shown_zi(text)} 字，要求 {_span(limits.description)} 字": _within(
            zi(text), limits.description
        ),
        f"描述里没有“{word}”": word in text,
        "描述里没有公司的卖点": any(accept in text for point in company.points for accept in point.accept),
    }
    return [fault for fault, is_met in rules.items() if not is_met]


def _span(limits: Sequence[int]) -> str:
    return f"{limits[0]}—{limits[1]}"


def _within(value: float, limits: Sequence[int]) -> bool:
    return limits[0] <= value <= limits[1]


def _stuffing(company: Company, page: PageSpec, tdk: Tdk) -> str:
    return next(_stuffings(company, page, tdk), "")


def _stuffings(company: Company, page: PageSpec, tdk: Tdk) -> Iterator[str]:
    words = tuple({*heat_words(company), page.slot.keyword, *split_keywords(tdk.keywords or "")})
    for name, text, times, most in (
        ("标题", tdk.title or "", 2, TITLE_MOST),
        ("描述", tdk.description or "", 4, DESCRIPTION_MOST),
    ):
        count = text.count(page.slot.keyword)
        if count > times:
            yield f"{name}堆砌：“{page.slot.keyword}”出现 {count} 次，至多 {times} 次"
        filled = covered(text, words)
        if len(text) >= SHORTEST_DUMP and filled / len(text) > most:
            yield f"{name}堆砌：关键词占 {filled / len(text):.0%}，至多 {most:.0%}"
        shingles = Counter(text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1))
        if any(count > SHINGLE_MOST for count in shingles.values()):
            yield f"{name}重复凑字数"


def covered(text: str, words: Sequence[str]) -> int:
    """How many characters of ``text`` lie inside one of ``words``; overlaps count once."""
    marked = bytearray(len(text))
    for word in words:
        for found in re.finditer(re.escape(word), text):
            marked[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    return sum(marked)


def _save_cites(evidence: Evidence, pages: Sequence[PageSpec]) -> tuple[Cite, ...]:
    paths = [page.slot.path for page in pages]
    last = {event.params.get("path"): event.seq for event in evidence.steps("seo.site")}
    return cite_events(*(last[path] for path in paths if path in last))


def saved_as_written(evidence: Evidence, *, field: str) -> Finding:
    """Line 7: title, keywords and description in the back office equal the document's, after trimming."""
    world = world_of(evidence.given)
    pages = [world.page_of(page_id) for page_id in evidence.given.get("rewrite", [])]
    body = str(evidence.states.get("desk.doc", {}).get("drafts", {}).get(field, ""))
    written = labelled(body, pages)
    edits = evidence.states.get("seo.site", {}).get("edits", {})
    notes: list[str] = []
    cites: list[Cite] = list(_save_cites(evidence, pages))
    met = 0
    for page in pages:
        saved = edits.get(page.slot.path, {})
        for name, shown in FIELDS.items():
            value = written.get((page.slot.id, name))
            if value is not None:
                cites.append(Cite(tool="desk.doc", field=field, start=value.start, end=value.end))
            if value is not None and saved.get(name) and saved[name].strip() == value.text:
                met += 1
            else:
                notes.append(f"{page.slot.name}的{shown}{_why(value is not None, bool(saved.get(name)))}")
    total = len(pages) * len(FIELDS)
    reason = f"{total} 项中 {met} 项一致" + (f"；{'；'.join(notes)}" if notes else "")
    return Finding(met / total if total else 0.0, reason, tuple(cites))


def _why(is_written: bool, is_saved: bool) -> str:  # noqa: FBT001  two plain facts of one field
    if not is_saved:
        return "没有在后台保存"
    return "与文档不同" if is_written else "在文档里没有写"
