from __future__ import annotations

from pathlib import Path

import pytest

from workbench.settings import Settings, SettingsError


def test_with_nothing_said_everything_has_a_place_in_the_home(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = Settings.read({})
    assert found.home == tmp_path / "workbench-home"
    assert found.database_url == f"sqlite:///{(found.home / 'workbench.db').as_posix()}"
    assert found.blobs_url == str(found.home / "blobs")
    assert (found.host, found.port, found.demo) == ("127.0.0.1", 8501, False)


def test_the_environment_is_read_and_the_command_line_has_the_last_word(tmp_path) -> None:
    env = {"WORKBENCH_HOME": str(tmp_path / "a"), "WORKBENCH_PORT": "9000", "WORKBENCH_HTTPS": "1"}
    found = Settings.read(env, port=9001, home=tmp_path / "b", demo=True, plugins_dir=None)
    assert (found.port, found.home, found.https, found.demo) == (9001, tmp_path / "b", True, True)
    assert found.plugins_dir is None


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"WORKBENCH_PORT": "http"}, "WORKBENCH_PORT: found 'http'"),
        ({"WORKBENCH_PORT": "70000"}, "WORKBENCH_PORT: found 70000"),
        ({"WORKBENCH_HTTPS": "perhaps"}, "WORKBENCH_HTTPS: found 'perhaps'"),
        ({"WORKBENCH_PLUGINS_DIR": "/no/such/folder"}, "WORKBENCH_PLUGINS_DIR"),
        ({"WORKBENCH_HOME": __file__}, "is a file; want a folder"),
        ({"WORKBENCH_TRUSTED_PROXIES": "*"}, "WORKBENCH_TRUSTED_PROXIES: found '*'"),
    ],
)
def test_a_fault_is_named_with_what_is_wanted(env, named) -> None:
    with pytest.raises(SettingsError) as fault:
        Settings.read(env)
    assert named in str(fault.value)
    assert "want" in str(fault.value)


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(SettingsError) as fault:
        Settings.read({"WORKBENCH_PORT": "x", "WORKBENCH_DEMO": "x"})
    assert len(fault.value.faults) == 2


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="unknown settings"):
        Settings.read({}, colour="red")


def test_a_relative_home_becomes_absolute() -> None:
    assert Settings.read({}, home=Path("here")).home.is_absolute()


def test_trusted_proxies_are_addresses_and_networks_and_nobody_by_default() -> None:
    assert Settings.read({}).trusted_proxies == ()
    env = {"WORKBENCH_TRUSTED_PROXIES": "127.0.0.1, 10.1.0.0/16"}
    assert Settings.read(env).trusted_proxies == ("127.0.0.1", "10.1.0.0/16")
    assert Settings.read(env, trusted_proxies="::1").trusted_proxies == ("::1",)
