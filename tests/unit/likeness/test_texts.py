"""Alike texts: every pair of a cohort against every pair of Python sets."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from likeness import make_copies  # benchmarks/likeness.py

from workbench.likeness.folding import fold
from workbench.likeness.searching import matches
from workbench.likeness.shingles import shingles
from workbench.likeness.texts import LEAST_SHARED, Pair, alike_texts, with_passages


def folded(text):
    return "".join(map(chr, fold([text]).codes.tolist()))


def grams(text):
    plain = folded(text)
    return {plain[at : at + 3] for at in range(len(plain) - 2)}


def brute_force(texts, given=(), threshold=0.5, least_shared=LEAST_SHARED):
    known = set().union(*map(grams, given))
    sets = {name: grams(text) - known for name, text in texts.items()}
    found = set()
    for a, b in combinations(sorted(sets), 2):
        shared = len(sets[a] & sets[b])
        if shared >= max(least_shared, 1) and shared / len(sets[a] | sets[b]) >= threshold:
            found.add((a, b, shared / len(sets[a] | sets[b]), shared))
    return found


def told(found):
    return {(pair.a, pair.b, pair.share, pair.shared) for pair in found.pairs}


def test_disguises_are_no_difference():
    assert folded("Ｔｉｔｌｅ　标题，①: 3.5%！") == "title标题135"
    assert folded("米\u200b香😀\u3000米") == "米香米"
    assert folded("nǐ hǎo") == folded("ni\u030c ha\u030co") == "nihao"
    assert folded("㈱ Straße ﬁ") == "株strassefi"
    assert folded("\ud800米") == "米"


def test_a_folded_letter_knows_where_it_stood():
    letters = fold(["a，ﬁ米", "", "　x"])
    assert "".join(map(chr, letters.codes.tolist())) == "afi米x"
    assert letters.text.tolist() == [0, 0, 0, 0, 2]
    assert letters.origin.tolist() == [0, 2, 2, 3, 1]


@settings(deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6))
def test_a_text_is_folded_alike_alone_and_among_others(texts):
    together = fold(texts)
    alone = [fold([text]) for text in texts]
    assert together.codes.tolist() == [code for one in alone for code in one.codes.tolist()]
    assert together.origin.tolist() == [place for one in alone for place in one.origin.tolist()]


def test_a_share_worked_out_by_hand():
    # abcde: abc bcd cde; abcdf: abc bcd cdf. 2 of 4.
    (pair,) = alike_texts({"one": "a b-cde", "two": "ABCDF"}, least_shared=1).pairs
    assert pair == Pair("one", "two", 0.5, 2)


def test_a_pair_at_the_threshold_itself_is_found():
    for threshold in (0.5, np.nextafter(0.5, 0)):
        assert alike_texts({"one": "abcde", "two": "abcdf"}, least_shared=1, threshold=threshold).pairs
    assert not alike_texts({"one": "abcde", "two": "abcdf"}, least_shared=1, threshold=0.5000001).pairs


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.8, 1.0])
def test_a_cohort_is_compared_exactly(threshold):
    copies, planted = make_copies(3, 300)
    found = alike_texts(copies, threshold=threshold)
    assert told(found) == brute_force(copies, threshold=threshold)
    assert found.compared == 300
    if threshold <= 0.5:
        assert set(planted) <= {(pair.a, pair.b) for pair in found.pairs}


letters = st.text(st.sampled_from("稻米虾田香 ，"), max_size=14)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(letters, max_size=9),
    st.lists(letters, max_size=2),
    st.sampled_from([0.05, 0.25, 1 / 3, 0.5, 2 / 3, 1.0]),
    st.integers(1, 4),
)
def test_small_cohorts_of_any_shape_are_compared_exactly(texts, given, threshold, least_shared):
    named = {f"s{at}": text for at, text in enumerate(texts)}
    found = alike_texts(named, given=given, threshold=threshold, least_shared=least_shared)
    assert told(found) == brute_force(named, given, threshold, least_shared)
    assert found.left_off == 0
    turned = alike_texts(
        dict(reversed(named.items())), given=given, threshold=threshold, least_shared=least_shared
    )
    assert turned == found
    assert all(pair.a < pair.b and 0 < pair.share <= 1 for pair in found.pairs)


def test_small_blocks_find_the_same(monkeypatch):
    copies, _ = make_copies(5, 200)
    sets = shingles(list(copies.values()))

    def pairs():
        blocks = list(matches(sets, threshold=0.2, least_shared=5))
        return sorted((int(a), int(b)) for one in blocks for a, b in zip(one.first, one.second, strict=True))

    whole = pairs()
    monkeypatch.setattr("workbench.likeness.searching._BLOCK_STEPS", 50)
    monkeypatch.setattr("workbench.likeness.searching._CHECKED", 7)
    assert pairs() == whole
    monkeypatch.setattr("workbench.likeness.searching._MANY_SHARE", 0.0)
    assert pairs() == whole
    assert whole


def test_what_all_were_handed_is_nobodys_copy():
    brief = "请为本村的稻虾米写一篇推广文案，突出先养小龙虾再种一季稻的特点"
    texts = {"one": brief + "。第一段是我自己写的东西", "two": brief + "。别人写了完全不同的话"}
    assert alike_texts(texts).pairs
    assert not alike_texts(texts, given=[brief]).pairs


def test_a_script_of_the_brief_alone_is_compared_with_none():
    brief = "请为本村的稻虾米写一篇推广文案"
    found = alike_texts({"one": brief, "two": brief, "three": ""}, given=[brief])
    assert (found.pairs, found.compared) == ((), 0)


def test_a_set_phrase_in_common_is_no_likeness():
    assert not alike_texts({"one": "欢迎光临本店", "two": "欢迎光临本店"}).pairs


def test_a_class_of_equal_scripts_is_counted_and_not_all_told():
    texts = {f"s{at:04d}": "先养小龙虾再种一季稻煮饭的时候满屋清香" for at in range(1000)}
    found = alike_texts(texts | {"x": "另外一个人写的完全不同的一段话没有抄任何人"}, most_pairs=50)
    assert len(found.pairs) == 50
    assert found.left_off == 1000 * 999 // 2 - 50
    assert found.pairs[0] == Pair("s0000", "s0001", 1.0, 17)


def test_the_strongest_pairs_are_kept():
    copies, _ = make_copies(3, 300)
    everything = alike_texts(copies, threshold=0.02, least_shared=3)
    few = alike_texts(copies, threshold=0.02, least_shared=3, most_pairs=20)
    assert few.pairs == everything.pairs[:20]
    assert everything.left_off == 0
    assert few.left_off > 1000
    assert few.left_off + 20 == everything.left_off + len(everything.pairs)


@pytest.mark.parametrize("threshold", [0, -0.1, 1.01])
def test_a_threshold_outside_its_range_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold"):
        alike_texts({}, threshold=threshold)


def test_no_scripts_are_no_pairs():
    assert alike_texts({}).pairs == ()
    assert alike_texts({"one": "", "two": "。"}).pairs == ()


def test_a_pair_that_is_shown_gets_its_passages():
    texts = {"one": "我说：先养小龙虾，再种一季稻！", "two": "【先养小龙虾再种一季稻】"}
    (pair,) = alike_texts(texts, least_shared=5).pairs
    (passage,) = with_passages(pair, texts).passages
    assert texts["one"][slice(*passage.first)] == "先养小龙虾，再种一季稻"
    assert texts["two"][slice(*passage.second)] == "先养小龙虾再种一季稻"
