"""Go or no-go: one line for each check, from the figures alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.rehearsal import limits
from workbench.rehearsal.figures import Figures, Outage, Times

_SHOWN = 3  # faults of one line; the rest is counted


@dataclass(frozen=True, slots=True)
class Line:
    """One check. ``is_good`` None means that it was not tried; ``advice`` says what to do when it is bad."""

    id: str
    title: str
    measured: str
    limit: str
    is_good: bool | None
    advice: str = ""

    @property
    def verdict(self) -> str:
        """The word that is printed."""
        return {True: "go", False: "NO-GO", None: "not tried"}[self.is_good]


def judge(figures: Figures) -> tuple[Line, ...]:
    """Every check, in the order of the exam's day."""
    return tuple(
        line
        for part in (_machine, _entering, _working, _beside, _tools, _accidents, _keeping, _ending, _scoring)
        for line in part(figures)
    )


def is_go(lines: Sequence[Line]) -> bool:
    """Whether the exam may be held: nothing that was tried was bad."""
    return all(line.is_good is not False for line in lines)


def saturated(figures: Figures) -> str:
    """Which resource was full while it was calm, the nearest to the student first."""
    load = figures.load
    full = [
        f"a core under {server.name}"
        for server in load.servers
        if server.busiest_percent > limits.SATURATED_PERCENT
    ]
    if load.client_percent > limits.SATURATED_PERCENT:
        full.append("the rehearsal's own core: its latencies are the client's, not the server's")
    if load.machine_percent > limits.SATURATED_PERCENT:
        full.append("all cores of this machine")
    return "; ".join(full) or "none"


def _machine(figures: Figures) -> Iterator[Line]:
    found, people = figures.machine, figures.candidates
    wanted = max(limits.DESCRIPTORS_AT_LEAST, limits.DESCRIPTORS_A_CANDIDATE * people)
    yield Line(
        "descriptors",
        "open files",
        _files(found.descriptors),
        f">= {wanted}",
        found.descriptors is None or found.descriptors >= wanted,
        "Raise the limit of open files: ulimit -Hn, or LimitNOFILE= in the systemd unit.",
    )
    megabytes = max(limits.MEGABYTES_AT_LEAST, limits.MEGABYTES_A_CANDIDATE * people)
    yield Line(
        "disk",
        "free disk",
        f"{found.free_megabytes:.0f} MB",
        f">= {megabytes:.0f} MB",
        found.free_megabytes >= megabytes,
        "Make room on the disk that holds the home.",
    )
    yield Line(
        "durability",
        "database writes through",
        found.durability + _some(found.unsafe),
        "as the product sets it",
        not found.unsafe,
        "Put back the database's safe settings: a power cut would lose acknowledged work.",
    )
    yield Line(
        "clock",
        "clock",
        f"off by {found.clock_seconds:.2f} s",
        f"< {limits.CLOCK_SECONDS:.0f} s",
        found.clock_seconds < limits.CLOCK_SECONDS,
        "Let one time service set all servers, and let it settle before the exam.",
    )


def _entering(figures: Figures) -> Iterator[Line]:
    for key, title, found in (
        ("sign_in", "sign-in", figures.sign_in),
        ("open", "waiting room", figures.opened),
    ):
        yield Line(
            key,
            title,
            f"{found.count} of {figures.candidates} in, p95 {found.p95:.0f} ms{_some(found.faults)}",
            "everybody",
            _everybody(found, figures.candidates),
            "Read the server's log; nobody may be left outside.",
        )
    start = figures.start
    yield Line(
        "start",
        "start storm, all within 1 s",
        _spread(start),
        f"p99 < {limits.START_P99_MS:.0f} ms, no error",
        _everybody(start, figures.candidates) and start.p99 < limits.START_P99_MS,
        "Start the room in two groups, or spread it over two processes (deploy/README.md).",
    )


def _working(figures: Figures) -> Iterator[Line]:
    for key, title, found, limit in (
        ("save", "saving, calm", figures.save, limits.SAVE_P95_MS),
        ("page", "page action, calm", figures.page, limits.PAGE_P95_MS),
    ):
        yield Line(
            key,
            title,
            _spread(found),
            f"p95 < {limit:.0f} ms, no error",
            found.count > 0 and not found.faults and found.p95 < limit,
            "End other programs on the server; if it still is slow, take two processes (deploy/README.md).",
        )


def _beside(figures: Figures) -> Iterator[Line]:
    for key, title, found in (
        ("beat", "heartbeats, calm", figures.beat),
        ("look", "simulated pages and files, calm", figures.look),
        ("file", "uploads with the page after, calm", figures.file),
    ):
        is_tried = found.count > 0 or bool(found.faults)
        limit = limits.UPLOAD_P95_MS if key == "file" else limits.PAGE_P95_MS
        yield Line(
            key,
            title,
            _spread(found),
            f"p95 < {limit:.0f} ms, no error",
            not found.faults and found.p95 < limit if is_tried else None,
            "End other programs on the server; if it still is slow, take two processes (deploy/README.md).",
        )


