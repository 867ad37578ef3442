"""CPU of one student action on the exam page, against the same page written bare in Streamlit.

    python benchmarks/action_cost.py

Both pages are served by the same tuned server settings and driven by the same protocol client, in turns in
one run. CPU is the server process's own, by the operating system. Aim: at most 1.5 times the bare page.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from one_task import make_home

from workbench.rehearsal.server import RunningServer, free_port
from workbench.rehearsal.student import Lost, Student

HERE = Path(__file__).parent
CHECKER, FOLDER, DOC, SITE = "TDK 与密度查询", "提交夹", "文档", "网站后台"
ACTIONS_A_ROUND = 40
ROUNDS = 5


@dataclass
class Side:
    """One of the two pages: its client, its server process, and CPU milliseconds an action by kind."""

    name: str
    student: Student
    process: psutil.Process
    keys: dict[str, str]
    cost: dict[str, list[float]] = field(default_factory=dict)

    async def measured(self, kind: str, action: Callable[[Side, int], Awaitable[None]], times: int) -> None:
        """Take the action ``times`` times and keep the CPU of one."""
        before = self.process.cpu_times()
        for number in range(times):
            await action(self, number)
        after = self.process.cpu_times()
        used = (after.user - before.user) + (after.system - before.system)
        self.cost.setdefault(kind, []).append(used * 1000 / times)


async def change_tool(side: Side, number: int) -> None:
    """Go round the tools."""
    await side.student.choose("tool", (CHECKER, FOLDER, DOC, SITE)[number % 4])


async def audit(side: Side, number: int) -> None:
    """Query one of the five pages."""
    address = side.student.widgets[side.keys["address"]]
    address.value = list(address.proto.options)[number % len(address.proto.options)]
    await side.student.use(side.keys["ask"], True)


async def type_name(side: Side, number: int) -> None:
    """Type a file's name into the folder."""
    key = next(key for key in side.student.widgets if key.startswith(side.keys["name"]))
    await side.student.use(key, f"A0001_SEO02_01_表{number}.xlsx")


async def tick(side: Side, number: int) -> None:
    """Tick a step, or take the tick back."""
    key = next(key for key in side.student.widgets if key.startswith(side.keys["tick"]))
    await side.student.use(key, number % 2 == 0)


async def whole_page(side: Side, number: int) -> None:
    """Run the whole page, as after a reconnect."""
    del number
    await side.student.rerun()


KINDS: tuple[tuple[str, str, Callable[[Side, int], Awaitable[None]]], ...] = (
    ("change tool", CHECKER, change_tool),
    ("audit a page", CHECKER, audit),
    ("type a file name", FOLDER, type_name),
    ("tick a step", CHECKER, tick),
    ("whole page", CHECKER, whole_page),
)


def bare_server(port: int) -> subprocess.Popen[bytes]:
    """The bare page, served as the product serves its own."""
    command = [sys.executable, str(HERE / "bare_server.py"), str(port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE)


async def compare(product: Side, bare: Side, rounds: int, times: int) -> None:
    """Measure both sides in turns."""
    for side in (product, bare):
        await _enter(side)
    for number in range(rounds + 1):
        for kind, tool, action in KINDS:
            for side in (product, bare) if number % 2 else (bare, product):
                await side.student.choose("tool", tool)
                await side.measured(kind, action, times)
        if number == 0:  # the first round warms caches on both sides
            product.cost.clear()
            bare.cost.clear()
    for side in (product, bare):
        await side.student.close()


async def _enter(side: Side) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            await side.student.open()
            break
        except Lost:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.2)
    if "start" in side.student.widgets:
        await side.student.use("start", True)


def report(product: Side, bare: Side) -> None:
    """Print the table."""
    print(f"{'action':18} {'product':>10} {'bare':>10} {'ratio':>7}   (CPU ms an action, median of rounds)")
    ratios = []
    for kind, _, _ in KINDS:
        ours, theirs = product.cost[kind], bare.cost[kind]
        ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
        ratios.append(ratio)
        print(f"{kind:18} {statistics.median(ours):10.1f} {statistics.median(theirs):10.1f} {ratio:7.2f}")
    print(f"{'all, mean ratio':18} {'':10} {'':10} {statistics.mean(ratios):7.2f}")
    for side in (product, bare):
        for fault in side.student.exceptions[:3]:
            print(f"{side.name}: {fault}")


def main() -> None:
    """Start both servers, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--times", type=int, default=ACTIONS_A_ROUND)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wb-cost-") as folder:
        server = RunningServer(Path(folder) / "home", demo=False)
        make_home(server.home, "seo-02")
        server.start()
        port = free_port()
        other = bare_server(port)
        try:
            if server.process is None:
                raise RuntimeError("the server is not running")
            student = Student(server.base, "A0001", server.accounts()["A0001"])
            student.sign_in()
            ours = {
                "address": "seo-checker-address", "ask": "FormSubmitter:seo-checker-ask-查询",
                "name": "desk-folder-name-01", "tick": "desk-brief-done-1",
            }  # fmt: skip
            theirs = {
                "address": "address",
                "ask": "FormSubmitter:ask-查询",
                "name": "name-01",
                "tick": "done-1",
            }
            product = Side("product", student, psutil.Process(server.process.pid), ours)
            guest = Student(f"http://127.0.0.1:{port}", "", "")
            bare = Side("bare", guest, psutil.Process(other.pid), theirs)
            asyncio.run(compare(product, bare, options.rounds, options.times))
        finally:
            server.stop()
            other.terminate()
            other.wait(10)
    report(product, bare)


if __name__ == "__main__":
    main()
