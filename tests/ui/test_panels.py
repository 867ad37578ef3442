"""The panels page: an empty sitting, one script, each part of it, a panel that fails."""

from __future__ import annotations

import dataclasses

import pytest
from streamlit.testing.v1 import AppTest

from workbench.domain.panel import Panel
from workbench.panels.ready import PARTS
from workbench.ui import current
from workbench.usecases import sitting_exam


def page(wb, login="gl", part=None) -> AppTest:
    current.put(wb)
    made = AppTest.from_function(_page, kwargs={"login": login}, default_timeout=60)
    if part is not None:
        made.session_state["panels-kept"] = {"part": part}
    made.run()
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in made.exception] == []
    return made


def _page(login):
    from workbench.ui import current
    from workbench.ui.examiner.panels import page
    from workbench.usecases import signing_in

    wb = current.workbench()
    page.draw(wb, signing_in.person_by_login(wb, login))


def figures(at: AppTest) -> int:
    return len(at.get("plotly_chart"))


def words(at: AppTest) -> str:
    shown = (at.markdown, at.info, at.error, at.caption)
    return "\n".join(str(one.value) for group in shown for one in group)


@pytest.fixture
def handed_in(school):
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    return attempt_id


def test_before_anybody_has_handed_in_the_page_says_so(school) -> None:
    made = page(school.wb)
    assert "还没有人交卷" in words(made)
    assert figures(made) == 0


@pytest.mark.parametrize("part", [*PARTS, "考评员"])
def test_one_script_draws_every_part_without_a_failed_panel(school, handed_in, part) -> None:
    made = page(school.wb, part=part)
    assert [one.value for one in made.error] == []
    for panel in PARTS.get(part, ()):
        assert panel.head.question in words(made)


def test_too_little_for_the_figures_of_examiners_is_said_plainly(school, handed_in) -> None:
    assert "没有可比的数据" in words(page(school.wb, part="考评员"))


@pytest.mark.parametrize("login", ["kp1", "js"])
def test_only_the_administrator_has_the_part_of_the_examiners(school, handed_in, login) -> None:
    made = page(school.wb, login)
    (control,) = (one for one in made.get("button_group") if one.key == "panel-part")
    assert "考评员" not in control.options


def test_an_examiner_reads_why_classes_and_marks_are_missing(school, handed_in) -> None:
    assert "看不到班级" in words(page(school.wb, "kp1"))
    assert "看不到班级" not in words(page(school.wb, "gl"))


def with_panels(wb, *more):
    plugins = wb.registry.plugins
    seo = dataclasses.replace(plugins["seo"], panels=(*more, *plugins["seo"].panels))
    return dataclasses.replace(wb, registry=dataclasses.replace(wb.registry, plugins={**plugins, "seo": seo}))


def broken(frame):
    raise RuntimeError("no such column")


def test_a_plugins_panel_that_raises_spoils_its_own_place_alone(school, handed_in) -> None:
    whole = figures(page(school.wb))
    made = page(with_panels(school.wb, Panel("bad", "坏面板", "会怎样？", "看不了。", broken, broken)))
    assert len(made.error) == 1
    assert "画不出来" in made.error[0].value
    assert figures(made) == whole > 0


def test_a_plugins_panel_may_bear_the_id_of_a_panel_of_the_hosts(school, handed_in) -> None:
    (own, *_) = school.wb.registry.plugins["seo"].panels
    same = dataclasses.replace(own, id="totals")
    made = page(with_panels(school.wb, same, same))
    assert [one.value for one in made.error] == []
