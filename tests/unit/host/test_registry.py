from __future__ import annotations

from pathlib import Path

import pytest

from workbench.host import registry

HEAD = "from workbench.api import *\n"
MODULE = "@hookimpl\ndef workbench_module(): return Module('{name}', '店', 'operations', '练习')\n"
ENGINE = """
from dataclasses import dataclass
@dataclass(frozen=True)
class Say: text: str
class Engine:
    def start(self, given, seed): return {}
    def apply(self, state, action, params): return {**state, 'said': params['text']}
"""


def dropped(folder: Path, name: str, body: str, **files: str) -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "plugin.py").write_text(HEAD + body, encoding="utf-8")
    for file, text in files.items():
        (folder / name / f"{file}.py").write_text(text, encoding="utf-8")
    return folder


def test_a_drop_in_folder_is_loaded_beside_the_built_in_ones(tmp_path) -> None:
    found = registry.load(dropped(tmp_path, "corner", MODULE.format(name="corner")))
    assert set(found.plugins) >= {"seo", "corner"}
    assert found.plugins["corner"].source == str(tmp_path / "corner")
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("import no_such_package", "no_such_package"),
        ("syntax error(", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        (MODULE.format(name="bad") + "@hookimpl\ndef workbench_tool(): return []", "unknown hook 'workbench_tool'"),
        ("", "must return one Module"),
        ("@hookimpl\ndef workbench_module(): return 7", "must return one Module"),
        ("@hookimpl\ndef workbench_module(): return Module('Bad Name', 'x', 'operations', 'y')", "module id"),
        ("@hookimpl\ndef workbench_module(): return Module('bad', 'x', 'cooking', 'y')", "module: want one of"),
        ("@hookimpl\ndef workbench_module(): return Module('bad', 'x', 'operations', 'y', contract=9)", "contract: want 1, found 9"),
        (MODULE.format(name="seo"), "module id 'seo'"),
        (MODULE.format(name="bad") + ENGINE + "@hookimpl\ndef workbench_tools(): return [Tool('till', '收银', Engine())]", "begins with 'bad.'"),
        (MODULE.format(name="bad") + "@hookimpl\ndef workbench_tools(): return ['till']", "want Tool values"),
        (MODULE.format(name="bad") + ENGINE + "@hookimpl\ndef workbench_tools(): return [Tool('bad.till', '收银', Engine(), reads=('desk.doc',))]", "apply must take 4 arguments"),
        (MODULE.format(name="bad") + "def look(evidence, low: int): ...\n@hookimpl\ndef workbench_criteria(): return {'look': look}", "keyword-only parameter"),
        (MODULE.format(name="bad") + "def look(evidence, *, low): ...\n@hookimpl\ndef workbench_criteria(): return {'look': look}", "with a type"),
        (MODULE.format(name="bad") + "def look(evidence): ...\n@hookimpl\ndef workbench_criteria(): return {'text_length': look}", "ready criteria"),
        (MODULE.format(name="bad") + "@hookimpl\ndef workbench_variants(): return {'no-task': len}", "no task 'no-task'"),
    ],
)  # fmt: skip
def test_a_faulty_plugin_is_left_out_with_its_reason_and_stops_no_other(tmp_path, body, told) -> None:
    dropped(tmp_path, "bad", body)
    dropped(tmp_path, "corner", MODULE.format(name="corner"))
    found = registry.load(tmp_path)
    assert {"seo", "corner"} <= set(found.plugins)
    (rejected,) = found.rejected
    assert rejected.name == "bad"
    assert told in rejected.reason
    assert "Traceback" in rejected.detail


PACKS = """
from dataclasses import dataclass
from pathlib import Path
@dataclass(frozen=True)
class Fees: percent: int
FEES = packs.PackFile(Path(__file__).parent / 'data' / 'fees.yaml', Fees)
@hookimpl
def workbench_packs(): return [FEES]
"""
FEES = "schema: 1\nid: corner.fees\nsource: 公告\ndate: 2026-02-10\nversion: a\nverified: true\npercent: 5\n"


WRITING = """
from dataclasses import dataclass
@dataclass(frozen=True)
class Write:
    field: str
    body: str
    at: float = 0.0
@dataclass(frozen=True)
class Bring:
    field: str
    body: str
    file: str
    name: str
    size: int
    facts: dict
@dataclass(frozen=True)
class Note: text: str
ACTIONS = (
    Action('write', '写', Write), Action('timed', '写', Write, stamped=True),
    Action('bring', '带', Bring, takes_file=True), Action('note', '记', Note),
)
@hookimpl
def workbench_tools(): return [Tool('corner.pad', '本', Engine(), ACTIONS, draft_action='{action}')]
"""


