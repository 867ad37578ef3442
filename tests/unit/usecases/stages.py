"""A sitting at every stage of its life, each brought there by the use cases alone, and kept to be copied."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain.draw import Policy
from workbench.settings import Settings
from workbench.store import appeals, attempts, outages, people, schema
from workbench.store.engine import Store
from workbench.store.people import Person
from workbench.testing import narrowed
from workbench.usecases import (
    appealing,
    archiving,
    giving_marks,
    planning,
    release_preview,
    releasing,
    running_sitting,
    saving,
    sitting_exam,
)
from workbench.usecases.appealing import AnswerIn
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.planning import Plan
from workbench.usecases.releasing import ReleaseIn
from workbench.usecases.saving import DraftIn
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import Workbench, open_workbench

ROLES = {
    "A0001": "student", "A0002": "student", "kp1": "examiner", "kp2": "examiner", "jk": "invigilator",
    "gl": "administrator", "js": "instructor",
}  # fmt: skip
LIST = "准考证号,姓名\nA0001,人A0001\nA0002,人A0002\n".encode()
PLAN = Plan("期末", policy=Policy(modules=("promotion",), item_policy="by_part"))
DAY = 86_400


SECRET = "482913"


@dataclass
class Time:
    """The server's clock."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class World:
    """A school with one sitting in which A0001 works; what an act needs is looked up when it is asked for."""

    wb: Workbench
    time: Time
    folder: Path
    people: dict[str, Person] = field(default_factory=dict)
    sitting: int = 0

    def attempt(self, login: str) -> str:
        with self.wb.store.reading() as conn:
            found = attempts.attempt_of(conn, person_id=self.people[login].id, sitting_id=self.sitting)
        return found.id if found else "none"

    @property
    def outage(self) -> int:
        with self.wb.store.reading() as conn:
            found = outages.outages_of(conn, self.attempt("A0001"))
        return found[0].id if found else 0

    @property
    def open_appeal(self) -> int:
        with self.wb.store.reading() as conn:
            found = appeals.appeals_in(conn, self.sitting)
        return found[0].id if found else 0

    def release(self, by: str = "gl", second: str = "kp1") -> None:
        who = self.people[by]
        seen = [one.fingerprint for one in release_preview.previews(self.wb, who, self.sitting)]
        given = ReleaseIn("promotion", second, SECRET, *seen)
        releasing.release_module(self.wb, who, self.sitting, given)

    def rows(self) -> dict[str, list[tuple]]:
        """Everything that the store holds."""
        with self.wb.store.reading() as conn:
            return {
                table.name: sorted(map(repr, conn.execute(table.select())))
                for table in schema.metadata.sorted_tables
            }


def _planned(world: World) -> None:
    gl = world.people["gl"]
    world.sitting = planning.plan(world.wb, gl, PLAN)
    planning.import_roster(world.wb, gl, world.sitting, LIST)


def _frozen(world: World) -> None:
    planning.freeze(world.wb, world.people["gl"], world.sitting)


def _drawn(world: World) -> None:
    planning.draw(world.wb, world.people["gl"], world.sitting, ceremony="3 1 4", witnesses=("甲", "乙"))


def _open(world: World) -> None:
    running_sitting.open_sitting(world.wb, world.people["jk"], world.sitting)


def _working(world: World) -> None:
    sitting_exam.start(world.wb, world.people["A0001"], world.attempt("A0001"))
    sitting_exam.claim(world.wb, world.people["A0001"], world.attempt("A0001"), "page")
    draft = DraftIn(world.attempt("A0001"), "page", "desk.doc", "03", 1, "一、现状", "student")
    saving.save_draft(world.wb, world.people["A0001"], draft)
    world.time.pass_seconds(200)
    with world.wb.store.writing() as conn:
        outages.propose(conn, world.attempt("A0001"), began=world.time.now - 150, ended=world.time.now - 30)


def _handed(world: World) -> None:
    sitting_exam.hand_in(world.wb, world.people["A0001"], world.attempt("A0001"), "page")


def _unmarked(world: World) -> None:
    running_sitting.close_sitting(world.wb, world.people["jk"], world.sitting)


def _closed(world: World) -> None:
    for line in ("4", "6", "11"):
        giving_marks.put_mark(
            world.wb, world.people["kp1"], world.attempt("A0001"), MarkIn(line, "2", "写得太少")
        )


def _marked(world: World) -> None:
    releasing.set_marked(world.wb, world.people["gl"], world.sitting)


def _released(world: World) -> None:
    world.release()
    appealing.appeal(world.wb, world.people["A0001"], world.attempt("A0001"), "6", "我写了三处修改，请再看。")


def _over(world: World) -> None:
    given = AnswerIn("rejected", "三处修改都不在要求的页面上。", {})
    appealing.answer(world.wb, world.people["kp2"], world.open_appeal, given)
    world.time.pass_seconds(8 * DAY)


def _archived(world: World) -> None:
    to = world.folder / "sealed.zip"
    archiving.archive_sitting(world.wb, world.people["gl"], world.sitting, to, settle=True)


STAGES: dict[str, Callable[[World], None]] = {
    "planned": _planned,
    "frozen": _frozen,
    "drawn": _drawn,
    "open": _open,  # nobody has started
    "working": _working,  # open, and A0001 works
    "handed": _handed,  # open, and A0001 has handed in
    "unmarked": _unmarked,  # closed, and lines wait for an examiner
    "closed": _closed,  # every line has its mark
    "marked": _marked,
    "released": _released,  # with an open appeal, and days left for more
    "over": _over,  # released, every appeal answered, no day left
    "archived": _archived,
}
"""What brings a sitting from the stage before to this one."""


def _add_people(world: World) -> None:
    secret_hash = hash_secret(SECRET)
    with world.wb.store.writing() as conn:
        for login, role in ROLES.items():
            people.add_person(
                conn,
                login=login,
                name=f"人{login}",
                role=role,
                secret_hash=secret_hash,
                created=world.time.now,
            )
            found = people.person_by_login(conn, login)
            assert found is not None
            world.people[login] = found


def make(folder: Path) -> dict[str, World]:
    """The sitting at every stage. The stores are closed: ``copied`` opens one."""
    time = Time()
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(folder / "home")}), clock=time)
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, "seo-02"))
    world = World(wb, time, folder)
    _add_people(world)
    made = {}
    for name, go_on in STAGES.items():
        go_on(world)
        home = folder / name
        home.mkdir()
        _copy(wb.settings.home, home)
        kept = Workbench(Settings.read({"WORKBENCH_HOME": str(home)}), wb.store, wb.registry, Time(time.now))
        made[name] = dataclasses.replace(world, wb=kept, folder=home)
    wb.store.close()
    return made


def _copy(home: Path, to: Path) -> None:
    shutil.copytree(
        home, to, dirs_exist_ok=True
    )  # between two transactions: the write-ahead log goes with it


@contextmanager
def copied(stage: World, folder: Path) -> Iterator[World]:
    """A copy of a stage that a test may change."""
    home = folder / "home"
    _copy(stage.wb.settings.home, home)
    settings = Settings.read({"WORKBENCH_HOME": str(home)})
    time = Time(stage.wb.clock())
    store = Store(settings.database_url, settings.blobs_url)
    wb = Workbench(settings, store, stage.wb.registry, time)
    yield dataclasses.replace(stage, wb=wb, time=time, folder=folder)
    store.close()
