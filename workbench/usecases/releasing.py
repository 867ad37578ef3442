"""From the last mark to the published result: marked, then each module released by two persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.errors import Refused
from workbench.domain.module import STANDARD_MODULES
from workbench.domain.sitting_rules import SittingRules
from workbench.store import audit, marks, releases, sittings
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.releases import Release
from workbench.store.sittings import STATES, Sitting
from workbench.usecases.release_preview import AFTER, RELEASERS, Rows, by_module, preview_of, waiting_words
from workbench.usecases.roles import ROLE_NAMES, require
from workbench.usecases.signing_in import verified
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

SECONDS = ("examiner", "administrator", "instructor")
"""Who may be the second person of a release."""


@dataclass(frozen=True, slots=True)
class ReleaseIn:
    """What is typed to release a module. ``seen`` is the fingerprint of the preview that was on screen."""

    module: str
    second_login: str
    second_secret: str
    seen: str
    shows_model: bool = False


def set_marked(wb: Workbench, by: Person, sitting_id: int) -> None:
    """Say that the marking of a closed sitting is done.

    Raises Refused, with how many lines of which modules, while anything waits for an examiner, and for a
    sitting without a script.
    """
    require(by, *RELEASERS)
    with wb.store.seeing_one_moment() as conn:  # what takes long is worked out while others write
        found = demand(conn, sitting_id, "设为评完", "closed")
        modules = [
            preview_of(name, rows, absent, None)
            for name, (rows, absent) in by_module(wb, conn, sitting_id).items()
        ]
        seen = marks.newest_ids(conn, sitting_id)
    if not modules:
        raise Refused(f"“{found.name}”没有交上来的答卷，没有可以公布的成绩。")
    if waiting := [waiting_words(one) for one in modules if one.open_lines]:
        raise Refused(f"“{found.name}”还没有评完：{'；'.join(waiting)}。")
    with wb.store.writing() as conn:
        demand(conn, sitting_id, "设为评完", "closed", held=True)
        _demand_unchanged(conn, sitting_id, seen)
        sittings.set_state(conn, sitting_id, "marked")
        detail = {"sitting": sitting_id, "scripts": sum(one.scripts for one in modules)}
        audit.note(conn, at=wb.clock(), who=by.login, what="marked", detail=detail)


def _demand_unchanged(conn: Connection, sitting_id: int, seen: tuple[int, int]) -> None:
    if marks.newest_ids(conn, sitting_id) != seen:
        raise Refused("刚才又有评分变动。请核对新的数字，再做一次。")


def release_module(wb: Workbench, by: Person, sitting_id: int, given: ReleaseIn) -> None:
    """Publish a module's results in two persons' names: the one signed in, and a second one's password.

    The last module makes the sitting released. Raises Refused out of turn, without a second member of
    staff, for a wrong password, and where a mark has changed since the preview.
    """
    require(by, *RELEASERS)
    with wb.store.seeing_one_moment() as conn:  # what takes long is worked out while others write
        _demand_due(conn, sitting_id, given.module)
        whole = by_module(wb, conn, sitting_id)
        seen = marks.newest_ids(conn, sitting_id)
    _demand_ready(whole, given)  # so that a password is asked for nothing that is refused anyway
    second = _second(wb, by, given)
    with wb.store.writing() as conn:
        _demand_due(conn, sitting_id, given.module)
        _demand_unchanged(conn, sitting_id, seen)
        now = wb.clock()
        new = Release(sitting_id, given.module, by.id, second.id, given.shows_model, now)
        releases.add_release(conn, new)
        detail = {
            "sitting": sitting_id, "module": given.module, "second": second.id, "seen": given.seen,
            "shows_model": given.shows_model, "scripts": len(whole[given.module][0]),
        }  # fmt: skip
        audit.note(conn, at=now, who=by.login, what="release_module", detail=detail)
        if whole.keys() <= releases.releases_of(conn, sitting_id).keys():
            sittings.set_state(conn, sitting_id, "released")


def _demand_due(conn: Connection, sitting_id: int, module: str) -> None:
    demand(conn, sitting_id, "公布成绩", "marked", held=True)
    if module in releases.releases_of(conn, sitting_id):
        raise Refused(f"“{STANDARD_MODULES.get(module, module)}”的成绩已经公布。")


def _second(wb: Workbench, by: Person, given: ReleaseIn) -> Person:
    login = given.second_login.strip()
    if not login or not given.second_secret:
        raise Refused("公布要两个人：请第二位工作人员在这里输入自己的账号和密码。")
    if login == by.login:
        raise Refused("第二位要是另一个人，不能是您自己的账号。")
    second = verified(wb, login, given.second_secret)
    if second.id == by.id or second.role not in SECONDS:
        allowed = "、".join(ROLE_NAMES[role] for role in SECONDS)
        raise Refused(f"第二位要是{allowed}，“{second.name}”的身份是{ROLE_NAMES[second.role]}。")
    return second


def _demand_ready(whole: Mapping[str, tuple[Rows, int]], given: ReleaseIn) -> None:
    if given.module not in whole:
        raise Refused("这个场次里没有这个模块的答卷。")
    now = preview_of(given.module, *whole[given.module], None)
    if now.open_lines:
        raise Refused(f"{waiting_words(now)}，不能公布。")
    if now.fingerprint != given.seen:
        raise Refused("预览之后又有评分变动。请核对新的数字，再公布一次。")


def rules_of(wb: Workbench, by: Person, sitting_id: int) -> SittingRules:
    """What the sitting's plan says of releases. Raises Absent."""
    require(by, *RELEASERS)
    with wb.store.reading() as conn:
        return SittingRules.from_json(demand(conn, sitting_id, "查看", *STATES).rules)


def sittings_after(wb: Workbench, by: Person) -> tuple[Sitting, ...]:
    """The exams that have ended, newest first."""
    require(by, *RELEASERS)
    with wb.store.reading() as conn:
        found = sittings.sittings(conn)
    return tuple(one for one in reversed(found) if one.kind == "exam" and one.state in AFTER)
