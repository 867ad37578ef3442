"""The deliverable that the tool makes, and what comes back as a file."""

import io
import zipfile

import openpyxl
import pytest
from workbench_plugins.operations.rubric.answers import setting_up
from workbench_plugins.operations.rubric.truth import right_table
from workbench_plugins.operations.tools.workbook import intake, make_workbook
from workbench_plugins.operations.world.shop import shop_of

from workbench.testing import TryOut

NAME = "03_成本利润.xlsx"


@pytest.fixture
def set_up(loaded):
    tryout = TryOut(loaded, "operations-06", seed=1)
    tryout.take_all(setting_up(right_table(shop_of(tryout.given["shop"])).items, 0.0))
    return tryout


def state_of(tryout):
    return tryout.states["operations.profit"]


def test_the_workbook_holds_every_item_and_figure_and_is_the_same_each_time(set_up, shop):
    body = make_workbook(state_of(set_up), shop)
    assert body == make_workbook(state_of(set_up), shop)
    page = openpyxl.load_workbook(io.BytesIO(body)).active
    names = [row[0].value for row in page.iter_rows()]
    assert len([name for name in names if str(name).startswith("D")]) == len(right_table(shop).items)
    assert {"货品合计", "净利润", "盈亏平衡销量"} <= set(names)


def test_the_file_counts_as_made_and_knows_its_profit(set_up, shop):
    body = make_workbook(state_of(set_up), shop)
    assert (
        set_up.take("operations.profit", "make_file", {"deliverable": "03", "name": NAME}, body=body) is None
    )
    assert state_of(set_up)["files"]["03"]["net"] == right_table(shop).net


def test_a_file_that_was_made_before_a_change_is_refused(set_up, shop):
    body = make_workbook(state_of(set_up), shop)
    set_up.take("operations.profit", "drop_item", {"item": 1})
    refused = set_up.take("operations.profit", "make_file", {"deliverable": "03", "name": NAME}, body=body)
    assert refused is not None
    assert "不一致" in refused


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("docProps/core.xml", "profit-table;1;1" + " " * 5_000_000)
    return made.getvalue()


def no_properties():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("x", "y")
    return made.getvalue()


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"not a zip", bomb(), no_properties(), b"\0" * 300_000])
def test_a_foreign_broken_or_blown_up_file_is_refused(body, refusal):
    assert "工具自己生成" in refusal(lambda: intake(NAME, body))


def test_a_renamed_picture_is_refused(refusal):
    assert "工具自己生成" in refusal(lambda: intake("03.png", b"\x89PNG"))
