"""Every privileged act against every stage of a sitting: done and kept in the log, or refused in words.

To add an act: a line in ACTS. To add a stage: a function in ``stages.py``, and its name where it is allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from stages import LIST, PLAN, STAGES, World, copied, make

from workbench.domain.errors import NotAllowed, Refused
from workbench.store import audit, marks
from workbench.usecases import (  # fmt: skip
    appealing,
    archiving,
    erasing,
    giving_marks,
    invigilating,
    latecomers,
    messages,
    outages,
    planning,
    redrawing,
    regrade_trial,
    regrading,
    releasing,
    running_sitting,
)
from workbench.usecases.appealing import AnswerIn
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.regrade_trial import Spec
from workbench.usecases.roster import Candidate
from workbench.usecases.signed import Signed

WHY = "第三排停电"
SIGNED = Signed("试题里的图片打不开，换题", ("张老师", "李老师"))
CLAIM = "第 4 行我写了两处，请再看一遍。"


@dataclass(frozen=True)
class Act:
    """``do`` carries the act out in the name of ``who``; ``at`` names the stages where it may be done."""

    what: str
    who: str
    at: tuple[str, ...]
    do: Callable[[World, str], object]
    why: str = ""


def upheld(world, who):
    given = AnswerIn("upheld", "核对后确有三处修改。", {"6": "9"})
    return appealing.answer(world.wb, world.people[who], world.open_appeal, given)


def archive(world, who, *, settle=False):
    to = world.folder / "again.zip"
    return archiving.archive_sitting(world.wb, world.people[who], world.sitting, to, settle=settle)


def mark(world, who):
    given = MarkIn("4", "7", "两处改得对")
    return giving_marks.put_mark(world.wb, world.people[who], world.attempt("A0001"), given)


def regrade(world, who):
    spec = Spec("seo-02", {"10": {"saves": 1}})  # one save is enough
    found = regrade_trial.trial(world.wb, world.people[who], world.sitting, spec)
    return regrading.apply(world.wb, world.people[who], world.people["kp1"], world.sitting, found, reason=WHY)


ALL = tuple(STAGES)
ROOM = ("drawn", "open", "working", "handed")
ENDED = ("unmarked", "closed", "marked", "released", "over", "archived")

ACTS = {
    "plan another": Act("plan", "gl", ALL, lambda w, by: planning.plan(w.wb, w.people[by], PLAN)),
    "change": Act("change", "gl", ("planned",), lambda w, by: planning.change(w.wb, w.people[by], w.sitting, PLAN)),
    "roster": Act(
        "roster", "gl", ("planned",), lambda w, by: planning.import_roster(w.wb, w.people[by], w.sitting, LIST)
    ),
    "new pins": Act("pins", "gl", ALL[:-1], lambda w, by: planning.new_pins(w.wb, w.people[by], w.sitting)),
    "freeze": Act("freeze", "gl", ("planned",), lambda w, by: planning.freeze(w.wb, w.people[by], w.sitting)),
    "draw": Act(
        "draw", "gl", ("frozen",),
        lambda w, by: planning.draw(w.wb, w.people[by], w.sitting, ceremony="2 7", witnesses=("甲", "乙")),
    ),
    "open": Act("open", "jk", ("drawn",), lambda w, by: running_sitting.open_sitting(w.wb, w.people[by], w.sitting)),
    "close": Act("close", "jk", ("open", "handed"), lambda w, by: running_sitting.close_sitting(w.wb, w.people[by], w.sitting)),
    "extend": Act(
        "extend", "jk", ROOM,
        lambda w, by: invigilating.extend(w.wb, w.people[by], [w.attempt("A0002")], minutes=5, reason=WHY), WHY,
    ),
    "hand in for": Act(
        "hand_in", "jk", ("working",),
        lambda w, by: invigilating.hand_in_for(w.wb, w.people[by], w.attempt("A0001"), reason=WHY), WHY,
    ),
    "release a computer": Act(
        "release", "jk", ROOM[:-1],
        lambda w, by: invigilating.release(w.wb, w.people[by], w.attempt("A0001"), reason=WHY), WHY,
    ),
    "take a hand-in back": Act(
        "reopen", "jk", ("handed",),
        lambda w, by: invigilating.reopen(w.wb, w.people[by], w.attempt("A0001"), minutes=0, reason=WHY), WHY,
    ),
    "credit an outage": Act(
        "credit", "jk", ("working",), lambda w, by: outages.credit(w.wb, w.people[by], [w.outage], reason=WHY), WHY
    ),
    "dismiss an outage": Act(
        "dismiss", "jk", ("working", "handed", "unmarked", "closed"),
        lambda w, by: outages.dismiss(w.wb, w.people[by], [w.outage], reason=WHY), WHY,
    ),
    "tell the room": Act(
        "message", "jk", ROOM, lambda w, by: messages.send(w.wb, w.people[by], w.sitting, "还有十分钟。")
    ),
    "draw again": Act(
        "redraw", "gl", ROOM[:-1],
        lambda w, by: redrawing.redraw_candidate(w.wb, w.people[by], w.sitting, "A0001", SIGNED), SIGNED.reason,
    ),
    "draw late": Act(
        "late", "gl", ROOM,
        lambda w, by: latecomers.add_latecomers(
            w.wb, w.people[by], w.sitting, [Candidate("A0009", "迟到")], ("5 5 1", SIGNED)
        ), SIGNED.reason,
    ),
    "regrade": Act("regrade", "gl", ("unmarked", "closed", "marked", "released", "over"), regrade, WHY),
    "mark": Act("", "kp1", ("handed", "unmarked", "closed", "marked"), mark),
    "set marked": Act("marked", "gl", ("closed",), lambda w, by: releasing.set_marked(w.wb, w.people[by], w.sitting)),
    "release a module": Act("release_module", "gl", ("marked",), lambda w, by: w.release(by)),
    "appeal": Act(
        "appeal", "A0001", ("released",),
        lambda w, by: appealing.appeal(w.wb, w.people[by], w.attempt("A0001"), "4", CLAIM),
    ),
    "answer an appeal": Act("answer_appeal", "kp2", ("released",), upheld, "核对后确有三处修改。"),
    "archive": Act("archive", "gl", ENDED, archive),
    "settle": Act("archive", "gl", ("over",), lambda w, by: archive(w, by, settle=True)),
    "erase": Act(
        "erase", "gl", ("over", "archived"),
        lambda w, by: erasing.erase_personal_data(w.wb, w.people[by], w.sitting, WHY), WHY,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    return make(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def world(stages, request, tmp_path):
    with copied(stages[request.param], tmp_path) as made:
        yield made


def notes(world):
    with world.wb.store.reading() as conn:
        return audit.notes(conn)


REFUSED = [(name, stage) for name, act in ACTS.items() for stage in STAGES if stage not in act.at]
ALLOWED = [(name, stage) for name, act in ACTS.items() for stage in act.at]


@pytest.mark.parametrize(("name", "world"), REFUSED, indirect=["world"])
def test_an_act_out_of_turn_is_refused_in_words_and_changes_nothing(name, world) -> None:
    before = world.rows()
    with pytest.raises(Refused) as told:
        ACTS[name].do(world, ACTS[name].who)
    assert any("一" <= letter <= "鿿" for letter in told.value.text)
    assert world.rows() == before
    assert not (world.folder / "again.zip").exists()


@pytest.mark.parametrize(("name", "world"), [one for one in ALLOWED if one[0] != "mark"], indirect=["world"])
def test_an_act_in_turn_leaves_who_when_what_and_why(name, world) -> None:
    act, before = ACTS[name], len(notes(world))
    act.do(world, act.who)
    ((at, who, what, detail),) = notes(world)[before:]
    assert (at, who, what) == (world.time.now, act.who, act.what)
    assert detail.get("reason", "") == act.why
    assert {"sitting", "attempt", "attempts"} & detail.keys()


@pytest.mark.parametrize("world", ACTS["mark"].at, indirect=True)
def test_a_mark_is_its_own_log_and_leaves_who_when_what_and_the_comment(world) -> None:
    # Marks are rows that nobody changes or removes, so they are not told a second time in the audit log.
    mark(world, "kp1")
    with world.wb.store.reading() as conn:
        kept = marks.marks_of(conn, world.attempt("A0001"))[-1]
    assert (kept.examiner_id, kept.at, kept.line, str(kept.points), kept.comment) == (
        world.people["kp1"].id, world.time.now, "4", "7", "两处改得对",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "world"), ALLOWED, indirect=["world"])
def test_another_student_may_do_none_of_it_and_changes_nothing(name, world) -> None:
    before = world.rows()
    with pytest.raises(Refused) as told:
        ACTS[name].do(world, "A0002")
    assert isinstance(told.value, NotAllowed) or name == "appeal"
    assert world.rows() == before
