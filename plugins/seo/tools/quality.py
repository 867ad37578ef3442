"""Quality degree of a keyword in its unit: three parts, each in tenths of a grade, and their mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..world.market import facts
from .account import Unit
from .creative import WILDCARD, faults, text_of
from .matching import core, tokens
from .money import half_up

CTR_WEIGHT, RELEVANCE_WEIGHT, PAGE_WEIGHT = 4, 3, 3
FORMULA = "质量度 = 0.4 × 预期点击率 + 0.3 × 相关性 + 0.3 × 落地页体验（各 0—10 分）"


@dataclass(frozen=True, slots=True)
class Quality:
    """Parts and whole in tenths of a grade, 0 to 100. Without a creative that may go online all is 0."""

    ctr: int
    relevance: int
    page: int

    @property
    def tenths(self) -> int:
        """The quality degree."""
        weights = CTR_WEIGHT + RELEVANCE_WEIGHT + PAGE_WEIGHT
        whole = self.ctr * CTR_WEIGHT + self.relevance * RELEVANCE_WEIGHT + self.page * PAGE_WEIGHT
        return half_up(whole, weights)


NONE = Quality(0, 0, 0)


@lru_cache(maxsize=8192)
def quality_of(unit: Unit, word: str) -> Quality:
    """The quality of ``word`` in ``unit``.

    Expected CTR: 3 grades for a creative that may go online, 2 when the keyword fits a title's wildcard, 1
    for each further creative (at most two), 1 when a description names the service. Relevance: the share of
    the keyword's core words in the creatives, and the share of the unit's keywords that have the same
    service. Page: 9 for the service's own, 6 for the same appliance's, 5 for the home page, 2 for another.
    The weights follow the three parts that are named in public (ENGINES 1.1); the figures are the task's own.
    """
    words = [keyword.word for keyword in unit.keywords]
    fit = [creative for creative in unit.live_creatives if not faults(creative, words)]
    if not fit:
        return NONE
    mine = core(word)
    titled = any(core(default) & mine for one in fit for default in WILDCARD.findall(one.title))
    described = any(token.concept in mine for one in fit for token in tokens(one.line1 + one.line2))
    ctr = 30 + 20 * titled + 10 * min(len(fit) - 1, 2) + 10 * described
    covered = len(mine & {token.concept for one in fit for token in tokens(text_of(one))})
    alike = sum(theme_of(other) == theme_of(word) for other in words)
    relevance = half_up(50 * covered, len(mine)) + half_up(50 * alike, max(len(words), 1))
    return Quality(ctr, relevance, page_grade(unit.page, word))


def page_grade(page: str, word: str) -> int:
    """How well a landing page answers a keyword, in tenths of a grade."""
    theme = theme_of(word)
    rows = {row.page: row for row in facts().themes}
    if page == facts().pages[0]:
        return 50
    if page not in rows or not theme:
        return 20
    own = next(row for row in facts().themes if row.id == theme)
    return 90 if own.page == page else 60 if rows[page].product == own.product else 20


@lru_cache(maxsize=4096)
def theme_of(word: str) -> str:
    """The id of the service that a word asks for; blank for words that ask for none of them."""
    concepts = core(word)
    strangers = [core(row.text) for row in facts().strangers]
    if any(concepts == other for other in strangers):
        return ""
    named = [row.id for row in facts().themes if core(row.name) <= concepts]
    return named[0] if named else ""
