from __future__ import annotations

import dataclasses
import io

import openpyxl
import pypdf
import pytest

from workbench.domain.draw import Policy
from workbench.domain.errors import Closed, DrawError, NotAllowed, Refused, RosterError
from workbench.domain.sitting_rules import SittingRules
from workbench.store import attempts, audit, people
from workbench.usecases import accounts, planning, running_sitting, signing_in, sitting_exam
from workbench.usecases.planning import Plan
from workbench.usecases.roster import preview, template

LIST = "准考证号,姓名,班级,座位,加时\nB0001,王五,网营2,03,10\nB0002,赵六,网营2,04,\n".encode()
POLICY = Policy(modules=("promotion",), item_policy="by_part")


@pytest.fixture
def gl(school):
    return school.people["gl"]


@pytest.fixture
def planned(school, gl):
    return planning.plan(school.wb, gl, Plan(" 期末  二 ", 45, POLICY))


def state_of(school, sitting_id):
    return next(one for one in planning.all_sittings(school.wb, school.people["gl"]) if one.id == sitting_id)


def acts(school):
    with school.wb.store.reading() as conn:
        return [(who, what) for _, who, what, _ in audit.notes(conn)]


def xlsx(*rows):
    made, book = io.BytesIO(), openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def test_a_sitting_goes_from_plan_to_papers(school, gl, planned) -> None:
    slips = planning.import_roster(school.wb, gl, planned, LIST)
    assert [(slip.number, slip.seat, len(slip.pin)) for slip in slips] == [
        ("B0001", "03", 6),
        ("B0002", "04", 6),
    ]
    assert signing_in.sign_in(school.wb, "B0001", slips[0].pin)
    planning.freeze(school.wb, gl, planned)
    record = planning.draw(school.wb, gl, planned, ceremony="6 2 8", witnesses=("张老师", "李老师"))
    assert {line.candidate for line in record.assignments} == {"B0001", "B0002"}
    found = state_of(school, planned)
    assert (found.name, found.state, found.record["record_hash"]) == (
        "期末 二",
        "drawn",
        record.as_json()["record_hash"],
    )
    with school.wb.store.reading() as conn:
        drawn = {
            one.candidate: (one.minutes, one.extra_seconds) for one in attempts.attempts_in(conn, planned)
        }
    assert drawn == {"B0001": (45, 600), "B0002": (45, 0)}
    assert [what for who, what in acts(school) if who == "gl"] == ["plan", "roster", "freeze", "draw"]


