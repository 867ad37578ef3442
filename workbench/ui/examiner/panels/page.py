"""The score panels of a sitting: the plugin's own, the host's, and the examiners' figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import streamlit as st

from workbench.domain.module import STANDARD_MODULES
from workbench.domain.panel import Panel
from workbench.host.standard import clauses
from workbench.panels.ready import PARTS, READY, TIME, WHOLE
from workbench.panels.shown import Basis, basis
from workbench.store.people import Person
from workbench.ui.examiner.panels import examiners, filters, one, opening
from workbench.ui.examiner.panels.filters import Choice
from workbench.ui.examiner.panels.kept import earlier, keep
from workbench.ui.examiner.panels.one import Place
from workbench.ui.examiner.sitting_choice import choose_sitting
from workbench.usecases import score_panels, time_of_steps
from workbench.usecases.score_panels import PanelScores
from workbench.usecases.workbench import Workbench

EXAMINERS = "考评员"


def draw(wb: Workbench, person: Person) -> None:
    """Draw the part of the panels that is chosen, of the scripts that are chosen."""
    opening.follow()
    sitting = choose_sitting(wb, person)
    if sitting is None:
        return
    scores = score_panels.scores(wb, person, sitting.id)
    if scores.frame.empty:
        st.info("这场考试还没有人交卷。交卷后成绩面板会出现在这里。")
        return
    choice = filters.choose(wb, scores)
    _counts(scores, choice)
    names = [*PARTS, *([EXAMINERS] if person.role == "administrator" else [])]
    chosen = st.segmented_control(
        "看什么", names, default=earlier("part", names), required=True, key="panel-part",
        label_visibility="collapsed",
    )  # fmt: skip
    part = keep("part", str(chosen))
    place = Place(wb, person, sitting.id, sitting.name, scores.openable, choice.words, choice.key)
    if part == EXAMINERS:
        examiners.draw(place)
    elif choice.frame.empty:
        st.info("没有符合这些条件的答卷。")
    else:
        _part(place, scores, choice, part)


def _counts(scores: PanelScores, choice: Choice) -> None:
    scripts = choice.frame["attempt"].nunique()
    waiting = int(choice.frame["points"].isna().sum())
    words = f"{scripts} 份答卷" + (
        f"；{waiting} 行还没有评，评完之前数字会变。" if waiting else "，全部评完。"
    )
    if scores.is_blind:
        words += "评分结束之前，考评员看不到班级。"
    if scores.hidden:
        words += f"有 {scores.hidden} 份双评答卷还没有定分，它们的人工分先不计入，免得看出另一位的分数。"
    st.caption(words)


def _part(place: Place, scores: PanelScores, choice: Choice, part: str) -> None:
    draws: list[Callable[[], None]] = []
    plugin = place.wb.registry.plugins.get(choice.plugin or "")
    if part == WHOLE and plugin is not None:
        # The plugin's own first: they show what only it can show.
        draws += [partial(one.draw_plugins, place, panel, choice.frame) for panel in _unlike(plugin.panels)]
    ready = _basis(place, scores, choice, part)
    draws += [partial(one.draw, place, panel.head, partial(panel.show, ready)) for panel in PARTS[part]]
    _two_by_two(draws)


def _unlike(panels: Sequence[Panel]) -> Iterator[Panel]:
    """``panels`` with ids that differ from each other's and the host's: a page takes no key twice."""
    taken = {panel.head.id for panel in READY}
    for panel in panels:
        name = panel.id
        while name in taken:
            name += "-"
        taken.add(name)
        yield dataclasses.replace(panel, id=name)


def _basis(place: Place, scores: PanelScores, choice: Choice, part: str) -> Basis:
    # Steps are many: they are read for the panels that need them alone.
    steps = time_of_steps.steps(place.wb, place.person, place.sitting_id) if part == TIME else None
    return basis(
        choice.frame,
        pass_points=scores.pass_points,
        steps=steps,
        modules=STANDARD_MODULES,
        clauses={name: clause.zh for name, clause in clauses().items()},
    )


def _two_by_two(draws: Sequence[Callable[[], None]]) -> None:
    for at in range(0, len(draws), 2):
        for column, draw_one in zip(st.columns(2, gap="medium"), draws[at : at + 2], strict=False):
            with column:
                draw_one()