def writing(action: str) -> str:
    return MODULE.format(name="corner") + ENGINE + WRITING.replace("{action}", action)


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("timed", "draft_action 'timed': want an action that is not stamped: typed text is saved without a step"),
        ("bring", "draft_action 'bring': want an action that takes no file"),
        ("note", "draft_action 'note': want params with the fields body, field"),
        ("rite", "draft_action 'rite': want one of write, timed, bring, note"),
    ],
)  # fmt: skip
def test_a_draft_action_by_which_saved_text_cannot_enter_the_trace_is_refused(tmp_path, action, told) -> None:
    (rejected,) = registry.load(dropped(tmp_path, "corner", writing(action))).rejected
    assert "tool 'corner.pad'" in rejected.reason
    assert told in rejected.reason


def test_a_draft_action_of_field_and_body_is_taken(tmp_path) -> None:
    assert registry.load(dropped(tmp_path, "corner", writing("write"))).rejected == ()


def test_a_plugins_packs_are_read_at_start_up_and_listed_by_id(tmp_path) -> None:
    dropped(tmp_path, "corner", MODULE.format(name="corner") + PACKS)
    (tmp_path / "corner" / "data").mkdir()
    (tmp_path / "corner" / "data" / "fees.yaml").write_text(FEES, encoding="utf-8")
    found = registry.load(tmp_path)
    assert found.rejected == ()
    pack = found.plugins["corner"].packs["corner.fees"].read()
    assert (pack.head.source, pack.head.verified, pack.content.percent) == ("公告", True, 5)


def test_a_faulty_pack_rejects_its_plugin_with_every_line(tmp_path) -> None:
    dropped(tmp_path, "corner", MODULE.format(name="corner") + PACKS)
    (tmp_path / "corner" / "data").mkdir()
    faulty = FEES.replace("percent: 5", "percent: five").replace("2026-02-10", "spring")
    (tmp_path / "corner" / "data" / "fees.yaml").write_text(faulty, encoding="utf-8")
    (rejected,) = registry.load(tmp_path).rejected
    assert "fees.yaml:4: date: want a day" in rejected.reason
    assert "fees.yaml:7: percent: want a whole number, found 'five'" in rejected.reason


def test_a_pack_of_another_plugins_folder_is_refused(tmp_path) -> None:
    dropped(tmp_path, "corner", MODULE.format(name="shop") + PACKS)
    (rejected,) = registry.load(tmp_path).rejected
    assert "pack 'corner.fees'" in rejected.reason
    assert "want another file in data/ of a folder called 'shop'" in rejected.reason


def test_a_clash_names_both_sources(tmp_path) -> None:
    (rejected,) = registry.load(dropped(tmp_path, "copy", MODULE.format(name="seo"))).rejected
    assert str(tmp_path / "copy") in rejected.reason
    assert "entry point workbench_plugins.seo.plugin" in rejected.reason


def test_two_drop_ins_may_each_hold_an_engine(tmp_path) -> None:
    tool = "from .engine import Engine\n@hookimpl\ndef workbench_tools(): return [Tool('{name}.till', '收银', Engine())]\n"
    for name in ("first", "second"):
        engine = ENGINE.replace("return {}", f"return {{'mine': '{name}'}}")
        dropped(tmp_path, name, MODULE.format(name=name) + tool.format(name=name), engine=engine)
    found = registry.load(tmp_path)
    starts = [found.tools[f"{name}.till"].engine.start({}, 0) for name in ("first", "second")]
    assert starts == [{"mine": "first"}, {"mine": "second"}]


def test_a_folder_whose_name_is_no_word_is_told(tmp_path) -> None:
    (rejected,) = registry.load(dropped(tmp_path, "my-plugin", MODULE.format(name="mine"))).rejected
    assert "folder name" in rejected.reason


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("use: text_length", "use: text_lenght", ":21: rubric.0.use: want one of "),
        ('params: {field: "01", low: 10, high: 90}', 'params: {field: "01", low: 10}', ":21: rubric.0.params: missing"),
        ("low: 10, high: 90}", "low: ten, high: 90}", ":21: rubric.0.params.low: "),
        ("low: 10, high: 90}", "low: 10, high: 90, width: 3}", "unexpected keyword argument 'width'"),
        ("tools: [desk.doc, desk.folder]", "tools: [desk.doc, desk.folder, shop.till]", ":8: tools.2: want one of "),
        ("kind: good, earns: [0, 100]", "kind: good, answer: best, earns: [0, 100]", ":25: samples.0.answer: want one of no answers"),
    ],
)  # fmt: skip
def test_a_task_that_does_not_fit_its_plugin_is_told_by_line(tmp_path, old, new, told) -> None:
    from test_taskfile import GOOD

    dropped(tmp_path, "corner", MODULE.format(name="corner"))
    (tmp_path / "corner" / "tasks").mkdir()
    assert old in GOOD
    (tmp_path / "corner" / "tasks" / "one.md").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    (rejected,) = registry.load(tmp_path).rejected
    assert told in rejected.reason
