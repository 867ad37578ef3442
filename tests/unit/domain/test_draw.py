from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from workbench.domain.draw import MODULES, PARTS, Policy, draw
from workbench.domain.draw_record import late, redraw, vector_faults, verify
from workbench.domain.draw_stream import Stream
from workbench.domain.errors import DrawError

VECTORS = json.loads((Path(__file__).parent / "draw_vectors.json").read_text(encoding="utf-8"))
BANK = {
    part: [f"{part}-{number:02d}" for number in range(1, 7)]
    for module in MODULES
    for part in PARTS.get(module, (module,))
}


def drawn(size: int, **policy):
    roster = [f"A{number:04d}" for number in range(1, size + 1)]
    return draw(roster, BANK, exam="期末", ceremony="3 1 4 1 5", policy=Policy(**policy))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"n{vector['n']}-{vector['policy']}")
def test_a_published_vector_is_reproduced_bit_for_bit(vector) -> None:
    assert vector_faults(vector) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quota", 99),
        ("counts", {}),
        ("seed", "00" * 32),
        ("first3", [{"candidate": "A0001", "module": "seo"}]),
    ],
)
def test_a_vector_that_was_changed_is_not_reproduced(name, value) -> None:
    assert vector_faults(VECTORS[1] | {name: value})


@pytest.mark.parametrize("size", range(121))
def test_sizes_sum_up_and_differ_by_at_most_one(size) -> None:
    counts = drawn(size).counts
    assert sum(counts.values()) == size
    assert min(counts.values()) >= size // 5
    assert max(counts.values()) - min(counts.values()) <= 1


def test_the_order_of_the_roster_does_not_matter() -> None:
    roster = [f"A{number:04d}" for number in range(1, 44)]
    first = draw(roster, BANK, exam="期末", ceremony="x")
    second = draw(
        reversed(roster), {part: items[::-1] for part, items in BANK.items()}, exam="期末", ceremony="x"
    )
    assert first == second


def test_four_modules_for_the_tail_leave_the_fifth_at_its_quota() -> None:
    for size in range(5, 60):
        counts = drawn(size, remainder_modules=MODULES[:4]).counts
        assert counts["copywriting"] == size // 5


def test_the_ceremony_value_changes_the_draw_and_the_same_value_repeats_it() -> None:
    roster = [f"A{number:04d}" for number in range(1, 44)]
    one, two = (draw(roster, BANK, exam="期末", ceremony=value).assignments for value in ("1", "2"))
    assert one != two
    assert draw(roster, BANK, exam="期末", ceremony="1").assignments == one


def test_every_module_is_as_likely_for_a_candidate() -> None:
    roster = [f"A{number:04d}" for number in range(1, 8)]
    seen = Counter(
        draw(roster, BANK, exam="期末", ceremony=str(number)).assignments[0].module for number in range(1500)
    )
    expected = 300
    chi_squared = sum((count - expected) ** 2 / expected for count in seen.values())
    assert set(seen) == set(MODULES)
    assert chi_squared < 18.47  # 0.1 % point of chi-squared with 4 degrees of freedom; the values are fixed


def test_numbers_below_a_limit_are_fair_at_the_rejection_bound() -> None:
    stream = Stream(b"\0" * 32, "x")
    assert all(0 <= stream.below(3) < 3 for _ in range(200))


def test_a_record_recomputes() -> None:
    record = json.loads(json.dumps(drawn(43).as_json()))
    assert verify(record) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r["assignments"][3].update(item="seo-99"), "A0004"),
        (lambda r: r.update(ceremony="9 9 9"), "seed"),
        (lambda r: r["roster"].pop(), "roster"),
        (lambda r: r.update(seed="00" * 32), "seed"),
        (lambda r: r.pop("bank"), "bank"),
        (lambda r: r.update(policy={"surprise": 1}), "surprise"),
        (lambda r: r["assignments"].pop(), "assignments"),
    ],
)
def test_a_tampered_record_is_told_where(change, told) -> None:
    record = json.loads(json.dumps(drawn(43).as_json()))
    change(record)
    assert any(told in fault for fault in verify(record))


def test_a_redraw_keeps_the_old_line_and_touches_nobody_else() -> None:
    record = drawn(43)
    again = redraw(record, "A0007", reason="机器故障", signed=("张三", "李四"))
    assert again.assignments == record.assignments
    assert again.redraws[0].item in {item for items in BANK.values() for item in items}
    twice = redraw(again, "A0007", reason="又坏了", signed=("张三", "李四"))
    assert twice.redraws[1].data_seed != twice.redraws[0].data_seed
    assert verify(json.loads(json.dumps(twice.as_json()))) == ()


@pytest.mark.parametrize(
    ("reason", "signed"), [("", ("张三", "李四")), ("故障", ("张三", "张三")), ("故障", ("张三", " "))]
)
def test_a_redraw_wants_a_reason_and_two_people(reason, signed) -> None:
    with pytest.raises(DrawError, match="reason"):
        redraw(drawn(10), "A0001", reason=reason, signed=signed)


def test_late_candidates_are_all_tail_and_leave_the_first_draw_as_it_is() -> None:
    record = drawn(43)
    more = late(record, ["B0001", "B0002", "B0003"])
    assert {line.by for line in more.assignments} == {"remainder"}
    assert len({line.module for line in more.assignments}) == 3
    with pytest.raises(DrawError, match="drawn already"):
        late(record, ["A0001"])


@pytest.mark.parametrize(
    ("roster", "bank", "policy", "told"),
    [
        (["A1", "A1"], BANK, {}, "stands twice"),
        (["A1", " "], BANK, {}, "candidate numbers"),
        (["A|1"], BANK, {}, "candidate numbers"),
        (["A1"], {**BANK, "operations": []}, {}, "no item of module 'operations'"),
        (["A1"], {**BANK, "seo": ["seo-01"]}, {}, "differ in size"),
        (["A1"], {**BANK, "seo": ["newmedia-01"] * 6}, {}, "found one twice"),
    ],
)
def test_inputs_that_do_not_fit_are_refused_by_name(roster, bank, policy, told) -> None:
    with pytest.raises(DrawError, match=told):
        draw(roster, bank, exam="期末", ceremony="1", policy=Policy(**policy))


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ({"modules": ["seo"]}, "modules"),
        ({"remainder_modules": ["seo"]}, "remainder_modules"),
        ({"remainder_modules": ["service"]}, "too few"),
        ({"item_policy": "by_luck"}, "item_policy"),
        ({"share": 20}, "share"),
    ],
)
def test_a_policy_that_does_not_fit_is_refused_by_name(policy, told) -> None:
    with pytest.raises(DrawError, match=told):
        Policy.from_json(policy)


@pytest.mark.parametrize(("exam", "ceremony"), [("", "1"), ("期末", " ")])
def test_a_draw_wants_an_exam_and_a_public_value(exam, ceremony) -> None:
    with pytest.raises(DrawError, match="public value"):
        draw(["A1"], BANK, exam=exam, ceremony=ceremony)


def test_unequal_parts_are_drawn_part_first_when_the_policy_says_so() -> None:
    bank = {**BANK, "seo": ["seo-02"], "newmedia": BANK["newmedia"]}
    roster = [f"A{number:04d}" for number in range(400)]
    lines = draw(roster, bank, exam="期末", ceremony="1", policy=Policy(item_policy="by_part")).assignments
    parts = Counter(line.part for line in lines if line.module == "promotion")
    assert 20 < parts["seo"] < 60
