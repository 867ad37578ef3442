"""The simulated market: what is drawn from a seed, and that table, week and sums tell one story."""

from collections import Counter

import numpy as np
import pytest
from workbench_plugins.seo.tools.auction import MILLION
from workbench_plugins.seo.world.bidding import vary_bidding
from workbench_plugins.seo.world.exercise import CASES, sums
from workbench_plugins.seo.world.market import facts, market
from workbench_plugins.seo.world.quiz import QUESTIONS, quiz, shares
from workbench_plugins.seo.world.searches import DAYS, week

SEEDS = range(40, 60)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_seeds_are_equally_hard(seed):
    here = market(seed)
    verdicts = Counter(here.verdict(term) for term in here.listed)
    assert sum(verdicts.values()) == 30
    assert verdicts["stranger"] == 8
    assert verdicts["worth"] >= 15
    assert len({term.theme for term in here.listed if here.verdict(term) == "worth"}) == 6
    assert 300_00 <= here.budget_fen <= 800_00  # blueprint seo-05, m3


def test_two_seeds_differ_in_their_numbers():
    first, second = vary_bidding({}, 1), vary_bidding({}, 2)
    for name in ("keyword_rows", "auction_rows", "forecast_rows", "service_rows", "card"):
        assert first[name] != second[name]


def test_the_weeks_searches_are_those_of_the_keyword_table():
    here, searches = market(3), week(3)
    counts = np.bincount(searches.term, minlength=len(here.terms)) / DAYS
    for term, count in zip(here.terms, counts, strict=True):
        assert count == pytest.approx(term.daily, rel=0.15, abs=1.5)


def test_searches_stand_in_order_of_time_and_within_their_ranges():
    searches = week(4)
    moments = searches.day * 24 + searches.hour
    assert (np.diff(moments) >= 0).all()
    assert 0 <= searches.click.min() < searches.click.max() < MILLION
    assert set(searches.area.tolist()) == set(range(len(facts().areas)))


def test_a_week_is_the_same_on_every_machine():
    # PCG64's own bits are promised by numpy; a change of these numbers would change every mark.
    searches = week(1)
    assert len(searches.day) == 28132
    assert int(searches.order[:1000].sum()) == 494818033


@pytest.mark.parametrize("seed", SEEDS)
def test_each_case_of_the_sums_is_what_it_is_called(seed):
    found = {one.case: one for one in sums(seed)}
    assert set(found) == set(CASES)
    assert found["top"].place == 1
    assert found["middle"].place == 2
    assert found["last"].place == 4
    assert found["tied"].place == 3
    assert found["capped"].price == found["capped"].ads[-1].bid
    assert len({one.word for one in found.values()}) == 5


def test_clicks_are_whole_and_orders_in_hundredths():
    for one in sums(5):
        assert one.clicks * one.price <= one.budget < (one.clicks + 1) * one.price
        assert abs(one.orders / 100 - one.clicks * one.cvr_ppm / MILLION) <= 0.00501


@pytest.mark.parametrize("seed", SEEDS)
def test_the_card_has_ten_questions_that_its_key_answers(seed):
    questions = quiz(seed)
    assert len(questions) == QUESTIONS
    for question in questions:
        key = question.key
        right = dict(key) if isinstance(key, dict) else list(key) if isinstance(key, tuple) else key
        assert shares(question, right) == 1
        assert shares(question, None) == 0


def test_the_key_is_not_in_the_variant():
    for shown, question in zip(vary_bidding({}, 6)["card"], quiz(6), strict=True):
        assert set(shown) <= {"id", "kind", "text", "options", "left"}
        if shown["kind"] in ("order", "match"):
            right = list(question.key.values()) if isinstance(question.key, dict) else list(question.key)
            assert shown["kind"] == "match" or shown["options"] != right


def test_partly_right_choices_earn_a_half_and_wrong_ones_nothing():
    multiple = next(one for one in quiz(1) if one.shown["kind"] == "multiple")
    right = list(multiple.key)
    wrong = [option for option in multiple.shown["options"] if option not in right]
    assert shares(multiple, right[:2]) == 0.5
    assert shares(multiple, [*right, wrong[0]]) == 0
    assert shares(multiple, multiple.shown["options"]) == 0
    match = next(one for one in quiz(1) if one.shown["kind"] == "match")
    assert shares(match, dict.fromkeys(match.shown["left"], match.shown["options"][0])) == 0


def test_the_sum_of_two_days_is_no_mean_of_their_rates():
    for seed in SEEDS:
        question = quiz(seed)[8]
        text = question.shown["text"]
        numbers = [
            int(part) for part in "".join(c if c.isdigit() else " " for c in text.split("）")[1]).split()
        ][:4]
        mean = (numbers[1] / numbers[0] + numbers[3] / numbers[2]) / 2 * 100
        assert shares(question, round(mean, 2)) == 0
