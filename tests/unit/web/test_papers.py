from __future__ import annotations

import io
import zipfile

import pytest

from workbench.usecases import running_sitting, sitting_exam
from workbench.usecases.filing import kept
from workbench.usecases.filing.bundle import Wanted
from workbench.usecases.filing.rights import Asking


@pytest.fixture
def bundle(site) -> str:
    school = site.school
    attempt = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt, "page")
    running_sitting.close_sitting(school.wb, school.people["gl"], school.sitting)
    return kept.make(school.wb, Asking(school.people["gl"], school.sitting), Wanted(("csv", "sheets")))


def test_who_made_a_bundle_fetches_it_whole(site, bundle) -> None:
    answer = site.browser("gl").get(f"/papers/{bundle}")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None
        assert "成绩.csv" in file.namelist()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_bundle_is_nobody_elses(site, bundle) -> None:
    assert site.browser("A0001").get(f"/papers/{bundle}").status_code == 403
    assert site.browser("jk").get(f"/papers/{bundle}").status_code == 403
    assert site.browser("kp1").get(f"/papers/{bundle}").status_code == 403
    assert site.browser().get(f"/papers/{bundle}").status_code == 401


@pytest.mark.parametrize("name", ["x.zip", "..%2Fworkbench.db", "1-names-1-1-aaaaaaaaaaaaaaaa.zip"])
def test_another_name_opens_nothing(site, bundle, name) -> None:
    assert site.browser("gl").get(f"/papers/{name}").status_code in (400, 404)
