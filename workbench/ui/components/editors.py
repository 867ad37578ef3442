"""The fields that save themselves, and the clock: what Python hands to the browser components.

Typing never reruns a script: the components post to /autosave by themselves. ``data`` should stay the
same from run to run, because changed data is sent to the browser again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.ui.components.mounting import component


def editor(
    *,
    attempt: str,
    holder: str,
    person: str,
    tool: str,
    field: str,
    rev: int,
    body: str,
    label: str,
    kind: str,
    rows: int,
    options: Mapping[str, Any],  # Any: the kind's own JSON
    locked: bool,
    key: str,
    saved_ms: int = 0,
) -> str:
    """Mount a text field and give back ``body``, the newest body that the server had when it was mounted.

    ``kind`` is ``text``, or ``doc`` with buttons for headings and lists. ``rev`` is the revision of
    ``body``, 0 before the first save; ``saved_ms`` is when the server took it. Options: ``placeholder``;
    ``length`` {"rule", "full": [low, high], "half": [low, high]}: the rule of counting.RULES that counts
    for marks, what is wanted, and what lies near it; ``put`` {"id", "body"}: a text to stand in the field
    from now on, taken once for each id and saved as if it had been typed.
    """
    data = _field(attempt, holder, person, tool, field) | {"rev": rev, "body": body, "saved_ms": saved_ms}
    shape = {"label": label, "kind": kind, "rows": rows, "options": dict(options), "locked": locked}
    component("editor")(key=key, data=data | shape)
    return body


def grid(
    *,
    attempt: str,
    holder: str,
    person: str,
    tool: str,
    field: str,
    rev: int,
    body: str,
    label: str,
    kind: str,
    rows: int,
    options: Mapping[str, Any],  # Any: the kind's own JSON
    locked: bool,
    key: str,
    saved_ms: int = 0,
) -> str:
    """Mount a table of cells and give back ``body``, as ``editor`` does.

    A body is ``{"columns": [str], "rows": [[str]]}`` as JSON text. Options: ``columns`` (the heads)
    and ``min_rows`` (``rows`` where it is absent). The button 计算公式 saves and reruns.
    """
    data = _field(attempt, holder, person, tool, field) | {"rev": rev, "body": body, "saved_ms": saved_ms}
    shape = {"label": label, "kind": kind, "options": {"min_rows": rows, **options}, "locked": locked}
    component("grid")(key=key, data=data | shape, on_compute_change=_rerun_only)
    return body


def uploader(
    *,
    attempt: str,
    tool: str,
    label: str,
    suffixes: tuple[str, ...],
    megabytes: int,
    locked: bool,
    key: str,
    on_arrived: Callable[[], None],
) -> None:
    """Mount a field that sends one file at a time to /upload.

    When the server has kept it, ``on_arrived`` runs; what the server said of the file stands in
    ``st.session_state[key]["arrived"]`` then: ``file`` (SHA-256), ``name``, ``size`` in bytes.
    """
    data = {"attempt": attempt, "tool": tool, "label": label, "suffixes": list(suffixes)}
    shape = {"megabytes": megabytes, "locked": locked}
    component("uploader")(key=key, data=data | shape, on_arrived_change=on_arrived)


def countdown(
    *,
    deadline_ms: int,
    server_ms: int,
    attempt: str,
    holder: str,
    key: str,
    on_expired: Callable[[], None],
    untimed: bool = False,
) -> None:
    """Mount the clock with the worst save state of all fields. Times are the server's, in milliseconds.

    ``server_ms`` is the server's time when the page began; every reply corrects the clock afterwards.
    ``on_expired`` runs once when the clock is past zero. A page that was taken over reruns by itself.
    ``untimed`` says 不限时 in the place of the time left.
    """
    data = {"deadline_ms": deadline_ms, "server_ms": server_ms, "attempt": attempt, "holder": holder}
    data |= {"untimed": untimed}
    component("countdown")(
        key=key, data=data, width="content", on_expired_change=on_expired, on_taken_change=_rerun_only
    )


def pulse(
    *,
    attempt: str,
    holder: str,
    state: str,
    held: bool,
    messages: Sequence[Mapping[str, Any]],  # Any: JSON leaves
    key: str,
) -> None:
    """Mount the page's heartbeat, with the banner of messages that the student has not confirmed.

    ``state`` is what the page shows (presence.state_of) and ``held`` whether it may write: when a
    heartbeat hears otherwise, the page runs again. A message is {"id", "body", "at" in milliseconds}.
    """
    data = {"attempt": attempt, "holder": holder, "state": state, "held": held, "messages": list(messages)}
    component("pulse")(key=key, data=data, on_changed_change=_rerun_only)


def _field(attempt: str, holder: str, person: str, tool: str, field: str) -> dict[str, Any]:
    return {"attempt": attempt, "holder": holder, "person": person, "tool": tool, "field": field}


def _rerun_only() -> None:
    """The run that follows shows the newest state."""
