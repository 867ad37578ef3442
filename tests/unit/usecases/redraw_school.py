"""A school whose sitting draws from two items, so that a redraw can give another one."""

from __future__ import annotations

import dataclasses
import functools

from workbench.domain.draw import Policy
from workbench.host import registry
from workbench.host.registry import Registry
from workbench.store import attempts, audit, sittings
from workbench.usecases import planning, running_sitting, signing_in
from workbench.usecases.planning import Plan
from workbench.usecases.redrawing import redraw_candidate
from workbench.usecases.signed import Signed

LIST = "准考证号,姓名,班级,座位,加时\nB0001,王五,网营2,03,10\nB0002,赵六,网营2,04,\n".encode()
POLICY = Policy(modules=("promotion",), item_policy="by_part")
SIGNED = Signed("试题里的图片打不开，换题", ("张老师", "李老师"))


@functools.cache  # loading all plugins takes a second; nobody changes what was loaded
def _seo():
    return registry.load().plugins["seo"]


def with_two_items(school, ceremony="2"):
    """A drawn sitting: B0001 has seo-02, B0002 has seo-05. Their people are added to the school's."""
    school.wb = dataclasses.replace(school.wb, registry=Registry({"seo": _seo()}, ()))
    gl = school.people["gl"]
    made = planning.plan(school.wb, gl, Plan("有两题的场次", 60, POLICY))
    planning.import_roster(school.wb, gl, made, LIST)
    planning.freeze(school.wb, gl, made)
    planning.draw(school.wb, gl, made, ceremony=ceremony, witnesses=("张老师", "李老师"))
    for login in ("B0001", "B0002"):
        school.people[login] = signing_in.person_by_login(school.wb, login)
    school.sitting = made
    return school


def redrawn(school, number="B0001", signed=SIGNED):
    return redraw_candidate(school.wb, school.people["gl"], school.sitting, number, signed)


def opened(school):
    running_sitting.open_sitting(school.wb, school.people["gl"], school.sitting)


def sitting_of(school):
    with school.wb.store.reading() as conn:
        return sittings.sitting(conn, school.sitting)


def all_of(school, candidate="B0001"):
    """The candidate's attempts, void ones too, oldest first."""
    with school.wb.store.reading() as conn:
        found = attempts.every_attempt_in(conn, school.sitting)
    return sorted((one for one in found if one.candidate == candidate), key=lambda one: one.number)


def noted(school, what):
    with school.wb.store.reading() as conn:
        return [(who, detail) for _, who, did, detail in audit.notes(conn) if did == what]
