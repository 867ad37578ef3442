"""Score evidence by a paper's rubric. Pure; a criterion that raises fails its own line and no other."""

from __future__ import annotations

import logging
from decimal import Decimal

from workbench.domain.rubric import Line
from workbench.domain.score import Finding, Outcome, points_of
from workbench.domain.trace import Evidence
from workbench.host.paper import Paper, version
from workbench.host.registry import Registry

logger = logging.getLogger(__name__)


def score(registry: Registry, paper: Paper, evidence: Evidence) -> tuple[Outcome, ...]:
    """One outcome for each line of the rubric, in its order."""
    return tuple(_outcome(registry, paper, line, evidence) for line in paper.task.rubric)


def _outcome(registry: Registry, paper: Paper, line: Line, evidence: Evidence) -> Outcome:
    if line.use is None:
        return Outcome(line.id, "", "needs_examiner", None, Decimal(0), "由考评员按量表评分")
    try:
        criterion = registry.criterion(paper.task, line.use)
        found = criterion(evidence, **line.params)
        if not isinstance(found, Finding):
            raise TypeError(f"want a Finding, found {type(found).__name__}")  # noqa: TRY301  the border is here
    except Exception as error:  # the border: shown to the examiner, never turned into a number
        logger.exception("criterion %s failed", line.use)
        text = f"自动评分出错，请考评员评分（{type(error).__name__}: {error}）"
        return Outcome(line.id, line.use, "failed", None, line.auto_points, text)
    made = version(criterion)
    if found.share is None:
        return Outcome(
            line.id, line.use, "needs_examiner", None, line.auto_points, found.reason, found.cites, made,
            dict(found.facts),
        )  # fmt: skip
    points = points_of(found.share, line.auto_points)
    return Outcome(
        line.id, line.use, "scored", points, line.auto_points, found.reason, found.cites, made,
        dict(found.facts),
    )  # fmt: skip
