"""Passages in common: the longest first, wherever they stand, none of them twice."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.likeness.folding import fold
from workbench.likeness.passages import LEAST_LETTERS, passages


def shown(first, second, **options):
    found = passages(first, second, **options)
    return [(first[slice(*one.first)], second[slice(*one.second)]) for one in found]


def folded(text):
    return "".join(map(chr, fold([text]).codes.tolist()))


def test_the_whole_of_equal_texts_is_one_passage():
    assert shown("先养小龙虾，再种稻", "先养小龙虾，再种稻") == [("先养小龙虾，再种稻",) * 2]


def test_a_moved_paragraph_is_found():
    one, two = "先养小龙虾再种一季稻", "煮饭的时候满屋清香"
    assert shown(f"{one}。{two}。", f"{two}！还有别的话！{one}") == [(one, one), (two, two)]


def test_a_passage_is_shown_as_it_was_written():
    assert shown("甲ＴＩＴＬＥ，优化①乙", "丙title 优化1丁") == [("ＴＩＴＬＥ，优化①", "title 优化1")]


def test_a_short_run_is_the_languages_own():
    assert shown("他说欢迎光临吧", "我写欢迎光临了") == []
    assert LEAST_LETTERS > 4


def test_a_passage_of_the_brief_is_no_passage():
    brief, own = "请突出稻虾米的特点", "煮饭的时候满屋清香"
    assert shown(f"{brief}。{own}", f"{own}。{brief}", given=[brief]) == [(own, own)]


def test_what_is_repeated_is_told_once():
    one = "先养小龙虾再种"
    assert shown(one * 3, one) == [(one, one)]
    assert shown("米" * 3000, "米" * 500)  # a text that repeats itself ends, and soon


def test_a_run_that_is_partly_taken_is_told_for_the_rest():
    # The longest is abcdefghij; what is left of xyzuvwabc + defgh is xyzuvw.
    assert shown("xyzuvwabcdefghij", "abcdefghij1xyzuvwabc") == [("xyzuvw", "xyzuvw"), ("abcdefghij",) * 2]


letters = st.text(st.sampled_from("稻米虾田香，"), max_size=40)


@settings(max_examples=200, deadline=None)
@given(letters, letters, st.integers(3, 8))
def test_passages_are_common_do_not_overlap_and_leave_nothing_out(first, second, least):
    found = passages(first, second, least=least)
    for one in found:
        common = folded(first[slice(*one.first)])
        assert common == folded(second[slice(*one.second)])
        assert len(common) == one.letters >= least
    for side in ("first", "second"):
        spans = sorted(getattr(one, side) for one in found)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
    longest = max(
        (
            n
            for n in range(41)
            for at in range(len(folded(first)) - n + 1)
            if folded(first)[at : at + n] in folded(second)
        ),
        default=0,
    )
    assert max((one.letters for one in found), default=0) == (longest if longest >= least else 0)


@settings(max_examples=100, deadline=None)
@given(letters, letters)
def test_the_two_sides_may_be_turned_round(first, second):
    one = sorted(passage.letters for passage in passages(first, second))[-1:]
    two = sorted(passage.letters for passage in passages(second, first))[-1:]
    assert one == two
