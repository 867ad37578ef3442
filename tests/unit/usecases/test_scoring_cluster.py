"""Scoring on a Dask cluster that the test starts: the same outcomes as one by one."""

from __future__ import annotations

import dataclasses

import pytest
from one_task import hand_in_answers, make_home

from workbench.settings import Settings
from workbench.store import attempts, marks, people
from workbench.testing import narrowed
from workbench.usecases.batch_scoring import score_sitting
from workbench.usecases.regrade_trial import job_of
from workbench.usecases.scoring_jobs import Spread, score_job
from workbench.usecases.workbench import open_workbench

SCRIPTS = 60


@pytest.mark.drill
@pytest.mark.timeout(400)
@pytest.mark.filterwarnings("ignore")
def test_stored_scripts_are_scored_on_a_cluster_as_one_by_one(tmp_path) -> None:
    from distributed import LocalCluster

    make_home(tmp_path, "seo-02", [f"A{number:05d}" for number in range(SCRIPTS)])
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(tmp_path)}))
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, "seo-02"))
    hand_in_answers(wb)
    with wb.store.reading() as conn:
        jobs = [job_of(conn, one, {}) for one in attempts.attempts_in(conn, 1)]
        (by,) = people.people(conn, "administrator")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        spread = Spread(scheduler=cluster.scheduler_address)
        done = score_sitting(wb, by, 1, spread=spread)
    assert (done.scored, done.before, done.faults) == (SCRIPTS, 0, ())
    with wb.store.reading() as conn:
        kept = {job.attempt_id: marks.newest_outcomes(conn, job.attempt_id) for job in jobs}
    assert kept == {job.attempt_id: score_job(wb.registry, job).outcomes for job in jobs}
    assert score_sitting(wb, by, 1).scored == 0
    wb.store.close()
