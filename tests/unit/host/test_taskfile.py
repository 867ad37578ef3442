from __future__ import annotations

from pathlib import Path

import pytest

from workbench.domain.errors import TaskFileError
from workbench.host.taskfile import read_task

GOOD = """---
schema: 1
id: shop-01
part: seo
title: 练习
minutes: 60
clauses: [seo.req.3, seo.req.10]
tools: [desk.doc, desk.folder]
subtasks:
- no: 1
  text: 写方案
  minutes: 50
  tools: [desk.doc]
  deliverable: {id: "01", name: 01_方案.docx, tool: desk.doc}
- {no: 2, text: 交卷, minutes: 10, tools: [desk.folder]}
materials:
- {id: m1, title: 素材, text: "预算 {budget} 元"}
draw:
  budget: {int: [100, 200]}
rubric:
- {id: "1", title: 篇幅, points: 60, by: auto, type: result, clauses: [seo.req.3], use: text_length, params: {field: "01", low: 10, high: 90}}
- {id: "2", title: 思路, points: 39.5, by: examiner, type: result, clauses: [seo.req.3]}
- {id: "3", title: 6S, points: 0.5, by: auto, type: process, clauses: [seo.req.10], use: saved_and_tidied}
samples:
- {name: good, kind: good, earns: [0, 100]}
- {name: weak, kind: weak, earns: [0, 100]}
- {name: empty, kind: empty, earns: [0, 0]}
- {name: hostile, kind: hostile, earns: [0, 1]}
---
写一份方案。
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "task.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_becomes_a_task(tmp_path) -> None:
    task, _ = read_task(written(tmp_path, GOOD), "seo")
    assert (task.id, task.points, len(task.deliverables)) == ("shop-01", 100, 1)
    assert str(task.line("2").judged_points) == "39.5"
    assert task.brief == "写一份方案。"


def test_windows_line_ends_are_no_fault(tmp_path) -> None:
    path = tmp_path / "task.md"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert read_task(path, "seo")[0].title == "练习"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: 练习", "title: 练习\nhint: x", ":6: hint: is no known field"),
        ("title: 练习\n", "", ":2: title: is missing"),
        ("minutes: 60", "minutes: 2:30", ":6: minutes: want a whole number, found '2:30'"),
        ("minutes: 60", "minutes: 61", "subtasks: want minutes that sum to 61, found 60"),
        ("points: 60", "points: six", ":21: rubric.0.points: want a number, found 'six'"),
        ("points: 39.5", "points: 39", ":20: rubric: want points that sum to 100, found 99.5"),
        ("points: 39.5", "points: 39.555", ":22: rubric.1.points"),
        (
            "[seo.req.3, seo.req.10]",
            "[seo.req.3, seo.req.99]",
            ":7: clauses.1: want a clause id such as seo.req.3",
        ),
        (
            "[seo.req.3, seo.req.10]",
            "[seo.req.3, seo.req.10, seo.req.5]",
            ":7: clauses.2: want a rubric line that names 'seo.req.5'",
        ),
        (
            "clauses: [seo.req.10], use",
            "clauses: [seo.req.4], use",
            ":23: rubric.2.clauses: want clauses of this task",
        ),
        ("tools: [desk.folder]", "tools: [desk.card]", ":15: subtasks.1: want tools of this task"),
        (
            'id: "2", title: 思路',
            'id: "1", title: 思路',
            ":22: rubric.1: want ids that differ, found '1' twice",
        ),
        ("title: 练习", "title: 练习\ntitle: 又一个", ":6: title: stands twice"),
        (
            "by: examiner, type",
            "by: examiner, use: text_length, type",
            ":22: rubric.1: want 'use' for auto and both",
        ),
        ("by: auto, type: process", "by: both, type: process", ":23: rubric.2: "),
        ("{int: [100, 200]}", "{}", ":19: draw.budget: want one of 'int: [low, high]' and 'choice: [...]'"),
        ("{int: [100, 200]}", "{int: [200, 100]}", ":19: draw.budget: want low <= high"),
        ("type: process", "type: progress", ":23: rubric.2.type"),
        (
            "- {name: hostile, kind: hostile, earns: [0, 1]}\n",
            "",
            ":24: samples: want at least one sample of each kind, found none of: hostile",
        ),
        ("tool: desk.doc}", "tool: seo.site}", ":10: subtasks.0: want tools of this task"),
        ("schema: 1", "schema: 2", ":2: schema"),
        ("subtasks:\n", "subtasks: [\n", "task.md:"),
        ("写一份方案。\n", "", "want the student's brief below the head"),
        ("---\nschema", "schema", ":1: want a '---' line and a YAML head"),
        ("---\n写一份方案。", "写一份方案。", ":1: want a '---' line that closes the YAML head"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, old, new, told) -> None:
    assert old in GOOD
    with pytest.raises(TaskFileError) as caught:
        read_task(written(tmp_path, GOOD.replace(old, new, 1)), "seo")
    assert told in str(caught.value)
    assert all(fault.startswith(str(tmp_path / "task.md") + ":") for fault in caught.value.faults)


def test_all_faults_are_told_at_once(tmp_path) -> None:
    text = (
        GOOD.replace("minutes: 60", "minutes: sixty")
        .replace("points: 60", "points: many")
        .replace("no: 1", "no: 0")
    )
    with pytest.raises(TaskFileError) as caught:
        read_task(written(tmp_path, text), "seo")
    assert len(caught.value.faults) == 3


def test_a_file_that_is_not_text_is_told(tmp_path) -> None:
    path = tmp_path / "task.md"
    path.write_bytes(b"---\n\xff\xfe")
    with pytest.raises(TaskFileError, match="cannot be read as UTF-8"):
        read_task(path, "seo")
