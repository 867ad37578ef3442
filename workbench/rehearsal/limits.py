"""The limits of a rehearsal, each with its source."""

from __future__ import annotations

START_P99_MS = 5000.0
"""A whole room presses start within one second. Source: issue 4."""

SAVE_P95_MS = 50.0
"""Source: issue 4."""

PAGE_P95_MS = 300.0
"""At one action per 10 s a candidate. Source: issue 4."""

BACK_SECONDS = 10.0
"""After an accident the student is at the same place again so soon after the first answer.
Source: DESIGN 5.4."""

RESTART_SECONDS = 30.0
"""A server that is started again answers. Source: three times what a cold start takes on two shared cores."""

EXPIRY_SECONDS = 10.0
"""The server hands in by itself. Source: DESIGN 5.3."""

DESCRIPTORS_A_CANDIDATE = 8
"""Four for a page and one for saves (docs of the load runs), with room for a second tab and files."""

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
