from __future__ import annotations

import gc
import resource
from types import SimpleNamespace

import anyio
import anyio.from_thread
import pytest
from streamlit import config

from workbench.host.registry import Registry, Rejected
from workbench.settings import Settings
from workbench.web import options, selfcheck, serve, tuning
from workbench.web.lifespan import every
from workbench.web.selfcheck import Fault, Unfit


@pytest.fixture
def applied(tmp_path, monkeypatch):
    """Streamlit's options as ``workbench run`` sets them, against a hostile file and environment."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        '[runner]\npostScriptGC = true\n[server]\nfileWatcherType = "poll"\nenableAgentApi = true\n'
        '[server.trustedUserHeaders]\nX-Evil = "login"\n[client]\nshowErrorDetails = "full"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "_config_options", None)
    settings = Settings.read({}, home=tmp_path / "home")
    options.apply(settings)
    yield settings
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)


def test_our_options_win_over_any_configuration_file(applied) -> None:
    assert options.wrong_options(applied) == ()
    assert options.found("server.trustedUserHeaders") == {
        "X-Workbench-Login": "login",
        "X-Workbench-Role": "role",
    }
    assert options.found("runner.postScriptGC") is False


def test_an_option_that_did_not_take_is_named(applied) -> None:
    config.set_option("runner.postScriptGC", True)
    assert options.wrong_options(applied) == ("Streamlit option runner.postScriptGC: found True, want False",)


def test_authoring_watches_files_and_an_exam_does_not(tmp_path) -> None:
    assert options.options(Settings.read({}, home=tmp_path))["server.fileWatcherType"] == "none"
    assert (
        options.options(Settings.read({}, home=tmp_path, authoring=True))["server.fileWatcherType"] == "auto"
    )


@pytest.mark.parametrize(
    ("installed", "is_right"), [("1.67.0", True), ("1.67", True), ("1.68.0", False), ("1.670", False)]
)
def test_only_the_proven_streamlit_is_accepted(installed, is_right) -> None:
    assert (selfcheck.streamlit_faults(installed) == ()) is is_right


def test_too_few_open_files_forbid_an_exam_but_not_a_demo() -> None:
    assert selfcheck.descriptor_faults(1024, is_decisive=True)[0].is_decisive
    assert not selfcheck.descriptor_faults(1024, is_decisive=False)[0].is_decisive
    assert selfcheck.descriptor_faults(4096, is_decisive=True) == ()
    assert selfcheck.descriptor_faults(None, is_decisive=True) == ()


def test_a_decisive_fault_stops_the_start_and_a_warning_does_not() -> None:
    selfcheck.demand_fit([Fault("slow", is_decisive=False)])
    with pytest.raises(Unfit, match="broken"):
        selfcheck.demand_fit([Fault("slow", is_decisive=False), Fault("broken")])


def test_a_store_that_does_not_answer_is_decisive(school) -> None:
    assert selfcheck.store_faults(school.wb) == ()
    with school.wb.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM alembic_version")
    (fault,) = selfcheck.store_faults(school.wb)
    assert fault.is_decisive
    assert "store does not answer" in fault.text


def test_a_plugin_that_was_left_out_is_a_warning() -> None:
    (fault,) = selfcheck.plugin_faults(Registry({}, (Rejected("bad", "folder", "no module"),)))
    assert (fault.is_decisive, "bad" in fault.text) == (False, True)


def test_dropped_sessions_are_kept_for_a_whole_hall() -> None:
    tuning.enlarge_session_store()
    assert selfcheck.session_store_faults(tuning.kept_sessions()) == ()
    assert selfcheck.session_store_faults(128)[0].is_decisive


def test_the_limit_of_open_files_is_raised_to_the_hard_one() -> None:
    tuning.raise_descriptors()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft == hard


def test_the_warm_up_takes_what_is_loaded_out_of_the_collector() -> None:
    try:
        tuning.warm_up(Registry({}, ()))
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_work_beside_the_requests_goes_on_after_a_fault(caplog) -> None:
    turns = []

    async def three_turns() -> None:
        done = anyio.Event()

        def work() -> None:
            turns.append(len(turns))
            if len(turns) == 1:
                raise ZeroDivisionError
            if len(turns) == 3:
                anyio.from_thread.run_sync(done.set)

        async with anyio.create_task_group() as group:
            group.start_soon(every, 0.001, work)
            await done.wait()
            group.cancel_scope.cancel()

    anyio.run(three_turns)
    assert "work beside the requests failed" in caplog.text


def test_a_port_that_is_taken_is_said(tmp_path) -> None:
    with serve.listen(Settings.read({}, home=tmp_path, port=0)) as taken:
        taken.listen()
        busy = Settings.read({}, home=tmp_path, port=taken.getsockname()[1])
        with pytest.raises(serve.NotListening, match="choose another --port"):
            serve.listen(busy)


def test_a_browser_that_comes_back_costs_no_walk_over_all_modules(monkeypatch) -> None:
    from streamlit.runtime.app_session import AppSession

    monkeypatch.setattr(AppSession, "register_file_watchers", AppSession.register_file_watchers)
    session = SimpleNamespace(_local_sources_watcher=None)
    tuning.forgo_watchers()
    AppSession.register_file_watchers(session)  # what Streamlit calls when it resumes a session
    assert session._local_sources_watcher is None
