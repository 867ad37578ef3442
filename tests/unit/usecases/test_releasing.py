"""Marked, then released module by module in two persons' names."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from stages import LIST, SECRET, copied, make

from workbench.domain.draw import Policy
from workbench.domain.errors import NotAllowed, Refused
from workbench.host import registry
from workbench.store import audit, marks, releases, schema, signins, sittings
from workbench.usecases import (
    marking,
    planning,
    release_preview,
    releasing,
    results,
    running_sitting,
    sitting_exam,
)
from workbench.usecases.marking import MarkIn
from workbench.usecases.planning import Plan
from workbench.usecases.releasing import ReleaseIn


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    return make(tmp_path_factory.mktemp("stages"))


def at(name):
    @pytest.fixture(name=name)
    def world(stages, tmp_path):
        with copied(stages[name], tmp_path) as made:
            yield made

    return world


unmarked, closed, marked = at("unmarked"), at("closed"), at("marked")


def preview(world):
    (one,) = release_preview.previews(world.wb, world.people["gl"], world.sitting)
    return one


def given(world, **changes):
    whole = ReleaseIn("promotion", "kp1", SECRET, preview(world).fingerprint)
    return dataclasses.replace(whole, **changes)


def release(world, **changes):
    releasing.release_module(world.wb, world.people["gl"], world.sitting, given(world, **changes))


def state(world):
    with world.wb.store.reading() as conn:
        return sittings.sitting(conn, world.sitting).state


def test_what_is_not_marked_is_told_by_module_and_number_of_lines(unmarked) -> None:
    with pytest.raises(Refused, match=r"还没有评完：企业网络推广 3 行待评。"):
        releasing.set_marked(unmarked.wb, unmarked.people["gl"], unmarked.sitting)
    assert state(unmarked) == "closed"


def test_a_failed_criterion_waits_for_an_examiner_and_is_counted_apart(closed) -> None:
    attempt = closed.attempt("A0001")
    with closed.wb.store.writing() as conn:
        said = marks.newest_outcomes(conn, attempt)
        failed = [dataclasses.replace(one, status="failed", points=None) for one in said if one.line == "1"]
        marks.add_outcomes(conn, attempt, [*failed, *(one for one in said if one.line != "1")], at=1.0)
    with pytest.raises(Refused, match="1 行待评（其中自动评分出错 1 行）"):
        releasing.set_marked(closed.wb, closed.people["gl"], closed.sitting)
    marking.put_mark(closed.wb, closed.people["kp1"], attempt, MarkIn("1", "3", "按操作记录评"))
    releasing.set_marked(closed.wb, closed.people["gl"], closed.sitting)
    assert state(closed) == "marked"


def test_a_sitting_without_a_script_has_nothing_to_be_marked(stages, tmp_path) -> None:
    from workbench.usecases import running_sitting

    with copied(stages["open"], tmp_path) as world:
        running_sitting.close_sitting(world.wb, world.people["jk"], world.sitting)
        with pytest.raises(Refused, match="没有交上来的答卷"):
            releasing.set_marked(world.wb, world.people["gl"], world.sitting)


def test_the_preview_counts_scripts_passes_and_who_never_started(marked) -> None:
    one = preview(marked)
    script = marking.script(marked.wb, marked.people["kp1"], marked.attempt("A0001"))
    assert (one.scripts, one.absent, one.open_lines, one.passed) == (1, 1, 0, 0)
    assert one.points == (script.total.points,)
    assert isinstance(one.points[0], Decimal)


def test_the_last_module_makes_the_sitting_released_in_both_names(marked) -> None:
    release(marked, shows_model=True)
    assert state(marked) == "released"
    with marked.wb.store.reading() as conn:
        kept = releases.releases_of(conn, marked.sitting)["promotion"]
        _, who, what, detail = audit.notes(conn)[-1]
    people = marked.people
    assert (kept.by, kept.second, kept.shows_model) == (people["gl"].id, people["kp1"].id, True)
    assert (who, what, detail["second"], detail["module"]) == (
        "gl",
        "release_module",
        kept.second,
        "promotion",
    )
    published = preview(marked).published
    assert (published.by, published.second) == ("人gl", "人kp1")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"second_login": ""}, "第二位"),
        ({"second_secret": ""}, "第二位"),
        ({"second_login": "gl"}, "另一个人"),
        ({"second_login": " gl "}, "另一个人"),
        ({"second_login": "jk"}, "身份是监考员"),
        ({"second_login": "A0001"}, "身份是考生"),
        ({"second_secret": "wrong"}, "账号或密码不对"),
        ({"second_login": "nobody"}, "账号或密码不对"),
        ({"seen": "another"}, "预览之后"),
        ({"module": "service"}, "没有这个模块"),
    ],
)
def test_one_person_alone_releases_nothing(marked, changes, told) -> None:
    with pytest.raises(Refused, match=told):
        release(marked, **changes)
    with marked.wb.store.reading() as conn:
        assert releases.releases_of(conn, marked.sitting) == {}
    assert state(marked) == "marked"


@pytest.mark.parametrize("login", ["kp2", "js"])
def test_an_examiner_or_an_instructor_may_be_the_second(marked, login) -> None:
    release(marked, second_login=login)
    assert state(marked) == "released"


def test_the_second_persons_password_is_throttled_and_signs_nobody_in(marked) -> None:
    with marked.wb.store.reading() as conn:
        before = len(conn.execute(schema.signins.select()).all())
    for _ in range(8):
        with pytest.raises(Refused, match="不对"):
            release(marked, second_secret="guess")
    with pytest.raises(Refused, match="太多次"):
        release(marked)
    marked.time.pass_seconds(121)
    release(marked)
    with marked.wb.store.reading() as conn:
        assert len(conn.execute(schema.signins.select()).all()) == before
        assert signins.failures_since(conn, login="kp1", since=0.0) == 0 or state(marked) == "released"


def test_a_mark_between_preview_and_release_is_not_released_unseen(marked) -> None:
    seen = preview(marked).fingerprint
    marking.put_mark(marked.wb, marked.people["kp1"], marked.attempt("A0001"), MarkIn("4", "9"))
    with pytest.raises(Refused, match="预览之后又有评分变动"):
        release(marked, seen=seen)
    release(marked)


def test_a_released_module_takes_no_mark_and_says_so_to_the_examiner(marked) -> None:
    release(marked)
    attempt, kp1 = marked.attempt("A0001"), marked.people["kp1"]
    with pytest.raises(Refused, match="已经公布，只有申诉成立才能改分"):
        marking.put_mark(marked.wb, kp1, attempt, MarkIn("4", "9"))
    assert "已经公布" in marking.script(marked.wb, kp1, attempt).settled


@pytest.mark.parametrize("login", ["A0001", "kp1", "jk", "js"])
def test_only_an_administrator_releases(marked, login) -> None:
    whole, other = given(marked), marked.people[login]
    for act in (
        lambda: release_preview.previews(marked.wb, other, marked.sitting),
        lambda: releasing.set_marked(marked.wb, other, marked.sitting),
        lambda: releasing.release_module(marked.wb, other, marked.sitting, whole),
        lambda: releasing.sittings_after(marked.wb, other),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_with_two_modules_the_first_release_leaves_the_other_to_be_marked(stages, tmp_path) -> None:
    with copied(stages["marked"], tmp_path) as world:
        other = two_modules(world)
        gl, sitting = world.people["gl"], other["sitting"]
        releasing.set_marked(world.wb, gl, sitting)
        first, second = release_preview.previews(world.wb, gl, sitting)
        assert [first.title, second.title] == ["企业网络推广", "文案创意与撰写"]
        signed = ReleaseIn(first.module, "kp1", SECRET, first.fingerprint)
        releasing.release_module(world.wb, gl, sitting, signed)
        seen = {login: results.my_results(world.wb, world.people[login])[0] for login in ("A0001", "A0002")}
        assert sorted(row.released is None for row in seen.values()) == [False, True]
        late = next(row for row in seen.values() if row.released is None)
        marking.put_mark(world.wb, world.people["kp1"], late.attempt_id, MarkIn(other["line"], "1"))
        with pytest.raises(Refused, match="预览之后"):
            releasing.release_module(
                world.wb, gl, sitting, ReleaseIn(second.module, "kp1", SECRET, second.fingerprint)
            )
        _, second = release_preview.previews(world.wb, gl, sitting)
        with world.wb.store.reading() as conn:
            assert sittings.sitting(conn, sitting).state == "marked"
        releasing.release_module(
            world.wb, gl, sitting, ReleaseIn(second.module, "kp1", SECRET, second.fingerprint)
        )
        with world.wb.store.reading() as conn:
            assert sittings.sitting(conn, sitting).state == "released"


def two_modules(world) -> dict:
    """A closed and marked sitting of two modules, one student in each, in ``world``'s store."""
    whole = registry.load()
    kept = {
        name: dataclasses.replace(whole.plugins[name], tasks={task: whole.tasks[task]})
        for name, task in (("seo", "seo-02"), ("copywriting", "copywriting-01"))
    }
    world.wb = dataclasses.replace(world.wb, registry=registry.Registry(kept, ()))
    gl, jk, wb = world.people["gl"], world.people["jk"], world.wb
    policy = Policy(modules=("promotion", "copywriting"), item_policy="by_part")
    sitting = planning.plan(wb, gl, Plan("两个模块", policy=policy))
    planning.import_roster(wb, gl, sitting, LIST)
    planning.freeze(wb, gl, sitting)
    planning.draw(wb, gl, sitting, ceremony="8", witnesses=("甲", "乙"))
    running_sitting.open_sitting(wb, jk, sitting)
    for login in ("A0001", "A0002"):
        attempt = sitting_exam.my_exam(wb, world.people[login]).attempt.id
        sitting_exam.start(wb, world.people[login], attempt)
        sitting_exam.claim(wb, world.people[login], attempt, "page")
        sitting_exam.hand_in(wb, world.people[login], attempt, "page")
    running_sitting.close_sitting(wb, jk, sitting)
    for row in marking.queue(wb, world.people["kp1"], sitting):
        script = marking.script(wb, world.people["kp1"], row.attempt_id)
        for part in script.total.lines:
            if part.is_open:
                marking.put_mark(wb, world.people["kp1"], row.attempt_id, MarkIn(part.line.id, "0"))
                if row.task.startswith("copywriting"):
                    line = part.line.id
    return {"sitting": sitting, "line": line}
