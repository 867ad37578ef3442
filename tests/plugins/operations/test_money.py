"""Rounding, reading amounts and percents, printing them."""

import pytest
from hypothesis import given as hypothetically
from hypothesis import strategies as st
from workbench_plugins.operations.tools.money import (
    bp_of,
    ceil_div,
    fen_of,
    half_up,
    part,
    percent,
    ratio_bp,
    yuan,
)

from workbench.api import Refused


@pytest.mark.parametrize(
    ("top", "bottom", "right"),
    [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (4, 3, 1), (-4, 3, -1), (1, 2, 1), (0, 7, 0), (2675, 1000, 3)],
)
def test_halves_are_rounded_away_from_zero_as_excel_does(top, bottom, right):
    assert half_up(top, bottom) == right


@hypothetically(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_rounding_is_never_off_by_more_than_half(top, bottom):
    assert abs(2 * (half_up(top, bottom) * bottom - top)) <= bottom


def test_a_banker_would_round_differently():
    assert half_up(25, 10) == 3
    assert round(2.5) == 2


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12.5", 1250),
        ("１２．５０元", 1250),
        ("¥1,234.5", 123450),
        (" 3 600 ", 360000),
        ("0.07", 7),
        ("1,234,567.89", 123456789),
    ],
)
def test_an_amount_is_read_tolerantly(typed, fen):
    assert fen_of(typed, "金额") == fen


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "abc",
        "1,23",
        "--5",
        "=1+1",
        "1e9",
        "∞",
        "12.345",
        "nan",
        "五元",
        "9" * 400,
        "-1",
        "99999999999",
    ],
)
def test_what_is_no_amount_is_refused_in_words(typed):
    with pytest.raises(Refused) as refused:
        fen_of(typed, "单价")
    assert "单价" in refused.value.text


@pytest.mark.parametrize("typed", ["-8", "−8", "–8", "－8"])
def test_every_kind_of_minus_is_a_minus(typed):
    assert fen_of(typed, "差异价值", may_be_negative=True) == -800


def test_a_percent_may_carry_its_sign_and_must_lie_in_its_range():
    assert bp_of("5 %", "佣金率") == bp_of("５％", "佣金率") == 500
    with pytest.raises(Refused, match="0 %—100 %"):
        bp_of("100.01", "佣金率")


def test_money_and_percents_are_printed_with_two_decimals():
    assert yuan(123456789) == "1,234,567.89"
    assert yuan(-5) == "-0.05"
    assert percent(-1234) == "-12.34 %"
    assert percent(7) == "0.07 %"


def test_a_part_and_a_ratio_are_rounded_once():
    assert part(9999, 555) == 555  # 554.9445
    assert ratio_bp(1, 3) == 3333
    assert ratio_bp(5, 0) is None


def test_a_broken_piece_counts_as_one_more():
    assert ceil_div(1_800_000, 1800) == 1000
    assert ceil_div(1_800_001, 1800) == 1001