@pytest.mark.parametrize("login", ["A0001", "kp1", "jk", "js"])
def test_only_an_administrator_plans_and_draws(school, planned, login) -> None:
    other = school.people[login]
    for act in (
        lambda: planning.plan(school.wb, other, Plan("x")),
        lambda: planning.change(school.wb, other, planned, Plan("x")),
        lambda: planning.import_roster(school.wb, other, planned, LIST),
        lambda: planning.new_pins(school.wb, other, planned),
        lambda: planning.freeze(school.wb, other, planned),
        lambda: planning.draw(school.wb, other, planned, ceremony="1", witnesses=("甲", "乙")),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_is_frozen_cannot_be_changed_and_what_is_not_cannot_be_drawn(school, gl, planned) -> None:
    with pytest.raises(Refused, match="还没有冻结，这时不能抽签"):
        planning.draw(school.wb, gl, planned, ceremony="1", witnesses=("甲", "乙"))
    with pytest.raises(Refused, match="没有考生"):
        planning.freeze(school.wb, gl, planned)
    planning.import_roster(school.wb, gl, planned, LIST)
    planning.freeze(school.wb, gl, planned)
    for act in (
        lambda: planning.change(school.wb, gl, planned, Plan("别的")),
        lambda: planning.import_roster(school.wb, gl, planned, LIST),
        lambda: planning.freeze(school.wb, gl, planned),
    ):
        with pytest.raises(Refused, match="已经冻结，这时不能"):
            act()


@pytest.mark.parametrize(
    ("ceremony", "witnesses", "told"),
    [(" ", ("甲", "乙"), "公开值"), ("1", ("甲", " 甲 "), "两位"), ("1", ("甲", ""), "两位")],
)
def test_a_draw_wants_a_public_value_and_two_people(school, gl, planned, ceremony, witnesses, told) -> None:
    planning.import_roster(school.wb, gl, planned, LIST)
    planning.freeze(school.wb, gl, planned)
    with pytest.raises(Refused, match=told):
        planning.draw(school.wb, gl, planned, ceremony=ceremony, witnesses=witnesses)
    assert state_of(school, planned).state == "frozen"


def test_an_item_that_changed_after_the_freeze_is_named_and_nothing_is_drawn(school, gl, planned) -> None:
    planning.import_roster(school.wb, gl, planned, LIST)
    planning.freeze(school.wb, gl, planned)
    plugin = school.wb.registry.plugins["seo"]
    changed = dataclasses.replace(plugin.tasks["seo-02"], brief="改过的题面")
    registry = dataclasses.replace(
        school.wb.registry, plugins={"seo": dataclasses.replace(plugin, tasks={"seo-02": changed})}
    )
    wb = dataclasses.replace(school.wb, registry=registry)
    with pytest.raises(Refused, match="SEO-02 在冻结之后改动过"):
        planning.draw(wb, gl, planned, ceremony="1", witnesses=("甲", "乙"))
    assert state_of(school, planned).record is None


def test_a_bank_that_does_not_serve_the_policy_cannot_be_frozen(school, gl) -> None:
    made = planning.plan(school.wb, gl, Plan("五模块", policy=Policy(item_policy="by_part")))
    planning.import_roster(school.wb, gl, made, LIST)
    with pytest.raises(DrawError, match="no item of module"):
        planning.freeze(school.wb, gl, made)
    assert state_of(school, made).state == "planned"


def test_a_list_with_faults_changes_nothing(school, gl, planned) -> None:
    planning.import_roster(school.wb, gl, planned, LIST)
    faulty = "准考证号,姓名\nB0003,钱七\nB0001,别人\nkp1,考评员\nB 4,坏\n".encode()
    with pytest.raises(RosterError) as caught:
        planning.import_roster(school.wb, gl, planned, faulty)
    assert "第 5 行：准考证号要用" in caught.value.faults[0]
    with pytest.raises(RosterError) as caught:
        planning.import_roster(school.wb, gl, planned, faulty.replace(b"B 4", b"B4"))
    assert caught.value.faults == (
        "准考证号 B0001 已是“王五”的账号，名单里是“别人”", "准考证号 kp1 是工作人员的账号，不能作考生",
    )  # fmt: skip
    assert [entry.person.login for entry in planning.roster(school.wb, gl, planned)] == ["B0001", "B0002"]
    with school.wb.store.reading() as conn:
        assert people.person_by_login(conn, "B0003") is None


def test_a_second_list_replaces_the_first_and_keeps_the_accounts(school, gl, planned) -> None:
    planning.import_roster(school.wb, gl, planned, LIST)
    slips = planning.import_roster(school.wb, gl, planned, "准考证号,姓名\nB0002,赵六\nB0003,钱七\n".encode())
    assert [slip.number for slip in slips] == ["B0003"]
    assert [entry.person.login for entry in planning.roster(school.wb, gl, planned)] == ["B0002", "B0003"]


def test_an_excel_list_is_read_with_numbers_as_they_are_shown(school) -> None:
    raw = xlsx(["准考证号", "姓名", "班级", "座位", "加时"], [20260001, "张三", "网营1", 3, 10.0], [None] * 5)
    (line,) = preview(raw)
    assert (line.candidate.number, line.candidate.seat, line.candidate.extra_minutes) == ("20260001", "3", 10)


@pytest.mark.parametrize("raw", [b"PK\x03\x04 broken", xlsx(["学号"], ["1"]), xlsx()])
def test_an_excel_file_that_is_no_list_says_so(raw) -> None:
    with pytest.raises(RosterError):
        preview(raw)


def test_the_template_is_read_back_with_its_example(school) -> None:
    (line,) = preview(template())
    assert (line.candidate.number, line.faults) == ("A0001", ())


def test_new_pins_end_the_old_ones_and_open_sign_ins(school, gl, planned) -> None:
    (first, _) = planning.import_roster(school.wb, gl, planned, LIST)
    token = signing_in.sign_in(school.wb, first.number, first.pin)
    again = planning.new_pins(school.wb, gl, planned)
    assert signing_in.who(school.wb, token) is None
    assert signing_in.sign_in(school.wb, first.number, again[0].pin)
    with pytest.raises(Refused):
        signing_in.sign_in(school.wb, first.number, "0" if first.pin == again[0].pin else first.pin)


def test_a_new_pin_for_one_leaves_the_others_alone(school, gl, planned) -> None:
    (first, second) = planning.import_roster(school.wb, gl, planned, LIST)
    token = signing_in.sign_in(school.wb, second.number, second.pin)
    (slip,) = planning.new_pins(school.wb, gl, planned, [first.number])
    assert slip.number == first.number
    assert signing_in.who(school.wb, token) is not None
    assert signing_in.sign_in(school.wb, first.number, slip.pin)


def test_slips_are_a_pdf_that_shows_names_as_text() -> None:
    slips = [accounts.Slip("B0001", "王#五*", "网营2", "03", "482913")]
    made = accounts.slips_pdf("期末", "http://192.168.1.5:8501", slips)
    (page,) = pypdf.PdfReader(io.BytesIO(made)).pages
    text = page.extract_text()
    for words in ("B0001", "王#五*", "482913", "网营2", "http://192.168.1.5:8501"):
        assert words in text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"pass_points": 0}, "及格分"),
        ({"opens": 2.0, "closes": 1.0}, "最晚开始"),
        ({"networks": ("校园网",)}, "网段"),
    ],
)
def test_rules_that_do_not_fit_are_said_in_words(given, told) -> None:
    with pytest.raises(ValueError, match=told):
        SittingRules(**given)


