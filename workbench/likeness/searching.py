"""Every pair of sets whose Jaccard share reaches a threshold: exact, and without looking at every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.likeness.folding import Places
from workbench.likeness.shingles import Shingles

_BLOCK_STEPS = 2_000_000  # multiplications of a block: some 100 MB at the most, however many the texts
_CHECKED = 20_000  # pairs whose sets are compared at a time
_MANY_SHARE = 0.1  # of a block's pairs are possible: from here on, counting for all of them is cheaper
_ROUNDING = 1e-9  # bounds are loosened by it, so that no pair at the threshold itself is lost


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs ``first`` < ``second`` with their ``shared`` shingles and ``share``; arrays of one length."""

    first: Places
    second: Places
    shared: Places
    share: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence[Matches]) -> Matches:
        """All of ``parts``, one after another."""
        sides = [[getattr(part, name) for part in parts] for name in ("first", "second", "shared", "share")]
        return cls(*(np.concatenate(side) for side in sides))

    def __getitem__(self, which: slice) -> Matches:
        return Matches(self.first[which], self.second[which], self.shared[which], self.share[which])

    def chosen(self, which: Places | NDArray[np.bool_]) -> Matches:
        """Those at ``which``."""
        return Matches(self.first[which], self.second[which], self.shared[which], self.share[which])


def matches(sets: Shingles, *, threshold: float, least_shared: int) -> Iterator[Matches]:
    """All pairs with shared / (a + b - shared) >= ``threshold`` and ``least_shared`` or more in common.

    Block by block. A pair that reaches the threshold t has t·a or more in common, so it meets within the
    first a - ⌈t·a⌉ + 1 of each side's shingles, the rarest first; only those are multiplied, and what they
    have in common there bounds what they can have in all. Source: prefix filter of Chaudhuri, Ganti &
    Kaushik 2006, ICDE; bound of Xiao, Wang, Lin & Yu 2008, WWW (PPJoin).
    """
    counted = _Counted(_matrix(sets.ranks, sets.begins, sets.width))
    reach = sets.sizes - np.ceil(threshold * sets.sizes - _ROUNDING).astype(np.intp) + 1
    prefix = _prefix(sets, np.maximum(reach - sets.alone, 0))
    across = prefix.T.tocsr()
    ends, needs = _last_ranks(prefix), _needs(sets.sizes, threshold)
    for start, stop in _blocks(prefix):
        block = prefix[start:stop] @ across
        first = np.repeat(np.arange(start, stop), np.diff(block.indptr))
        is_worth = (block.indices > first) & (block.data >= needs[first])
        first, second, met = first[is_worth], block.indices[is_worth], block.data[is_worth]
        sizes = sets.sizes[first] + sets.sizes[second]
        earlier = np.where(ends[first] <= ends[second], first, second)
        most = met + sets.sizes[earlier] - reach[earlier]
        wanted = np.maximum(threshold / (1 + threshold) * sizes - _ROUNDING, least_shared)
        is_possible = most >= wanted
        first, second = first[is_possible], second[is_possible]
        shared = counted.shared(first, second, slice(start, stop))
        share = shared / np.maximum(sets.sizes[first] + sets.sizes[second] - shared, 1)
        enough = (share >= threshold) & (shared >= least_shared)
        yield Matches(first, second, shared, share).chosen(enough)


def _matrix(ranks: Places, begins: Places, width: int) -> sparse.csr_array:
    ones = np.ones(len(ranks), np.int32)
    return sparse.csr_array((ones, ranks, begins), shape=(len(begins) - 1, width))


def _prefix(sets: Shingles, lengths: Places) -> sparse.csr_array:
    held = np.diff(sets.begins)
    place = np.arange(len(sets.ranks)) - np.repeat(sets.begins[:-1], held)
    is_kept = place < np.repeat(lengths, held)
    begins = np.concatenate(([0], np.cumsum(np.minimum(lengths, held))))
    return _matrix(sets.ranks[is_kept], begins, sets.width)


def _last_ranks(prefix: sparse.csr_array) -> Places:
    last = np.full(prefix.shape[0], -1, np.intp)
    is_held = np.diff(prefix.indptr) > 0
    last[is_held] = prefix.indices[prefix.indptr[1:][is_held] - 1]
    return last


def _needs(sizes: Places, threshold: float) -> NDArray[np.float64]:
    """What each set must share with any partner within their prefixes.

    The bound of ``matches`` for the smallest and the largest partner that there are: cheap, and much where
    sizes are alike.
    """
    ordered = np.sort(sizes)
    least = ordered[np.minimum(np.searchsorted(ordered, threshold * sizes - _ROUNDING), len(sizes) - 1)]
    most = ordered[np.searchsorted(ordered, sizes / threshold + _ROUNDING, side="right") - 1]
    longest = np.ceil(threshold * most - _ROUNDING) - 1
    needs: NDArray[np.float64] = threshold / (1 + threshold) * (sizes + least) - longest - _ROUNDING
    return needs


def _blocks(prefix: sparse.csr_array) -> Iterator[tuple[int, int]]:
    held = np.bincount(prefix.indices, minlength=prefix.shape[1])
    steps = np.cumsum(prefix @ held)
    start, rows = 0, prefix.shape[0]
    while start < rows:
        done = steps[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(steps, done + _BLOCK_STEPS, side="right")))
        yield start, stop
        start = stop


@dataclass(frozen=True)
class _Counted:
    """Counts what two sets have in common, in the cheaper of two ways."""

    sets: sparse.csr_array

    @cached_property
    def across(self) -> sparse.csr_array:
        """The other way round, made when it is first needed."""
        return self.sets.T.tocsr()

    def shared(self, first: Places, second: Places, rows: slice) -> Places:
        """How many each of ``first`` (all of them in ``rows``) has in common with its ``second``."""
        height = rows.stop - rows.start
        if len(first) > _MANY_SHARE * height * self.sets.shape[0]:
            every = (self.sets[rows] @ self.across).toarray()
            return np.asarray(every[first - rows.start, second], np.intp)
        counts = np.zeros(len(first), np.intp)
        for at in range(0, len(first), _CHECKED):
            some = slice(at, at + _CHECKED)
            counts[some] = self.sets[first[some]].multiply(self.sets[second[some]]).sum(axis=1)
        return counts
