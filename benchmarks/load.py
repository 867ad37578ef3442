"""A room of students at work on one process with SQLite: how fast is it, what is lost, what is full first.

    python benchmarks/load.py --students 200 --seconds 60
    python benchmarks/load.py --ladder

Each student takes one action on the exam page every 10 s (changes the tool, audits a page, ticks a step)
and saves the document every 3 s. Afterwards every acknowledged save is looked for in the database.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import gc
import json
import os
import random
import secrets
import sqlite3
import tempfile
import time
import urllib.parse
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import psutil

from workbench.rehearsal.server import RunningServer
from workbench.rehearsal.student import Lost, Student
from workbench.settings import Settings
from workbench.store import people, signins
from workbench.testing import narrowed
from workbench.usecases import running_sitting
from workbench.usecases.roster import Candidate
from workbench.usecases.workbench import open_workbench

ACTION_SECONDS = 10.0
SAVE_SECONDS = 3.0
TASK = "seo-02"
TOOLS = ("TDK 与密度查询", "网站后台", "表格", "文档", "提交夹")
LADDER = (50, 100, 200, 400)
SATURATED_PERCENT = 85
"""One process runs Python on one core: above this share of it, the core is what is full."""


def prepare(home: Path, students: int) -> dict[str, str]:
    """A home with a drawn and open sitting; the session cookie of every student (hashing is not measured)."""
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}))
    logins = [f"A{number:04d}" for number in range(1, students + 1)]
    tokens = {login: secrets.token_urlsafe(32) for login in logins}
    now = time.time()
    with wb.store.writing() as conn:
        for login in [*logins, "runner"]:
            role = "student" if login in tokens else "administrator"
            person = people.add_person(conn, login=login, name=login, role=role, secret_hash="-", created=now)
            if login in tokens:
                token = sha256(tokens[login].encode()).hexdigest()
                signins.add_signin(conn, token_hash=token, person_id=person, created=now, expires=now + 9999)
        runner = people.person_by_login(conn, "runner")
    if runner is None:
        raise RuntimeError("the runner was not kept")
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, TASK))
    policy = {"modules": ["promotion"], "item_policy": "by_part"}
    sitting = running_sitting.plan(wb, "load", policy=policy)
    roster = [Candidate(login, login) for login in logins]
    running_sitting.draw_sitting(wb, runner, sitting, roster, ceremony="load")
    running_sitting.open_sitting(wb, runner, sitting)
    wb.store.close()
    return {login: f"workbench_session={token}" for login, token in tokens.items()}


@dataclass
class Figures:
    """What one run measured, in milliseconds."""

    opened: list[float] = field(default_factory=list)
    actions: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    client_cpu: list[float] = field(default_factory=list)
    memory_mb: float = 0.0
    descriptors: int = 0


@dataclass
class Worker:
    """One student of the room: saves over a connection of its own that is kept open, as a browser does."""

    student: Student
    figures: Figures
    dice: random.Random
    acknowledged: tuple[int, str] = (0, "")
    rev: int = 0
    is_measuring: bool = False

    async def enter(self) -> None:
        """Open the page and start the hour."""
        self.figures.opened.append(await self.student.open())
        await self.student.use("start", True)
        if not self.student.attempt:
            raise Lost("the exam page did not come")

    async def act_on(self, stop: asyncio.Event) -> None:
        """Take an action now and then."""
        await asyncio.sleep(self.dice.uniform(0, ACTION_SECONDS))
        while not stop.is_set():
            try:
                milliseconds = await self._action()
                if self.is_measuring:
                    self.figures.actions.append(milliseconds)
            except (Lost, KeyError) as error:
                self.figures.faults.append(f"action: {error}")
                return
            await asyncio.sleep(self.dice.uniform(0.5, 1.5) * ACTION_SECONDS)

    async def _action(self) -> float:
        widgets = self.student.widgets
        audit = "FormSubmitter:seo-checker-ask-查询"
        ticks = [key for key in widgets if key.startswith("desk-brief-done-")]
        if audit in widgets and self.dice.random() < 0.6:
            address = widgets["seo-checker-address"]
            address.value = self.dice.choice(list(address.proto.options))
            return await self.student.use(audit, True)
        if ticks and self.dice.random() < 0.3:
            key = self.dice.choice(ticks)
            return await self.student.use(key, not self.student.is_ticked(key))
        return await self.student.choose("tool", self.dice.choice(TOOLS))

    async def save_on(self, stop: asyncio.Event) -> None:
        """Save again and again."""
        await asyncio.sleep(self.dice.uniform(0, SAVE_SECONDS))
        url = urllib.parse.urlsplit(self.student.base)
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        while not stop.is_set():
            try:
                await self._save(reader, writer)
            except (OSError, asyncio.IncompleteReadError, Lost, TimeoutError) as error:
                self.figures.faults.append(f"save: {error}")
                return
            await asyncio.sleep(self.dice.uniform(0.5, 1.5) * SAVE_SECONDS)
        writer.close()

    async def _save(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.rev += 1
        body = f"第 {self.rev} 次保存。" + "诊断方案的正文。" * self.dice.randrange(20, 120)
        place = {"attempt": self.student.attempt, "holder": self.student.holder, "tool": "desk.doc"}
        raw = json.dumps(place | {"field": "03", "rev": self.rev, "body": body, "by": "timer"}).encode()
        head = (
            f"POST /autosave HTTP/1.1\r\nHost: {urllib.parse.urlsplit(self.student.base).netloc}\r\n"
            f"Origin: {self.student.base}\r\nSec-Fetch-Site: same-origin\r\nCookie: {self.student.cookie}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        began = time.perf_counter()
        writer.write(head.encode() + raw)
        async with asyncio.timeout(30):
            answer = await reader.readuntil(b"\r\n\r\n")
            fields = dict(
                line.lower().split(": ", 1) for line in answer.decode().split("\r\n")[1:] if ": " in line
            )
            said = await reader.readexactly(int(fields["content-length"]))
        if not answer.startswith(b"HTTP/1.1 200"):
            raise Lost(f"{answer[:60]!r} {said[:120]!r}")
        if self.is_measuring:
            self.figures.saves.append((time.perf_counter() - began) * 1000)
        self.acknowledged = (json.loads(said)["rev"], body)


async def room(
    server: RunningServer, cookies: dict[str, str], seconds: float
) -> tuple[Figures, list[Worker]]:
    """Let the room work for ``seconds`` after everybody has entered."""
    figures = Figures()
    workers = [
        Worker(Student(server.base, login, "", cookie), figures, random.Random(login))
        for login, cookie in cookies.items()
    ]
    gate = asyncio.Semaphore(8)

    async def enter(worker: Worker) -> None:
        async with gate:
            await worker.enter()

    await asyncio.gather(*(enter(worker) for worker in workers))
    gc.collect()
    gc.freeze()  # the generator's own collector must not be measured
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(work(stop)) for worker in workers for work in (worker.act_on, worker.save_on)
    ]
    await asyncio.sleep(ACTION_SECONDS)
    for worker in workers:
        worker.is_measuring = True
    await _watch(server, figures, seconds)
    stop.set()
    await asyncio.wait(tasks, timeout=30)
    for worker in workers:
        await worker.student.close()
    return figures, workers


async def _watch(server: RunningServer, figures: Figures, seconds: float) -> None:
    if server.process is None:
        raise RuntimeError("the server is not running")
    process, own = psutil.Process(server.process.pid), psutil.Process(os.getpid())
    process.cpu_percent()
    own.cpu_percent()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(2)
        figures.cpu.append(process.cpu_percent())
        figures.client_cpu.append(own.cpu_percent())
    figures.memory_mb = process.memory_info().rss / 2**20
    figures.descriptors = process.num_fds()


def lost(home: Path, workers: list[Worker]) -> list[str]:
    """Acknowledged saves that the database does not hold."""
    missing = []
    with closing(sqlite3.connect(home / "workbench.db")) as db:
        for worker in workers:
            rev, body = worker.acknowledged
            query = "SELECT rev, body FROM drafts WHERE attempt_id = ? AND tool = 'desk.doc' AND field = '03'"
            kept = db.execute(query, (worker.student.attempt,)).fetchone()
            if kept is None or kept[0] < rev or (kept[0] == rev and kept[1] != body):
                missing.append(worker.student.login)
    return missing


def share(values: list[float], percent: int) -> float:
    """The value below which ``percent`` of ``values`` lie."""
    ordered = sorted(values) or [float("nan")]
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def run_once(students: int, seconds: float) -> None:
    """Prepare, run and print one row."""
    with tempfile.TemporaryDirectory(prefix="wb-load-") as folder:
        server = RunningServer(Path(folder) / "home", demo=False)
        cookies = prepare(server.home, students)
        server.start()
        try:
            figures, workers = asyncio.run(room(server, cookies, seconds))
        finally:
            server.stop()
        missing = lost(server.home, workers)
    print(_row(students, figures, len(missing)), flush=True)
    for fault in figures.faults[:3]:
        print(f"     {fault}")


def _row(students: int, figures: Figures, missing: int) -> str:
    page, saves = (
        f"{name} p50 {share(values, 50):4.0f} p95 {share(values, 95):4.0f} p99 {share(values, 99):4.0f} ms"
        f" ({len(values)})"
        for name, values in (("page", figures.actions), ("save", figures.saves))
    )
    cpu = share(figures.cpu, 50)
    used = f"server CPU {cpu:3.0f} % of a core (client {share(figures.client_cpu, 50):3.0f} %)"
    size = f"{figures.memory_mb:.0f} MB, {figures.descriptors} fds"
    full = "server CPU (one core)" if cpu > SATURATED_PERCENT else "none"
    faults = f"lost {missing} | faults {len(figures.faults)}"
    return f"{students:4} students | {page} | {saves} | {faults} | {used}, {size} | saturated: {full}"


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--ladder", action="store_true", help="50, 100, 200 and 400 students")
    options = parser.parse_args()
    for students in LADDER if options.ladder else (options.students,):
        run_once(students, options.seconds)


if __name__ == "__main__":
    main()
