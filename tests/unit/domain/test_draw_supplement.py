from __future__ import annotations

import copy

import pytest

from workbench.domain.draw import MODULES, PARTS, draw
from workbench.domain.draw_record import late, record_of, redraw
from workbench.domain.draw_supplement import (
    Supplement,
    document,
    drawn_now,
    supplement_of,
    verify_document,
    verify_supplement,
)
from workbench.domain.errors import DrawError

BANK = {
    part: [f"{part}-{number:02d}" for number in range(1, 7)]
    for module in MODULES
    for part in PARTS.get(module, (module,))
}
MAIN = draw([f"A{number:04d}" for number in range(1, 24)], BANK, exam="期末", ceremony="3 1 4")
FIRST = Supplement(late(MAIN, ["B1", "B2"], ceremony="9 9"), "名单漏报了两位考生", ("张", "李"))


def stored(*supplements):
    return document(MAIN.as_json(), [one.as_json() for one in supplements])


def test_a_document_of_record_redraws_and_supplements_recomputes() -> None:
    main = redraw(MAIN, "A0003", reason="故障", signed=("张", "李"))
    again = Supplement(
        redraw(FIRST.record, "B2", reason="故障", signed=("张", "李")), FIRST.reason, FIRST.signed
    )
    whole = document(main.as_json(), [again.as_json()])
    assert verify_document(whole) == ()
    assert verify_document(main.as_json()) == ()
    assert verify_document(stored()) == ()
    assert record_of(main.as_json()) == main
    assert supplement_of(main.as_json(), again.as_json()) == again
    now = drawn_now([main.as_json(), again.as_json()])
    assert (now["A0003"].item, now["A0003"].redraws) == (main.redraws[0].item, 1)
    assert (now["B2"].data_seed, now["B1"].redraws) == (again.record.redraws[0].data_seed, 0)
    assert len(now) == 25


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reason", "别的原因"), ("signed", ["张", "王"]), ("ceremony", "8 8"), ("roster", ["B1"]),
        ("exam", "期末|late|0"), ("seed", "00" * 32), ("assignments", []), ("bank", {}), ("signed", ["张"]),
        ("redraws", 3), ("policy", {}),
    ],
)  # fmt: skip
def test_a_supplement_that_was_changed_is_told(name, value) -> None:
    changed = FIRST.as_json() | {name: value}
    assert verify_supplement(MAIN.as_json(), changed)
    told = verify_document(document(MAIN.as_json(), [FIRST.as_json(), changed]))
    assert all(fault.startswith("supplement 2: ") for fault in told)
    with pytest.raises(DrawError):
        supplement_of(MAIN.as_json(), changed)


def test_a_changed_line_of_a_supplement_is_named() -> None:
    changed = copy.deepcopy(FIRST.as_json())
    changed["assignments"][0]["item"] = "seo-99"
    assert any("B1" in fault for fault in verify_supplement(MAIN.as_json(), changed))


def test_a_supplement_of_another_freeze_does_not_fit() -> None:
    other = draw(MAIN.roster[1:], BANK, exam="期末", ceremony="3 1 4")
    assert verify_supplement(other.as_json(), FIRST.as_json())


def test_nobody_is_drawn_twice() -> None:
    with pytest.raises(DrawError, match="drawn already"):
        late(MAIN, ["A0001"])
    twice = verify_document(stored(FIRST, FIRST))
    assert twice == ("supplement 2: B1 was drawn already", "supplement 2: B2 was drawn already")


@pytest.mark.parametrize("broken", [{"record": 3}, {"record": {}}, {}, {"record": {}, "supplements": [1]}])
def test_what_is_no_document_is_a_fault_and_no_crash(broken) -> None:
    assert verify_document(broken)


def test_a_value_of_its_own_decides_a_supplement() -> None:
    seeds = {late(MAIN, ["B1"], ceremony=value).seed for value in ("", "1", "2")}
    assert len(seeds) == 3
    assert late(MAIN, ["B1"]).ceremony == MAIN.ceremony
    assert late(MAIN, ["B1"], ceremony=" 1 ").ceremony == "1"
