"""The limits of a rehearsal, each with its source."""

from __future__ import annotations

START_P99_MS = 5000.0
"""A whole room presses start within one second, and nobody waits longer for the paper. An hour has 3600
seconds: who gets the paper 5 s late has lost a seven-hundredth of it. A promise of this product."""

SAVE_P95_MS = 50.0
"""Half of the 100 ms within which an answer is felt as instant (Nielsen 1993, Usability Engineering, 5.5):
the network and the browser need their share. A promise of this product."""

PAGE_P95_MS = 300.0
"""At one action per 10 s a candidate. Below the second after which a flow of thought is broken (Nielsen, as
above), with room for the browser that has to draw. A promise of this product."""

UPLOAD_P95_MS = 2000.0
"""A file of 100 KB, its being read by the tool, and the page that shows it. A promise of this product."""

BACK_SECONDS = 10.0
"""After an accident the student is at the same place again so soon after the first answer.
A promise of this product (docs/decisions.md)."""

RESTART_SECONDS = 30.0
"""A server that is started again answers. Source: three times what a cold start takes on two shared cores."""

EXPIRY_SECONDS = 10.0
"""The server hands in by itself so soon after the end. A promise of this product (README.md)."""

DESCRIPTORS_A_CANDIDATE = 8
"""Four for a page, one for saves and one for heartbeats (measured), with room for a second tab and files."""

DESCRIPTORS_AT_LEAST = 2048
"""Source: the check that `workbench run` itself makes."""

MEGABYTES_A_CANDIDATE = 60.0
"""One upload of the largest size (50 MB) and what an hour writes to the database (under 5 MB)."""

MEGABYTES_AT_LEAST = 1024.0
"""The log, the database's journal and a backup need room as well."""

CLOCK_SECONDS = 2.0
"""A clock that jumps, or servers that differ, by more than this would be seen in the countdown."""

SATURATED_PERCENT = 85.0
"""Above this share a core is what is full."""
