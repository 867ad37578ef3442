"""Scripts of one task whose texts are alike, the most alike first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice, pairwise, product

import numpy as np

from workbench.likeness.folding import Places
from workbench.likeness.passages import Passage, passages
from workbench.likeness.searching import Matches, matches
from workbench.likeness.shingles import Shingles, shingles

THRESHOLD = 0.5  # two copies of 100 characters that differ by ten scattered edits are about this alike
LEAST_SHARED = 10  # shingles: a dozen characters in a row, or more pieces; less is a set phrase
MOST_PAIRS = 10_000  # more than a person can look at; what is left off is counted


@dataclass(frozen=True, slots=True)
class Pair:
    """Two scripts (``a`` < ``b``, ids) whose own 3-grams are alike.

    ``share`` in (0, 1] is Jaccard's, ``shared`` the number of shingles in common. ``passages`` stand
    there where they were asked for; their places are in the texts of ``a`` and of ``b``.
    """

    a: str
    b: str
    share: float
    shared: int
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """``pairs``, the most alike first, then by ids; ``left_off`` more were found.

    ``compared`` scripts had enough of their own to be compared.
    """

    pairs: tuple[Pair, ...]
    left_off: int
    compared: int


def alike_texts(
    texts: Mapping[str, str], *, given: Sequence[str] = (), threshold: float = THRESHOLD,
    least_shared: int = LEAST_SHARED, most_pairs: int = MOST_PAIRS,
) -> Alike:  # fmt: skip
    """The pairs of ``texts`` (by script id, of one task) that are alike to ``threshold`` or more.

    share = |A ∩ B| / |A ∪ B| over the sets of 3-grams of the folded texts, without the 3-grams of
    ``given`` (brief, materials, templates): words that all were handed are nobody's copy. Exact: no pair
    is missed. Scripts with equal sets are searched once and told one by one. A pair is a reason to
    look, never a mark. Source: Jaccard 1912; shingles of Broder 1997.

    Raises ValueError for a threshold outside (0, 1].
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold: want a share above 0 and up to 1, found {threshold}")
    names = sorted(texts)
    sets = shingles([texts[name] for name in names], given)
    groups = _equal(sets)
    heads = np.array([group[0] for group in groups], np.intp)
    blocks = chain(
        [_within(sets, groups, least_shared)],
        matches(sets.only(heads), threshold=threshold, least_shared=least_shared),
    )
    found, total = _strongest(blocks, np.array([len(group) for group in groups], np.intp), most_pairs)
    pairs = list(islice(_told(found, groups, names), most_pairs))
    pairs.sort(key=lambda pair: (-pair.share, pair.a, pair.b))
    return Alike(tuple(pairs), total - len(pairs), int((sets.sizes >= least_shared).sum()))


def with_passages(pair: Pair, texts: Mapping[str, str], *, given: Sequence[str] = ()) -> Pair:
    """``pair`` with the passages that its two texts have in common, for the pairs that are shown."""
    return replace(pair, passages=passages(texts[pair.a], texts[pair.b], given=given))


def _equal(sets: Shingles) -> list[list[int]]:
    """The texts in groups of equal sets, by their first; a text without shingles is by itself."""
    groups: dict[bytes | int, list[int]] = {}
    edges = sets.begins.tolist()
    for at, (start, stop) in enumerate(pairwise(edges)):
        is_lonely = sets.alone[at] or start == stop  # what no other has, or nothing, equals no other
        groups.setdefault(at if is_lonely else sets.ranks[start:stop].tobytes(), []).append(at)
    return list(groups.values())


def _within(sets: Shingles, groups: Sequence[Sequence[int]], least_shared: int) -> Matches:
    """Each group of equal sets as a match of its number with itself."""
    several = [
        at for at, group in enumerate(groups) if len(group) > 1 and sets.sizes[group[0]] >= least_shared
    ]
    place = np.array(several, np.intp)
    sizes = np.array([sets.sizes[groups[at][0]] for at in several], np.intp)
    return Matches(place, place, sizes, np.ones(len(several)))


def _strongest(blocks: Iterable[Matches], members: Places, most: int) -> tuple[Matches, int]:
    """The ``most`` strongest of all blocks in order, and how many pairs of texts there are in all."""
    kept: list[Matches] = []
    total, weakest = 0, 0.0
    for block in blocks:
        one, two = members[block.first], members[block.second]
        total += int(np.where(block.first == block.second, one * (one - 1) // 2, one * two).sum())
        kept.append(block.chosen(block.share > weakest))  # of equal shares the earlier block's are told
        if sum(len(each.first) for each in kept) > 4 * most:
            kept = [_ordered(kept)[:most]]
            weakest = float(kept[0].share[-1]) if most else 1.0
    return _ordered(kept)[:most], total


def _ordered(parts: Sequence[Matches]) -> Matches:
    joined = Matches.joined(parts)
    return joined.chosen(np.lexsort((joined.second, joined.first, -joined.share)))


def _told(found: Matches, groups: Sequence[Sequence[int]], names: Sequence[str]) -> Iterator[Pair]:
    rows = zip(
        *(side.tolist() for side in (found.first, found.second, found.shared, found.share)), strict=True
    )
    for first, second, shared, share in rows:
        both = combinations(groups[first], 2) if first == second else product(groups[first], groups[second])
        for one, two in both:
            a, b = sorted((names[one], names[two]))
            yield Pair(a, b, share, shared)