def _tools(figures: Figures) -> Iterator[Line]:
    broken = figures.broken_faces
    yield Line(
        "faces",
        "tools that could not be drawn",
        f"{len(broken)}{_some(broken)}",
        "0",
        not broken,
        "Take the named task out of the bank, or repair its plugin: workbench check.",
    )
    idle = [one.tool for one in figures.used if not one.taken]
    steps = sum(sum(one.taken.values()) for one in figures.used)
    refused = sum(one.refused for one in figures.used)
    worked = f"{len(figures.used) - len(idle)} of {len(figures.used)}"
    yield Line(
        "used",
        "tools that were worked with",
        f"{worked}, {steps} steps, {refused} refused{_some(idle)}",
        "each",
        None if idle else True,
        "Rehearse longer, or with more candidates.",
    )


def _accidents(figures: Figures) -> Iterator[Line]:
    if figures.drop is not None:
        yield _outage("drop", "dropped connections", figures.drop)
    for number, kill in enumerate(figures.kills, start=1):
        yield _outage(f"kill{number}", f"kill {number} of {figures.kills_wanted}", kill)
    if len(figures.kills) < figures.kills_wanted:
        done = f"{len(figures.kills)} of {figures.kills_wanted}"
        yield Line("kills", "kills", done, "all", None, "Name a --kill-command for servers of your own.")
    advice = "Do not hold the exam; report it with the server's log."
    for key, title, faults in (
        ("two_tabs", "two tabs: the older is refused", figures.two_tabs),
        ("wrong_clock", "a computer with a wrong clock", figures.wrong_clock),
        ("full_disk", "the disk is full: said, and nothing pretended", figures.full_disk),
    ):
        yield _trial(key, title, faults, advice)


def _outage(key: str, title: str, found: Outage) -> Line:
    out = f", {found.still_out} never" if found.still_out else ""
    return Line(
        key,
        title,
        f"answers after {found.down_seconds:.1f} s, all work {found.back_seconds:.1f} s later{out}",
        f"< {limits.RESTART_SECONDS:.0f} s, < {limits.BACK_SECONDS:.0f} s",
        not found.still_out
        and found.down_seconds < limits.RESTART_SECONDS
        and found.back_seconds < limits.BACK_SECONDS,
        "Take a faster computer or fewer candidates a process; plan time credit for an outage.",
    )


def _trial(key: str, title: str, faults: tuple[str, ...] | None, advice: str) -> Line:
    if faults is None:
        return Line(key, title, "", "no fault", None)
    return Line(key, title, f"{len(faults)} faults{_some(faults)}", "no fault", not faults, advice)


def _keeping(figures: Figures) -> Iterator[Line]:
    kept = figures.kept
    yield Line(
        "lost",
        "acknowledged work that was lost",
        f"{len(kept.lost)} of {kept.saves} saves and {kept.steps} steps{_some(kept.lost)}",
        "0",
        not kept.lost and kept.saves > 0,
        "Do not hold the exam on this computer: its disk forgets.",
    )


def _ending(figures: Figures) -> Iterator[Line]:
    ended = figures.ended
    yield Line(
        "hand_in",
        "handed in by hand",
        f"{ended.by_hand} of {ended.by_hand_wanted}{_some(ended.faults)}",
        "all",
        ended.by_hand == ended.by_hand_wanted and not ended.faults,
        "Read the server's log.",
    )
    late = f", {ended.late_saves_taken} late saves taken" if ended.late_saves_taken else ""
    yield Line(
        "expiry",
        "handed in when time was up",
        f"{ended.by_time} of {ended.by_time_wanted}, the last {ended.latest_seconds:.1f} s after{late}",
        f"all, < {limits.EXPIRY_SECONDS:.0f} s, none later",
        ended.by_time == ended.by_time_wanted
        and ended.latest_seconds < limits.EXPIRY_SECONDS
        and not ended.late_saves_taken,
        "End other programs on the server, so that the end comes in time.",
    )


def _scoring(figures: Figures) -> Iterator[Line]:
    scored = figures.scored
    yield Line(
        "scored",
        "scored",
        f"{scored.scored} of {scored.wanted} in {scored.seconds:.1f} s{_some(scored.failed_lines)}",
        "all, no line failed",
        scored.scored == scored.wanted and not scored.failed_lines,
        "A criterion failed: workbench check says where. Its lines wait for an examiner.",
    )
    yield Line(
        "export",
        "scores exported and read back",
        f"{scored.exported_rows} rows{_some(scored.export_faults)}",
        "the same",
        not scored.export_faults and scored.exported_rows > 0,
        "Report it.",
    )
    yield Line(
        "draw",
        "the draw recomputes",
        f"{len(scored.draw_faults)} faults{_some(scored.draw_faults)}",
        "no fault",
        not scored.draw_faults,
        "Do not use this draw; report it.",
    )


def _everybody(found: Times, candidates: int) -> bool:
    return found.count == candidates and not found.faults


def _spread(found: Times) -> str:
    shown = f"p50 {found.p50:.0f} p95 {found.p95:.0f} p99 {found.p99:.0f} ms of {found.count}"
    return f"{shown}, {len(found.faults)} errors{_some(found.faults)}"


def _files(limit: int | None) -> str:
    return "no limit" if limit is None else str(limit)


def _some(faults: Sequence[str]) -> str:
    if not faults:
        return ""
    more = f"; {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return f" ({'; '.join(faults[:_SHOWN])}{more})"
