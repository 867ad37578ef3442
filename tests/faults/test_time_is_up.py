"""Time runs out with no browser open, on a real server."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from one_task import make_home

from workbench.domain.clock import GRACE_SECONDS
from workbench.rehearsal.server import RunningServer
from workbench.rehearsal.student import Lost, Student


def _row(home: Path, query: str, *values: object) -> tuple:
    with closing(sqlite3.connect(home / "workbench.db", timeout=10)) as db:
        return db.execute(query, values).fetchone()


@pytest.mark.timeout(120)
def test_the_newest_acknowledged_draft_is_handed_in_within_ten_seconds(tmp_path) -> None:
    import asyncio

    server = RunningServer(tmp_path / "home", demo=False)
    make_home(server.home, "seo-02")
    server.start()
    try:
        student = Student(server.base, "A0001", server.accounts()["A0001"])
        student.sign_in()

        async def begin() -> None:
            await student.open()
            await student.use("start", True)
            await student.close()

        asyncio.run(begin())
        student.save("desk.doc", "03", "第一版")
        # The hour is moved, not the clock: four seconds are left.
        with closing(sqlite3.connect(server.home / "workbench.db", timeout=10)) as db, db:
            deadline = time.time() + 4
            db.execute("UPDATE attempts SET began = ? WHERE id = ?", (deadline - 3600, student.attempt))
        student.save("desk.doc", "03", "最后一版")
        acknowledged = time.time()
        assert acknowledged < deadline

        query = "SELECT state, ended, ended_by FROM attempts WHERE id = ?"
        while (found := _row(server.home, query, student.attempt))[0] != "handed_in":
            assert time.time() < deadline + 15, "not handed in"
            time.sleep(0.1)
        late = time.time() - deadline
        print(f"\nhanded in {late:.1f} s after the deadline ({GRACE_SECONDS} s of grace)")
        assert found[2] == "time"
        assert late < 10  # the product's promise, not a timing of this machine
        last = _row(
            server.home,
            "SELECT params FROM events WHERE attempt_id = ? ORDER BY seq DESC LIMIT 1",
            student.attempt,
        )
        assert json.loads(last[0]) == {"field": "03", "body": "最后一版", "by": "end"}
        with pytest.raises(Lost, match="410"):
            student.save("desk.doc", "03", "太晚了")
    finally:
        server.stop()
