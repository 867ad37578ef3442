"""Numbers that only another candidate's variant can give."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.likeness.foreign import Foreign, foreign_numbers, numbers_in


def numbers(*values):
    return [Decimal(value) for value in values]


ANSWERS = {
    "v1": numbers("128.5", "4321", "77.25"),
    "v2": numbers("133.4", "9876", "81.75"),
    "v3": numbers("555", "666"),
}
VARIANTS = {"a": "v1", "b": "v2", "c": "v3"}


def test_numbers_are_read_as_they_are_written():
    assert numbers_in("成本１，２３４.50元，毛利率 12.5%，共3件；v2.0.1 不算") == set(
        numbers("1234.5", "12.5", "3")
    )
    assert numbers_in("没有数字") == frozenset()


def test_two_answers_of_another_variant_are_a_flag():
    scripts = {"a": numbers_in("利润 128.50，另有 133.4 和 9,876"), "b": numbers_in("133.4 9876")}
    assert foreign_numbers(scripts, VARIANTS, ANSWERS) == (
        Foreign("a", "v2", tuple(numbers("133.4", "9876"))),
    )


def test_one_number_may_be_a_slip():
    assert foreign_numbers({"a": numbers("133.4")}, VARIANTS, ANSWERS) == ()
    assert foreign_numbers({"a": numbers("133.4")}, VARIANTS, ANSWERS, least=1)


def test_numbers_of_the_own_variant_of_the_paper_and_of_everybody_prove_nothing():
    shared = {"v1": numbers("128.5", "9876"), "v2": numbers("133.4", "9876", "12")}
    assert foreign_numbers({"a": numbers("9876", "133.4", "12")}, VARIANTS, shared) == ()
    assert foreign_numbers({"a": numbers("133.4", "9876")}, VARIANTS, ANSWERS, given=numbers("9876")) == ()
    common = {f"v{at}": numbers("1111", "2222") for at in range(2, 6)} | {"v1": []}
    assert foreign_numbers({"a": numbers("1111", "2222")}, VARIANTS, common) == ()


def test_the_fullest_flag_stands_first():
    scripts = {"a": numbers("555", "666"), "c": numbers("133.4", "9876", "81.75")}
    assert [flag.script for flag in foreign_numbers(scripts, VARIANTS, ANSWERS)] == ["c", "a"]


held = st.lists(st.integers(101, 109).map(Decimal), max_size=5)


@settings(deadline=None)
@given(st.lists(held, min_size=3, max_size=3), st.lists(held, min_size=3, max_size=3), st.integers(1, 3))
def test_a_flag_holds_answers_of_its_variant_and_none_of_its_own(scripts, answers, least):
    named = dict(zip("abc", scripts, strict=True))
    known = dict(zip(("v1", "v2", "v3"), answers, strict=True))
    found = foreign_numbers(named, VARIANTS, known, least=least)
    for flag in found:
        assert flag.variant != VARIANTS[flag.script]
        assert len(flag.numbers) >= least
        assert set(flag.numbers) == set(named[flag.script]) & set(known[flag.variant]) - set(
            known[VARIANTS[flag.script]]
        )
    assert (
        foreign_numbers(dict(reversed(named.items())), VARIANTS, dict(reversed(known.items())), least=least)
        == found
    )
