"""From the last mark to the published result: marked, then each module released by two persons."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Refused
from workbench.domain.module import STANDARD_MODULES
from workbench.domain.sitting_rules import SittingRules
from workbench.store import attempts, audit, people, releases, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.releases import Release
from workbench.store.sittings import STATES, Sitting
from workbench.usecases.modules import in_order, module_of
from workbench.usecases.roles import ROLE_NAMES, require
from workbench.usecases.signing_in import verified
from workbench.usecases.totalling import Marked, marked, paper_of
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

RELEASERS = ("administrator",)
SECONDS = ("examiner", "administrator", "instructor")
"""Who may be the second person of a release."""

_AFTER = STATES[STATES.index("closed") :]


@dataclass(frozen=True, slots=True)
class Published:
    """A module's release with the names of the two persons."""

    release: Release
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A module as it would be released now. ``absent`` counts those who never started.

    ``open_lines`` wait for an examiner, ``failed_lines`` of them because the machine failed. ``points``
    are the totals, the highest first; ``fingerprint`` changes with any of them.
    """

    module: str
    scripts: int
    absent: int
    open_lines: int
    failed_lines: int
    passed: int
    points: tuple[Decimal, ...]
    fingerprint: str
    published: Published | None = None

    @property
    def title(self) -> str:
        """The module's name."""
        return STANDARD_MODULES[self.module]


@dataclass(frozen=True, slots=True)
class ReleaseIn:
    """What is typed to release a module. ``seen`` is the fingerprint of the preview that was on screen."""

    module: str
    second_login: str
    second_secret: str
    seen: str
    shows_model: bool = False


def previews(wb: Workbench, by: Person, sitting_id: int) -> tuple[Preview, ...]:
    """Every module of a sitting that has scripts, in the standard's order. Raises Refused before its end."""
    require(by, *RELEASERS)
    with wb.store.reading() as conn:
        demand(conn, sitting_id, "公布成绩", *_AFTER)
        published = _published(conn, sitting_id)
        return tuple(
            _preview(module, rows, absent, published.get(module))
            for module, (rows, absent) in _by_module(wb, conn, sitting_id).items()
        )


_Rows = list[tuple[Attempt, Marked]]


def _by_module(wb: Workbench, conn: Connection, sitting_id: int) -> dict[str, tuple[_Rows, int]]:
    """The handed-in scripts of each module with what they were given, and how many never started."""
    rows: dict[str, _Rows] = {}
    absent: dict[str, int] = {}
    for attempt in attempts.attempts_in(conn, sitting_id):
        module = module_of(wb, attempt)
        if attempt.state == "handed_in":
            stands = marked(conn, attempt, paper_of(conn, attempt))
            rows.setdefault(module, []).append((attempt, stands))
        elif attempt.state == "prepared":
            absent[module] = absent.get(module, 0) + 1
    return {name: (rows[name], absent.get(name, 0)) for name in in_order(set(rows))}


def _preview(module: str, rows: _Rows, absent: int, published: Published | None) -> Preview:
    totals = [stands.total for _, stands in rows]
    open_lines = [(stands, part) for _, stands in rows for part in stands.total.lines if part.is_open]
    failed = sum(
        part.line.use is not None and _has_failed(stands, part.line.id) for stands, part in open_lines
    )
    return Preview(
        module=module,
        scripts=len(rows),
        absent=absent,
        open_lines=len(open_lines),
        failed_lines=failed,
        passed=sum(bool(one.passed) for one in totals),
        points=tuple(sorted((one.points for one in totals), reverse=True)),
        fingerprint=_fingerprint(rows),
        published=published,
    )


def _has_failed(stands: Marked, line: str) -> bool:
    outcome = stands.outcomes.get(line)  # none: the script could not be scored at all
    return outcome is None or outcome.status == "failed"


