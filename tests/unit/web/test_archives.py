from __future__ import annotations

import io

import pytest

from workbench.usecases import archives, archiving, running_sitting


@pytest.fixture
def kept(site):
    school = site.school
    gl = school.people["gl"]
    running_sitting.close_sitting(school.wb, gl, school.sitting)
    folder = school.wb.settings.home / "archives"
    folder.mkdir()
    made = archiving.archive_sitting(school.wb, gl, school.sitting, folder / "new.zip")
    (folder / "new.zip").rename(folder / f"sitting-{school.sitting}-{made.seal[:12]}.zip")
    (one,) = archives.kept(school.wb, gl, school.sitting)
    return f"/archive/{school.sitting}/{one.seal}"


def test_an_administrator_fetches_an_archive_as_it_was_sealed(site, kept, tmp_path) -> None:
    answer = site.browser("gl").get(kept)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "no-store" in answer.headers["cache-control"]
    (tmp_path / "a.zip").write_bytes(io.BytesIO(answer.content).read())
    assert archiving.verify_archive(tmp_path / "a.zip", seal=kept.rpartition("/")[2]).faults == ()


@pytest.mark.parametrize(
    ("login", "status"), [("A0001", 403), ("kp1", 403), ("jk", 403), ("js", 403), (None, 401)]
)
def test_nobody_else_does(site, kept, login, status) -> None:
    assert (site.browser(login) if login else site.browser()).get(kept).status_code == status


@pytest.mark.parametrize(
    "path", ["/archive/1/" + "0" * 64, "/archive/x/1", "/archive/99/abc", "/archive/1/..%2F.."]
)
def test_an_archive_that_is_none_is_absent(site, kept, path) -> None:
    assert site.browser("gl").get(path).status_code in (400, 404)
