"""A school where one task may be practised, by students who have no exam; the open exam draws another."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from functools import cache

from workbench.host import registry
from workbench.store import attempts, sittings
from workbench.testing import narrowed
from workbench.usecases import practice_release, practising, running_sitting, saving, sitting_exam
from workbench.usecases.roster import Candidate
from workbench.usecases.saving import DraftIn

TASK = "newmedia-05"  # the school's open exam draws from seo-02 alone
POLICY = {"modules": ["promotion"], "item_policy": "by_part"}


@cache
def installed():
    return registry.load()


def practised(school):
    """The school with every plugin, the task released and two students more."""
    school.wb = dataclasses.replace(school.wb, registry=installed())
    for login in ("L1", "L2"):
        school.add(login, "student")
    practice_release.release(school.wb, school.people["js"], [TASK], shows_model=True)
    return school


def begun(school, login="L1", *, is_timed=False, task=TASK):
    attempt_id = practising.begin(school.wb, school.people[login], task, is_timed=is_timed)
    sitting_exam.claim(school.wb, school.people[login], attempt_id, "page")
    return attempt_id


def done(school, login="L1", *, is_timed=False):
    attempt_id = begun(school, login, is_timed=is_timed)
    sitting_exam.hand_in(school.wb, school.people[login], attempt_id, "page")
    return attempt_id


def attempt(school, attempt_id):
    with school.wb.store.reading() as conn:
        return attempts.attempt(conn, attempt_id)


def write(school, attempt_id, login="L1", body="一"):
    tool, field = document(school)
    draft = DraftIn(attempt_id, "page", tool, field, 1, body, "timer")
    return saving.save_draft(school.wb, school.people[login], draft)


def document(school):
    made = next(one for one in school.wb.registry.tasks[TASK].deliverables if one.tool == "desk.doc")
    return made.tool, made.id


def holding(school):
    with school.wb.store.reading() as conn:
        found = sittings.sittings(conn, with_practice=True)
    return next(one for one in found if one.kind == "practice")


def dump(school):
    with closing(sqlite3.connect(school.wb.store.database_file)) as database:
        return list(database.iterdump())


def draw_exam(school, *logins, name="补考"):
    made = running_sitting.plan(school.wb, name, policy=POLICY)
    roster = [Candidate(login, f"人{login}") for login in logins]
    # Drawn from seo-02 alone, so that the released task is nobody's exam.
    exam_wb = dataclasses.replace(school.wb, registry=narrowed(school.wb.registry, "seo-02"))
    running_sitting.draw_sitting(exam_wb, school.people["gl"], made, roster, ceremony="2 7 1")
    return made