def test_a_room_network_lets_in_its_own_computers_alone() -> None:
    rules = SittingRules(networks=("192.168.10.0/24", "fd00::/8"))
    assert [rules.admits(one) for one in ("192.168.10.7", "fd00::1", "192.168.11.7", "", "x")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert SittingRules().admits("anything")
    assert SittingRules.from_json(rules.as_json()) == rules


def test_the_demo_way_still_freezes_what_it_draws(school) -> None:
    assert state_of(school, school.sitting).frozen["items"].keys() == {"seo-02"}
    assert running_sitting.RUNNERS == ("administrator", "invigilator")


def opened_with(school, rules):
    gl = school.people["gl"]
    made = planning.plan(school.wb, gl, Plan("有规则的场次", policy=POLICY, rules=rules))
    planning.import_roster(school.wb, gl, made, LIST)
    planning.freeze(school.wb, gl, made)
    planning.draw(school.wb, gl, made, ceremony="1", witnesses=("甲", "乙"))
    running_sitting.open_sitting(school.wb, gl, made)
    student = signing_in.person_by_login(school.wb, "B0001")
    return student, sitting_exam.my_exam(school.wb, student).attempt.id


def test_a_candidate_starts_only_inside_the_window(school) -> None:
    now = school.time.now
    student, attempt_id = opened_with(school, SittingRules(opens=now + 60, closes=now + 120))
    with pytest.raises(Closed, match="还没有到开始时间"):
        sitting_exam.start(school.wb, student, attempt_id)
    school.time.pass_seconds(121)
    with pytest.raises(Closed, match="已过最晚开始时间"):
        sitting_exam.start(school.wb, student, attempt_id)
    school.time.pass_seconds(-30)
    assert sitting_exam.start(school.wb, student, attempt_id).state == "running"


def test_a_candidate_starts_only_from_the_room(school) -> None:
    student, attempt_id = opened_with(school, SittingRules(networks=("192.168.10.0/24",)))
    with pytest.raises(NotAllowed, match=r"10\.0\.0\.9"):
        sitting_exam.start(school.wb, student, attempt_id, address="10.0.0.9")
    assert sitting_exam.start(school.wb, student, attempt_id, address="192.168.10.9").state == "running"
