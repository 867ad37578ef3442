from __future__ import annotations

import pytest

from workbench.usecases.seating import arranged, place_of


@pytest.mark.parametrize(
    ("seat", "place"),
    [
        ("A01", ("A", 1)), ("b12", ("B", 12)), ("7", ("", 7)), (" 007 ", ("", 7)), ("甲3", ("甲", 3)),
        ("A-03", ("A", 3)), ("12号", ("", 12)), ("", None), ("靠窗", None), ("0", None), ("A00", None),
        ("A99", None), ("1-2", None), ("A1B", None),
    ],
)  # fmt: skip
def test_a_seats_name_says_row_and_place(seat, place) -> None:
    assert place_of(seat) == place


def test_rows_have_names_and_gaps_where_nobody_sits() -> None:
    found = arranged((seat, seat) for seat in ("B02", "A01", "A03", "B01"))
    assert found.rows == (("A", ("A01", None, "A03")), ("B", ("B01", "B02")))
    assert (found.places, found.elsewhere) == (3, ())


def test_numbers_alone_stand_in_rows_of_eight_and_empty_rows_are_left_out() -> None:
    found = arranged((str(seat), seat) for seat in (1, 2, 9, 40))
    assert [name for name, _ in found.rows] == ["1—", "9—", "33—"]
    assert found.rows[0][1] == (1, 2, None, None, None, None, None, None)
    assert found.rows[2][1][-1] == 40


def test_who_has_no_seat_or_somebody_elses_is_listed_and_never_lost() -> None:
    found = arranged([("A01", "one"), ("A01", "two"), ("", "three"), ("走廊", "four")])
    assert found.rows == (("A", ("one",)),)
    assert found.elsewhere == ("two", "three", "four")


def test_an_empty_room_has_no_rows() -> None:
    assert (arranged([]).rows, arranged([]).places) == ((), 0)
