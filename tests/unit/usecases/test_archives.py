"""Archives made from a page: in the background, listed, fetched by administrators."""

from __future__ import annotations

import threading

import pytest
from stages import copied, make

from workbench.domain.errors import Absent, NotAllowed, Refused, StoreError
from workbench.usecases import archives, archiving
from workbench.usecases.jobs import Jobs


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    return make(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def world(stages, tmp_path):
    with copied(stages["over"], tmp_path) as made:
        yield made


def finished(world) -> None:
    (thread,) = [one for one in threading.enumerate() if one.name.startswith("archive-")] or [None]
    if thread is not None:
        thread.join()


def test_an_archive_is_made_listed_and_verifies(world) -> None:
    gl = world.people["gl"]
    job = archives.start(world.wb, gl, world.sitting, with_names=False, settle=True)
    finished(world)
    assert (job.fault, job.is_done) == (None, True)
    (kept,) = archives.kept(world.wb, gl, world.sitting)
    assert (kept.with_names, kept.settled, kept.path) == (False, True, job.path)
    assert kept.seal[:12] in kept.path.name
    assert archiving.verify_archive(kept.path, seal=kept.seal).faults == ()
    assert archives.file(world.wb, gl, world.sitting, kept.seal) == kept.path
    kept.path.unlink()
    with pytest.raises(Absent):
        archives.file(world.wb, gl, world.sitting, kept.seal)


def test_what_is_refused_is_refused_before_anything_is_written(stages, tmp_path) -> None:
    with copied(stages["released"], tmp_path) as world:
        with pytest.raises(Refused, match="没有答复"):
            archives.start(world.wb, world.people["gl"], world.sitting, with_names=True, settle=True)
        assert not (world.wb.settings.home / "archives").exists()


@pytest.mark.parametrize("login", ["A0001", "kp1", "jk", "js"])
def test_only_an_administrator_comes_near_an_archive(world, login) -> None:
    other = world.people[login]
    for act in (
        lambda: archives.start(world.wb, other, world.sitting, with_names=True, settle=False),
        lambda: archives.kept(world.wb, other, world.sitting),
        lambda: archives.running(world.wb, other, world.sitting),
        lambda: archives.file(world.wb, other, world.sitting, "0" * 64),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_job_that_runs_is_not_started_twice(tmp_path) -> None:
    jobs, go_on = Jobs(), threading.Event()
    part = tmp_path / "a.part"

    def slow():
        part.write_bytes(b"1234")
        go_on.wait(20)
        return part

    first = jobs.start("one", part, slow)
    assert jobs.start("one", part, slow) is first is jobs.of("one")
    go_on.set()
    for thread in [one for one in threading.enumerate() if one.name == "one"]:
        thread.join()
    assert (first.path, first.written_bytes) == (part, 4)
    assert jobs.start("one", part, slow) is not first


def test_a_job_that_fails_says_why(tmp_path) -> None:
    def fails():
        raise StoreError("no room")

    job = Jobs().start("one", tmp_path / "a.part", fails)
    for thread in [one for one in threading.enumerate() if one.name == "one"]:
        thread.join()
    assert (job.fault, job.is_done, job.written_bytes) == ("no room", True, 0)
