"""The server is killed at random moments under twenty writing students; what it acknowledged is there again."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from one_task import make_home

from workbench.rehearsal.server import RunningServer
from workbench.rehearsal.student import Lost, Student

STUDENTS = 20
TICK = "desk-brief-done-1"


@dataclass
class Writer:
    """One student who writes on and on, and remembers what the server acknowledged."""

    student: Student
    dice: random.Random
    hand_saves: list[str] = field(default_factory=list)
    ticks: int = 0
    saves: int = 0

    async def work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                if not self.student.cookie:
                    await asyncio.to_thread(self.student.sign_in)
                await self.enter()
                while not stop.is_set():
                    await self.act()
            except Lost:
                await self.student.close()
                await asyncio.sleep(0.2)
        await self.student.close()

    async def enter(self) -> None:
        await self.student.open()
        if "start" in self.student.widgets:
            await self.student.use("start", True)
        if self.tick_key is None:
            raise Lost("the exam page did not come")

    @property
    def tick_key(self) -> str | None:
        return next((key for key in self.student.widgets if key.startswith(TICK)), None)

    async def act(self) -> None:
        self.saves += 1
        body = f"{self.student.login} 第 {self.saves} 次：" + "诊断" * self.dice.randrange(200)
        by = self.dice.choice(["timer", "timer", "student", "leave"])
        await asyncio.to_thread(self.student.save, "desk.doc", "03", body, by)
        if by != "timer":
            self.hand_saves.append(body)
        if self.dice.random() < 0.3:
            key = self.tick_key
            if key is None:
                raise Lost("the page has no ticks")
            fragment = self.student.widgets[key].fragment
            wanted = not self.student.is_ticked(key)
            await self.student.use(key, wanted)
            await self.student.rerun(fragment)  # the tick is drawn as the state that the store now has
            if self.student.is_ticked(key) != wanted:
                raise Lost("the tick was not taken")
            self.ticks += 1
        await asyncio.sleep(self.dice.uniform(0.02, 0.2))


async def _storm(server: RunningServer, kills: int, seed: int) -> list[Writer]:
    dice = random.Random(seed)
    accounts = server.accounts()
    logins = [f"A{number:04d}" for number in range(1, STUDENTS + 1)]
    writers = [
        Writer(Student(server.base, login, accounts[login]), random.Random(f"{seed}{login}"))
        for login in logins
    ]
    stop = asyncio.Event()
    tasks = [asyncio.create_task(writer.work(stop)) for writer in writers]
    while not all(writer.saves > 2 for writer in writers):
        await asyncio.sleep(0.1)
    for _ in range(kills):
        await asyncio.sleep(dice.uniform(0.1, 1.5))
        server.kill()
        await asyncio.to_thread(server.start)
    await asyncio.sleep(2)
    server.kill()
    stop.set()
    await asyncio.gather(*tasks)
    return writers


def _lost(server: RunningServer, writers: list[Writer]) -> list[str]:
    lost = []
    with closing(sqlite3.connect(server.home / "workbench.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for writer in writers:
            who = (writer.student.attempt,)
            events = db.execute(
                "SELECT seq, action, params FROM events WHERE attempt_id = ? ORDER BY seq", who
            ).fetchall()
            assert [event[0] for event in events] == list(range(1, len(events) + 1))
            written = {json.loads(event[2])["body"] for event in events if event[1] == "write"}
            lost += [
                f"{writer.student.login}: an event of {body[:12]}"
                for body in writer.hand_saves
                if body not in written
            ]
            ticked = sum(event[1] == "tick" for event in events)
            lost += (
                [f"{writer.student.login}: {writer.ticks - ticked} ticks"] if ticked < writer.ticks else []
            )
            for (tool, name), (rev, body) in writer.student.acknowledged.items():
                place = (*who, tool, name)
                kept = db.execute(
                    "SELECT rev, body FROM drafts WHERE attempt_id = ? AND tool = ? AND field = ?", place
                ).fetchone()
                if kept is None or kept[0] < rev or (kept[0] == rev and kept[1] != body):
                    lost.append(
                        f"{writer.student.login}: draft {tool} {name} rev {rev}, found {kept and kept[0]}"
                    )
    return lost


def _drill(tmp_path, kills: int, seed: int) -> None:
    server = RunningServer(tmp_path / "home", demo=False)
    make_home(server.home, "seo-02", [f"A{number:04d}" for number in range(1, STUDENTS + 1)])
    server.start()
    try:
        writers = asyncio.run(_storm(server, kills, seed))
    finally:
        server.kill()
    saves = sum(writer.saves for writer in writers)
    by_hand, ticks = (
        sum(len(writer.hand_saves) for writer in writers),
        sum(writer.ticks for writer in writers),
    )
    lost = _lost(server, writers)
    print(
        f"\n{kills} kills under {STUDENTS} writers: {saves} saves sent, {by_hand} acknowledged by hand or on leaving, "
        f"{ticks} acknowledged steps; lost: {len(lost)}"
    )
    assert all(writer.hand_saves for writer in writers), "every student must really have written"
    assert ticks > kills, "steps must really have been taken"
    assert lost == []


@pytest.mark.timeout(240)
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path) -> None:
    _drill(tmp_path, kills=5, seed=1)


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_nothing_acknowledged_is_lost_over_a_hundred_kills(tmp_path) -> None:
    _drill(tmp_path, kills=100, seed=20261123)
