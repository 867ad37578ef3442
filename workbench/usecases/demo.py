"""A demo class on an empty home: people with printed accounts, an open sitting, tasks to practise."""

from __future__ import annotations

import csv
import dataclasses
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.module import STANDARD_MODULES
from workbench.host.registry import Registry
from workbench.store import people
from workbench.store.people import Person
from workbench.usecases import practice_release, running_sitting
from workbench.usecases.roster import Candidate
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import Workbench

STUDENTS = 30
CANDIDATES = "A"
"""How the numbers of the exam's candidates begin."""

ACCOUNTS_FILE = "demo-accounts.csv"
_PRACTISING = (("student", "lianxi1", "练习生一"), ("student", "lianxi2", "练习生二"))
"""Students without an exam: an exam that waits stops practice."""

_STAFF = (
    ("examiner", "kaoping1", "考评员一"),
    ("examiner", "kaoping2", "考评员二"),
    ("examiner", "kaoping3", "考评员三"),
    ("instructor", "jiaoshi", "示范教师"),
    ("invigilator", "jiankao", "示范监考"),
    ("administrator", "guanli", "示范管理员"),
)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
_GIVEN = ("晨曦", "子涵", "雨桐", "浩然", "思远", "佳怡", "文博", "欣妍", "俊杰", "梦瑶")


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is printed: the secret is nowhere else in the clear."""

    role: str
    login: str
    name: str
    secret: str

    @property
    def is_candidate(self) -> bool:
        """Whether the demo's exam is this person's."""
        return self.role == "student" and self.login.startswith(CANDIDATES)


def make_demo(wb: Workbench) -> tuple[Account, ...]:
    """Make the demo class when the home has no people yet; otherwise nothing, and no accounts.

    The accounts are also written to ``demo-accounts.csv`` in the home, readable by its owner alone.
    """
    with wb.store.reading() as conn:
        if people.people(conn):
            return ()
    accounts = tuple(_accounts())
    _add(wb, accounts)
    roster = [
        Candidate(account.login, account.name, "网营2401", f"{at:02d}")
        for at, account in enumerate(accounts, start=1)
        if account.is_candidate
    ]
    with wb.store.reading() as conn:
        runner = people.people(conn, "administrator")[0]
    to_practise = _to_practise(wb)
    _open_sitting(wb, runner, roster, without=to_practise)
    if to_practise:
        practice_release.release(wb, runner, to_practise, shows_model=True)
    _write(wb.settings.home / ACCOUNTS_FILE, accounts)
    return accounts


def _to_practise(wb: Workbench) -> tuple[str, ...]:
    # An exam's bank may not be practised while it is open, so every second task of a part is kept out of it.
    by_part: dict[str, list[str]] = {}
    for task in wb.registry.tasks.values():
        if task.state == "ready":
            by_part.setdefault(task.part, []).append(task.id)
    return tuple(name for names in by_part.values() for name in names[1::2])


def _open_sitting(
    wb: Workbench, runner: Person, roster: Sequence[Candidate], *, without: Sequence[str]
) -> None:
    # Every module that has a ready task takes part, so the demo shows what is installed.
    ready = {wb.registry.plugins[task.plugin].module.module for task in wb.registry.tasks.values()}
    modules = [name for name in STANDARD_MODULES if name in ready]
    policy = {"modules": modules, "item_policy": "by_part"}
    sitting_id = running_sitting.plan(wb, "示范场次：技能考核演练", policy=policy)
    drawing = dataclasses.replace(wb, registry=_without(wb.registry, without))
    running_sitting.draw_sitting(drawing, runner, sitting_id, roster, ceremony="示范 3 1 4 1 5 9")
    running_sitting.open_sitting(wb, runner, sitting_id)


def _without(registry: Registry, task_ids: Sequence[str]) -> Registry:
    plugins = {
        name: dataclasses.replace(
            plugin, tasks={task: found for task, found in plugin.tasks.items() if task not in task_ids}
        )
        for name, plugin in registry.plugins.items()
    }
    return Registry(plugins, registry.rejected)


def first_administrator(wb: Workbench) -> Account | None:
    """The administrator that an empty home gets, with a one-time password; None when people exist."""
    with wb.store.reading() as conn:
        if people.people(conn):
            return None
    account = Account("administrator", "admin", "管理员", secrets.token_urlsafe(9))
    _add(wb, [account])
    return account


def _accounts() -> Iterator[Account]:
    for at in range(STUDENTS):
        name = _SURNAMES[at % len(_SURNAMES)] + _GIVEN[at % len(_GIVEN)]
        yield Account("student", f"{CANDIDATES}{at + 1:04d}", name, _pin())
    for role, login, name in (*_PRACTISING, *_STAFF):
        yield Account(role, login, name, _pin())


def _pin() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def _add(wb: Workbench, accounts: Sequence[Account]) -> None:
    with ThreadPoolExecutor() as pool:  # hashing is slow on purpose, and leaves the interpreter free
        hashed = list(zip(accounts, pool.map(lambda one: hash_secret(one.secret), accounts), strict=True))
    with wb.store.writing() as conn:
        for account, secret_hash in hashed:
            people.add_person(
                conn,
                login=account.login,
                name=account.name,
                role=account.role,
                secret_hash=secret_hash,
                class_name="网营2401" if account.role == "student" else "",
                seat=account.login[-2:] if account.is_candidate else "",
                created=wb.clock(),
            )


def _write(path: Path, accounts: Sequence[Account]) -> None:
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("身份", "账号", "姓名", "密码"))
        rows.writerows((one.role, one.login, one.name, one.secret) for one in accounts)
