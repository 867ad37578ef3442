"""What a sitting's state lets be done: every act asks here, and is refused in the reader's words."""

from __future__ import annotations

from workbench.domain.errors import Absent, Refused
from workbench.store import sittings
from workbench.store.engine import Connection
from workbench.store.sittings import Sitting

TURNS = {
    "planned": "还没有冻结", "frozen": "已经冻结", "drawn": "已经抽签", "open": "已经开考",
    "closed": "已经结束", "marked": "已经评完", "released": "已经公布", "archived": "已经归档",
}  # fmt: skip
"""What a sitting in a state is said to be."""


def demand(conn: Connection, sitting_id: int, act: str, *states: str, held: bool = False) -> Sitting:
    """The sitting, when it is in one of ``states``. Raises Absent, or Refused naming the ``act``.

    ``held``: in a writing block, what others do with a held sitting comes before or after, never between.
    """
    if held:
        sittings.hold(conn, sitting_id)
    found = sittings.sitting(conn, sitting_id)
    if found is None or found.kind == "practice":
        raise Absent("没有这个场次。")
    if found.state not in states:
        raise Refused(f"“{found.name}”{TURNS[found.state]}，这时不能{act}。")
    return found
