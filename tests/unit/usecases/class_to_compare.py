"""A class at one task whose scripts the test writes, to be compared with each other."""

from __future__ import annotations

import json
from pathlib import Path

from class_to_file import Class, made

from workbench.host import samples
from workbench.host.filling import Brought
from workbench.host.paper import Paper, thaw
from workbench.store import attempts, papers
from workbench.usecases import running_sitting, saving, sitting_exam, uploads
from workbench.usecases.saving import DraftIn

OWN = (
    "我先打开首页看标题，发现十二个页面用了同一句话，顾客搜不到具体的商品；于是按商品名逐页改写，"
    "每页只留两个词，再把图片补上说明文字，最后用检查工具复查了一遍，全部通过。"
)
OTHER = (
    "店铺的老问题是描述太长，手机上只能看见前半截。我把每条描述压到七十字以内，把价格和产地提前，"
    "再删掉重复的促销口号，并给客服留了一份修改前后的对照清单。"
)


def class_at(home: Path, task: str = "seo-02") -> Class:
    """Six students with papers of ``task``, the sitting open."""
    return made(home, task)


def write(room: Class, login: str, texts: dict[str, str], *, hand_in: bool = True) -> None:
    """The student's documents; with them the script is handed in."""
    person, attempt = room.people[login], begun(room, login)
    for field, body in texts.items():
        saving.save_draft(room.wb, person, DraftIn(attempt, "page", "desk.doc", field, 1, body, "student"))
    if hand_in:
        sitting_exam.hand_in(room.wb, person, attempt, "page")


def begun(room: Class, login: str) -> str:
    person, attempt = room.people[login], room.attempts[login]
    sitting_exam.start(room.wb, person, attempt)
    sitting_exam.claim(room.wb, person, attempt, "page")
    return attempt


def paper(room: Class, login: str) -> Paper:
    with room.wb.store.reading() as conn:
        kept = attempts.attempt(conn, room.attempts[login])
        assert kept is not None
        return thaw(papers.paper(conn, kept.paper_hash) or "")


def answer(room: Class, login: str, *, of: str | None = None, tools: tuple[str, ...] = ()) -> None:
    """The good answer's steps, worked on the paper of student ``of``; only those of ``tools``, if named."""
    person, attempt = room.people[login], begun(room, login)
    theirs = paper(room, of or login)
    good = next(one for one in theirs.task.samples if one.kind == "good")
    for taken in samples.steps_of(room.wb.registry, theirs, good):
        if tools and taken.tool not in tools:
            continue
        brought = None
        if taken.body is not None:
            brought = Brought(str(taken.params["name"]), taken.body)
            uploads.keep(room.wb, person, attempt, taken.tool, brought.name, brought.body)
        step = (taken.tool, taken.action, taken.params)
        sitting_exam.step(room.wb, person, attempt, "page", step, brought=brought)
    sitting_exam.hand_in(room.wb, person, attempt, "page")


def fill(room: Class, login: str, field: str, rows: list[list[str]]) -> None:
    """A table of the running attempt."""
    columns = next(
        one["columns"] for one in paper(room, login).given["desk"]["deliverables"] if one["id"] == field
    )
    body = json.dumps({"columns": columns, "rows": rows}, ensure_ascii=False)
    step = ("desk.sheet", "write", {"field": field, "body": body, "by": "student"})
    assert sitting_exam.step(room.wb, room.people[login], room.attempts[login], "page", step) is None


def close(room: Class) -> Class:
    """The same after the hour."""
    running_sitting.close_sitting(room.wb, room.people["gl"], room.sitting)
    return room


def copied(home: Path) -> Class:
    """seo-02: A0002 has copied A0001's plan, A0003 and A0004 wrote their own, the rest are absent."""
    room = class_at(home)
    write(room, "A0001", {"03": OWN, "04": "改了三处"})
    write(room, "A0002", {"03": OWN.replace("于是", "然后"), "04": "见上"})
    write(room, "A0003", {"03": OTHER})
    write(room, "A0004", {"03": paper(room, "A0004").given["desk"]["brief"]})
    return close(room)
