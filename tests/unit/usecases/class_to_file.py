"""A class whose exam is over: every standing that papers know, and names and answers that try to harm."""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path

from kept_store import damage
from PIL import Image

from tests.conftest import SECRET_HASH, Time
from workbench.domain.total import judged_by_hand
from workbench.host import samples
from workbench.host.filling import Brought
from workbench.host.paper import thaw
from workbench.settings import Settings
from workbench.store import attempts, papers, people
from workbench.store.people import Person
from workbench.testing import narrowed
from workbench.usecases import expiring, invigilating, marking, running_sitting, saving, sitting_exam, uploads
from workbench.usecases.filing.rights import Asking
from workbench.usecases.marking import MarkIn
from workbench.usecases.roster import Candidate
from workbench.usecases.saving import DraftIn
from workbench.usecases.workbench import Workbench, open_workbench

FORMULA = '=HYPERLINK("http://x","y")'
NAMES = {
    "A0001": ("张三", "网营1"), "A0002": (FORMULA, "@网营/2"), "A0003": ("李四\u202e", "网营1"), "A0004": ("赵六", "网营1"),
    "A0005": ("+王五", "@网营/2"), "A0006": ("孙七", "网营1"),
}  # fmt: skip
HOSTILE = '#read("/etc/passwd") *粗* _斜_ \\ $x$ @ref <label> 😀👨‍👩‍👧 \u202e反 ' + "W" * 300
STAFF = {"kp1": "examiner", "kp2": "examiner", "jk": "invigilator", "gl": "administrator", "js": "instructor"}


@dataclass
class Class:
    """A0001 is marked, A0002 waits, A0003 was marked by two and ended by time, A0004 is absent, A0005 failed, A0006 is void."""

    wb: Workbench
    time: Time
    people: dict[str, Person]
    sitting: int
    attempts: dict[str, str]

    def asking(self, login: str = "gl", *, names: bool = True) -> Asking:
        return Asking(self.people[login], self.sitting, names=names)

    def damage(self, *lines: str) -> None:
        damage(self.wb.settings.home, *lines)

    def release(self) -> None:
        self.damage(f"UPDATE sittings SET state = 'released' WHERE id = {self.sitting}")

    def code(self, login: str) -> str:
        with self.wb.store.reading() as conn:
            found = attempts.attempt(conn, self.attempts[login])
        assert found is not None
        return found.code


def made(home: Path, task: str = "seo-02") -> Class:
    time = Time()
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}), clock=time)
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, task))
    found = _people(wb)
    (plugin,) = wb.registry.plugins.values()
    policy = {"modules": [plugin.module.module], "item_policy": "by_part"}
    sitting = running_sitting.plan(wb, "期末考核", policy=policy)
    roster = [Candidate(login, name, seat=login[-2:]) for login, (name, _) in NAMES.items()]
    running_sitting.draw_sitting(wb, found["gl"], sitting, roster, ceremony="3 1 4")
    running_sitting.open_sitting(wb, found["gl"], sitting)
    ids = {}
    for login in NAMES:
        exam = sitting_exam.my_exam(wb, found[login])
        assert exam is not None
        ids[login] = exam.attempt.id
    return Class(wb, time, found, sitting, ids)


def worked(home: Path) -> Class:
    """The class after the hour, marked as far as it is, its sitting closed."""
    room = made(home)
    _work(room, "A0001", {"03": "# 方案\n\n第一段", "04": "标题：甲"})
    _work(room, "A0002", {})
    _work(room, "A0003", {"03": HOSTILE, "04": "=1+1\n\t@SUM(A1)"}, hand_in=False)
    invigilating.extend(room.wb, room.people["jk"], [room.attempts["A0003"]], minutes=5, reason="第三排断电")
    room.time.pass_seconds(4000)
    expiring.expire_due(room.wb)
    _work(room, "A0005", {})
    _mark(room, "A0001", "kp1", share=10)
    _mark(room, "A0003", "kp1", share=5, comment="结构 *清楚*")
    _mark(room, "A0003", "kp2", share=7)
    _mark(room, "A0005", "kp1", share=0)
    room.damage(f"UPDATE attempts SET state = 'void' WHERE id = '{room.attempts['A0006']}'")
    running_sitting.close_sitting(room.wb, room.people["gl"], room.sitting)
    return room


