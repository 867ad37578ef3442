from __future__ import annotations

import pytest

from workbench.usecases import sitting_exam
from workbench.web.download import download, file_name


@pytest.fixture
def attempt(site) -> str:
    return site.school.start("A0001")


def send(client, attempt, body=b"\x89PNG", name="图.png", kind="image/png", **more):
    asked = {"attempt": attempt, "tool": "desk.doc", "name": name}
    return client.put("/upload", params=asked, content=body, headers={"content-type": kind} | more)


def test_a_file_is_kept_and_given_back_to_its_owner(site, attempt) -> None:
    me = site.browser("A0001")
    told = send(me, attempt, (part for part in (b"\x89P", b"NG"))).json()
    assert (told["name"], told["size"]) == ("图.png", 4)
    answer = me.get(f"/files/{attempt}/{told['file']}")
    assert (answer.content, answer.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert answer.headers["content-disposition"].startswith("inline")
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_file_is_no_other_students(site, attempt) -> None:
    kept = send(site.browser("A0001"), attempt).json()["file"]
    assert site.browser("A0002").get(f"/files/{attempt}/{kept}").status_code == 404


def test_an_examiner_sees_a_file_only_once_it_is_handed_in(site, attempt) -> None:
    kept = send(site.browser("A0001"), attempt).json()["file"]
    examiner = site.browser("kp1")
    assert examiner.get(f"/files/{attempt}/{kept}").status_code == 404
    sitting_exam.hand_in(site.school.wb, site.school.people["A0001"], attempt, "page")
    assert examiner.get(f"/files/{attempt}/{kept}").status_code == 200


def test_nobody_uploads_into_anothers_attempt(site, attempt) -> None:
    assert send(site.browser("A0002"), attempt).status_code == 404
    assert send(site.browser("A0001"), attempt, origin="http://evil.example").status_code == 403
    assert send(site.browser(), attempt).status_code == 401


def test_an_upload_after_the_hand_in_is_closed(site, attempt) -> None:
    sitting_exam.hand_in(site.school.wb, site.school.people["A0001"], attempt, "page")
    answer = send(site.browser("A0001"), attempt)
    assert answer.status_code in (410, 422)
    assert "交卷" in answer.json()["text"]


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(site, attempt, monkeypatch) -> None:
    monkeypatch.setattr("workbench.usecases.uploads.MAX_FILE_BYTES", 10)
    answer = send(site.browser("A0001"), attempt, (b"123456" for _ in range(3)))
    assert answer.status_code == 413
    assert not [path for path in (site.school.folder / "home" / "blobs").rglob("*") if path.is_file()]


def test_an_attempt_has_a_quota(site, attempt, monkeypatch) -> None:
    monkeypatch.setattr("workbench.usecases.uploads.MAX_ATTEMPT_BYTES", 6)
    me = site.browser("A0001")
    assert send(me, attempt, b"1234").status_code == 200
    assert send(me, attempt, b"1234").status_code == 413


@pytest.mark.parametrize(
    "kind", ["image/svg+xml", "text/html", "application/xhtml+xml", "text/html; x", "nonsense", ""]
)
def test_what_could_run_is_only_ever_saved(kind) -> None:
    answer = download(b"<script>", "a", kind, inline=True)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert not answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\a\\b.txt", "b.txt"), ("", "file"), ("..", "file"),
     ('a"b\r\n.txt', "a_b__.txt"), ("\u202egpj.exe", "_gpj.exe"), ("报告.docx", "报告.docx")],
)  # fmt: skip
def test_a_file_name_is_only_a_name(typed, kept) -> None:
    assert file_name(typed) == kept
