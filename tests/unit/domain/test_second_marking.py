from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.domain.second_marking import FIRST, SECOND, THIRD, settled, wants_second

TEN = Decimal(10)


def marks(**by_seat: str) -> dict[int, Decimal]:
    seats = {"first": FIRST, "second": SECOND, "third": THIRD}
    return {seats[name]: Decimal(points) for name, points in by_seat.items()}


def test_one_mark_settles_a_line_that_is_marked_once() -> None:
    assert settled({}, TEN, is_double=False).waiting == (FIRST,)
    assert settled(marks(first="7.5"), TEN, is_double=False).points == Decimal("7.5")


@pytest.mark.parametrize(
    ("given", "waiting"), [({}, (FIRST, SECOND)), ({"first": "7"}, (SECOND,)), ({"second": "7"}, (FIRST,))]
)
def test_a_line_that_is_marked_twice_waits_for_both(given, waiting) -> None:
    found = settled(marks(**given), TEN, is_double=True)
    assert (found.points, found.waiting) == (None, waiting)


@pytest.mark.parametrize(
    ("one", "two", "mean"),
    [("7", "8", "7.50"), ("6", "8", "7.00"), ("7", "7.25", "7.13"), ("0", "0", "0.00")],
)
def test_two_marks_up_to_the_threshold_settle_at_their_mean_half_up(one, two, mean) -> None:
    found = settled(marks(first=one, second=two), TEN, is_double=True, third_share=0.2)
    assert (found.points, found.waiting) == (Decimal(mean), ())


def test_two_marks_beyond_the_threshold_go_to_a_third_whose_mark_it_is() -> None:
    apart = marks(first="5", second="7.01")
    assert settled(apart, TEN, is_double=True, third_share=0.2).waiting == (THIRD,)
    decided = settled(apart | marks(third="6.5"), TEN, is_double=True, third_share=0.2)
    assert (decided.points, decided.waiting) == (Decimal("6.5"), ())


def test_a_third_mark_counts_for_nothing_once_the_two_agree() -> None:
    found = settled(marks(first="7", second="8", third="1"), TEN, is_double=True, third_share=0.2)
    assert found.points == Decimal("7.50")


def test_the_sample_is_the_asked_share_and_the_same_every_time() -> None:
    codes = [f"C{number:04d}" for number in range(4000)]
    drawn = [wants_second(1, code, 0.25) for code in codes]
    assert drawn == [wants_second(1, code, 0.25) for code in codes]
    assert 900 < sum(drawn) < 1100
    assert not any(wants_second(1, code, 0.0) for code in codes)
    assert all(wants_second(1, code, 1.0) for code in codes)
    assert drawn != [wants_second(2, code, 0.25) for code in codes]