def with_pictures(home: Path) -> Class:
    """The class at shopdesign-02, of which A0001 took the steps of the good answer and made three pictures."""
    room = made(home, "shopdesign-02")
    person, attempt = room.people["A0001"], room.attempts["A0001"]
    sitting_exam.start(room.wb, person, attempt)
    sitting_exam.claim(room.wb, person, attempt, "page")
    with room.wb.store.reading() as conn:
        kept = attempts.attempt(conn, attempt)
        assert kept is not None
        paper = thaw(papers.paper(conn, kept.paper_hash) or "")
    good = next(one for one in paper.task.samples if one.kind == "good")
    for taken in samples.steps_of(room.wb.registry, paper, good):
        brought = None
        if taken.body is not None:
            brought = Brought(str(taken.params["name"]), taken.body)
            uploads.keep(room.wb, person, attempt, taken.tool, brought.name, brought.body)
        step = (taken.tool, taken.action, taken.params)
        sitting_exam.step(room.wb, person, attempt, "page", step, brought=brought)
    sitting_exam.hand_in(room.wb, person, attempt, "page")
    running_sitting.close_sitting(room.wb, room.people["gl"], room.sitting)
    return room


def spoil_blobs(room: Class) -> None:
    for one in (room.wb.settings.home / "blobs").rglob("*"):
        if one.is_file():
            one.write_bytes(b"broken")


def _people(wb: Workbench) -> dict[str, Person]:
    found = {}
    with wb.store.writing() as conn:
        for login, (name, class_name) in NAMES.items():
            people.add_person(
                conn, login=login, name=name, role="student", secret_hash=SECRET_HASH, created=0.0,
                class_name=class_name, seat=login[-2:],
            )  # fmt: skip
        for login, role in STAFF.items():
            people.add_person(
                conn, login=login, name=f"老师{login}", role=role, secret_hash=SECRET_HASH, created=0.0
            )
        for login in (*NAMES, *STAFF):
            person = people.person_by_login(conn, login)
            assert person is not None
            found[login] = person
    return found


def _work(room: Class, login: str, texts: dict[str, str], *, hand_in: bool = True) -> None:
    person, attempt = room.people[login], room.attempts[login]
    sitting_exam.start(room.wb, person, attempt)
    sitting_exam.claim(room.wb, person, attempt, "page")
    for field, body in texts.items():
        saving.save_draft(room.wb, person, DraftIn(attempt, "page", "desk.doc", field, 1, body, "student"))
    table = (
        '{"columns": ["页面","问题类型","位置","严重程度","说明"], "rows": [["首页","重复","=1+1","高","'
        + "长" * 80
        + '"]]}'
    )
    step(room, login, "desk.sheet", "write", {"field": "02", "body": table})
    step(
        room,
        login,
        "desk.folder",
        "name_file",
        {"deliverable": "03", "name": f"{login}_SEO02_03_诊断方案.docx"},
    )
    step(room, login, "desk.folder", "list_file", {"deliverable": "03", "listed": True})
    room.time.pass_seconds(600)
    if hand_in:
        sitting_exam.hand_in(room.wb, person, attempt, "page")


def step(room: Class, login: str, tool: str, action: str, params: dict[str, object]) -> None:
    refused = sitting_exam.step(
        room.wb, room.people[login], room.attempts[login], "page", (tool, action, params)
    )
    assert refused is None, refused


def _mark(room: Class, login: str, examiner: str, *, share: int, comment: str = "") -> None:
    script = marking.script(room.wb, room.people["kp1"], room.attempts[login])
    for line in script.paper.task.rubric:
        limit = judged_by_hand(line, script.outcomes.get(line.id))
        if limit:
            seen = script.marks[line.id].id if line.id in script.marks else None
            given = MarkIn(line.id, f"{limit * share / 10:.2f}", comment, seen)
            marking.put_mark(room.wb, room.people[examiner], room.attempts[login], given)


def picture(width: int = 40, height: int = 30, mode: str = "RGBA") -> bytes:
    body = io.BytesIO()
    Image.new(mode, (width, height), "red").save(body, "PNG")
    return body.getvalue()
