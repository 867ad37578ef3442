"""Scoring stored scripts of seo-02: one by one as after a hand-in, and in batches.

Batches run in this process, on two processes, and on a Dask cluster that is started here.

The scripts are the task's good answer on each candidate's own numbers, kept in a store as an exam keeps them.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from distributed import LocalCluster
from one_task import hand_in_answers, make_home

from workbench.settings import Settings
from workbench.store import attempts, marks
from workbench.testing import narrowed
from workbench.usecases.regrade_trial import job_of
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.scoring_jobs import Job, Scored, Spread, score_all
from workbench.usecases.workbench import Workbench, open_workbench

TASK = "seo-02"


def main() -> None:
    """Print scripts a second for each way, and whether all ways agree."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scripts", type=int, default=1000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wb = _home(Path(folder), asked.scripts)
        jobs = _jobs(wb)
        found = {
            "one by one, kept": _timed(lambda: _one_by_one(wb, jobs)),
            "batch, 1 process": _timed(lambda: list(score_all(wb.registry, jobs))),
            "batch, 2 processes": _timed(lambda: list(score_all(wb.registry, jobs, Spread(processes=2)))),
            "batch, Dask, 2 workers": _on_dask(wb, jobs),
        }
        wb.store.close()
    first = found["one by one, kept"][0]
    for name, (seconds, _) in found.items():
        print(f"{name:24} {len(jobs) / seconds:7.0f} scripts/s   {first / seconds:5.2f} x one by one")
    results = [{one.attempt_id: one.outcomes for one in scored} for _, scored in found.values()]
    print("all ways agree:", all(result == results[0] for result in results))


def _home(folder: Path, scripts: int) -> Workbench:
    make_home(folder, TASK, [f"A{number:05d}" for number in range(1, scripts + 1)])
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(folder)}))
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, TASK))
    hand_in_answers(wb)
    return wb


def _jobs(wb: Workbench) -> list[Job]:
    with wb.store.reading() as conn:
        return [job_of(conn, attempt, {}) for attempt in attempts.attempts_in(conn, 1)]


def _one_by_one(wb: Workbench, jobs: list[Job]) -> list[Scored]:
    for job in jobs:
        score_attempt(wb, job.attempt_id)
    with wb.store.reading() as conn:
        return [Scored(job.attempt_id, marks.newest_outcomes(conn, job.attempt_id)) for job in jobs]


def _on_dask(wb: Workbench, jobs: list[Job]) -> tuple[float, list[Scored]]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        spread = Spread(scheduler=cluster.scheduler_address)
        return _timed(lambda: list(score_all(wb.registry, jobs, spread)))


def _timed(work: Callable[[], list[Scored]]) -> tuple[float, list[Scored]]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


if __name__ == "__main__":
    main()
