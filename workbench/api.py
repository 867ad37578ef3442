"""The one import of a plugin author."""

from workbench import counting, packs, reading, tables, worked
from workbench.domain.dice import Dice
from workbench.domain.errors import Refused
from workbench.domain.module import CONTRACT, JSON, STANDARD_MODULES, Module
from workbench.domain.panel import SCORE_COLUMNS, Panel
from workbench.domain.plain import plain
from workbench.domain.rubric import Level, Line
from workbench.domain.score import Cite, Criterion, Finding, cite_events, cite_text
from workbench.domain.site import Card, Page, Site
from workbench.domain.task import Deliverable, Material, Sample, SampleStep, SubTask, Task
from workbench.domain.tool import ALL_TOOLS, Action, Engine, Export, Formula, ReadingEngine, Tool, ToolSession
from workbench.domain.trace import Event, Evidence
from workbench.hookspecs import Answer, Variant, hookimpl

__all__ = [
    "ALL_TOOLS",
    "CONTRACT",
    "JSON",
    "SCORE_COLUMNS",
    "STANDARD_MODULES",
    "Action",
    "Answer",
    "Card",
    "Cite",
    "Criterion",
    "Deliverable",
    "Dice",
    "Engine",
    "Event",
    "Evidence",
    "Export",
    "Finding",
    "Formula",
    "Level",
    "Line",
    "Material",
    "Module",
    "Page",
    "Panel",
    "ReadingEngine",
    "Refused",
    "Sample",
    "SampleStep",
    "Site",
    "SubTask",
    "Task",
    "Tool",
    "ToolSession",
    "Variant",
    "cite_events",
    "cite_text",
    "counting",
    "hookimpl",
    "packs",
    "plain",
    "reading",
    "tables",
    "worked",
]