def _fingerprint(rows: Sequence[tuple[Attempt, Marked]]) -> str:
    lines = sorted(
        f"{attempt.id} {part.line.id} {part.points} {part.is_open}"
        for attempt, stands in rows
        for part in stands.total.lines
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _published(conn: Connection, sitting_id: int) -> Mapping[str, Published]:
    return {
        module: Published(one, _name(conn, one.by), _name(conn, one.second))
        for module, one in releases.releases_of(conn, sitting_id).items()
    }


def _name(conn: Connection, person_id: int) -> str:
    found = people.person(conn, person_id)
    return found.name if found else "—"


def set_marked(wb: Workbench, by: Person, sitting_id: int) -> None:
    """Say that the marking of a closed sitting is done.

    Raises Refused, with how many lines of which modules, while anything waits for an examiner, and for a
    sitting without a script.
    """
    require(by, *RELEASERS)
    with wb.store.writing() as conn:
        found = demand(conn, sitting_id, "设为评完", "closed", held=True)
        modules = [
            _preview(name, rows, absent, None)
            for name, (rows, absent) in _by_module(wb, conn, sitting_id).items()
        ]
        if not modules:
            raise Refused(f"“{found.name}”没有交上来的答卷，没有可以公布的成绩。")
        if waiting := [_waiting(one) for one in modules if one.open_lines]:
            raise Refused(f"“{found.name}”还没有评完：{'；'.join(waiting)}。")
        sittings.set_state(conn, sitting_id, "marked")
        detail = {"sitting": sitting_id, "scripts": sum(one.scripts for one in modules)}
        audit.note(conn, at=wb.clock(), who=by.login, what="marked", detail=detail)


def _waiting(one: Preview) -> str:
    failed = f"（其中自动评分出错 {one.failed_lines} 行）" if one.failed_lines else ""
    return f"{one.title} {one.open_lines} 行待评{failed}"


def release_module(wb: Workbench, by: Person, sitting_id: int, given: ReleaseIn) -> None:
    """Publish a module's results in two persons' names: the one signed in, and a second one's password.

    The last module makes the sitting released. Raises Refused out of turn, without a second member of
    staff, for a wrong password, and where a mark has changed since the preview.
    """
    require(by, *RELEASERS)
    with wb.store.reading() as conn:  # so that a password is asked for nothing that is refused anyway
        _demand_due(conn, sitting_id, given.module)
    second = _second(wb, by, given)
    with wb.store.writing() as conn:
        found = _demand_due(conn, sitting_id, given.module)
        whole = _by_module(wb, conn, sitting_id)
        _demand_ready(whole, given)
        now = wb.clock()
        new = Release(sitting_id, given.module, by.id, second.id, given.shows_model, now)
        releases.add_release(conn, new)
        detail = {
            "sitting": sitting_id, "module": given.module, "second": second.id, "seen": given.seen,
            "shows_model": given.shows_model, "scripts": len(whole[given.module][0]),
        }  # fmt: skip
        audit.note(conn, at=now, who=by.login, what="release_module", detail=detail)
        if whole.keys() <= releases.releases_of(conn, found.id).keys():
            sittings.set_state(conn, sitting_id, "released")


def _demand_due(conn: Connection, sitting_id: int, module: str) -> Sitting:
    found = demand(conn, sitting_id, "公布成绩", "marked", held=True)
    if module in releases.releases_of(conn, sitting_id):
        raise Refused(f"“{STANDARD_MODULES.get(module, module)}”的成绩已经公布。")
    return found


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


def _demand_ready(whole: Mapping[str, tuple[_Rows, int]], given: ReleaseIn) -> None:
    if given.module not in whole:
        raise Refused("这个场次里没有这个模块的答卷。")
    now = _preview(given.module, *whole[given.module], None)
    if now.open_lines:
        raise Refused(f"{_waiting(now)}，不能公布。")
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
    return tuple(one for one in reversed(found) if one.kind == "exam" and one.state in _AFTER)
