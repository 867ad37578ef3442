"""What an examiner works with in the browser: notes on a text or a picture, and the way to a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.ui.components.mounting import component

Told = Mapping[str, Any]  # Any: what the browser says, checked by the use case
"""``start`` and ``end`` in characters, or ``x``, ``y``, ``w``, ``h`` as shares of the picture, or neither;
and ``body``."""


def annotator(
    *,
    shown: Mapping[str, object],
    remarks: Sequence[Mapping[str, object]],
    cited: Sequence[tuple[int, int]],
    locked: bool,
    key: str,
    on_noted: Callable[[], None],
    on_removed: Callable[[], None],
) -> None:
    """Mount a text or a picture with its notes.

    ``shown`` is {"kind": "text", "body", "label"} or {"kind": "picture", "url", "label"}. Each remark has
    ``id``, ``no``, ``place``, ``body``, ``who`` and ``mine``. ``cited`` are stretches of the text to mark.
    When a callback runs, ``st.session_state[key]`` holds ``noted`` (a Told) or ``removed`` (a remark's id).
    """
    data = {**shown, "remarks": list(remarks), "cited": [list(span) for span in cited], "locked": locked}
    component("annotator")(key=key, data=data, on_noted_change=on_noted, on_removed_change=on_removed)


def goto(selector: str, *, nonce: str, focus: bool = False) -> None:
    """Bring the first element of ``selector`` into sight, once for each ``nonce``; ``focus`` types there."""
    component("goto")(key="goto", data={"selector": selector, "nonce": nonce, "focus": focus})
