"""An answer as HTML tables: figures with their definitions, and the rows. Pure, and cached."""

from __future__ import annotations

from functools import lru_cache

from workbench.api import tables

from ..tools.answer import answer, definition_rows, shown_table
from ..tools.query import Query
from ..tools.ratio import Ratio
from ..tools.table import OWN, Answer, Cell, Figure
from ..world.packs import definitions
from ..world.plan import Key


@lru_cache(maxsize=512)  # every rerun of an exam page shows the same tables again
def figures_html(key: Key, query: Query, *, shows_rates: bool) -> str:
    """The head's figures, each with what it means; with a comparison, both periods side by side."""
    found = answer(key, query)
    if not found.figures:
        return ""
    is_compared = any(figure.other is not None for figure in found.figures)
    heads = [
        "指标",
        "本期",
        *(["对比期", "相差"] if is_compared else []),
        *(["环比"] if is_compared and shows_rates else []),
    ]
    rows = [
        [
            tables.whole(figure.name),
            _value(figure.value, shows_rates=shows_rates),
            *(_compared(figure, shows_rates=shows_rates) if is_compared else []),
            _meaning(figure, shows_rates=shows_rates),
        ]
        for figure in found.figures
    ]
    return tables.table(found.title, [*heads, "怎样算"], rows)


def _value(cell: Cell | None, *, shows_rates: bool) -> str:
    if isinstance(cell, Ratio):
        return tables.whole(cell.shown) if shows_rates else tables.dim(OWN, is_whole=True)
    return tables.whole(f"{cell:,}" if isinstance(cell, int) else cell or "")


def _compared(figure: Figure, *, shows_rates: bool) -> list[str]:
    now, before = figure.value, figure.other
    apart = f"{now - before:+,}" if isinstance(now, int) and isinstance(before, int) else ""
    change = [_value(figure.change, shows_rates=True)] if shows_rates else []
    return [_value(before, shows_rates=shows_rates), tables.whole(apart), *change]


def _meaning(figure: Figure, *, shows_rates: bool) -> str:
    how = figure.how
    if isinstance(figure.value, Ratio) and shows_rates:
        how = figure.value.how
    numbers = f"{tables.text(how)}<br>" if how else ""
    return f"{numbers}{tables.dim(definitions()[figure.definition].text)}"


@lru_cache(maxsize=512)
def rows_html(key: Key, query: Query, *, shows_rates: bool) -> str:
    """The answer's table. Rates stand in it only where the paper lets the tool work them out."""
    found = answer(key, query)
    heads, rows = shown_table(found, shows_rates=shows_rates)
    cells = [[_cell(cell) for cell in row] for row in rows]
    if not rows:
        return ""
    # A wide table is moved sideways in its own place; its cells never break.
    return f'<div style="overflow-x:auto">{tables.table("明细（可选中复制到表格）", heads, cells)}</div>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Ratio):
        return f"{tables.whole(cell.shown)}<br>{tables.dim(f'{cell.top:,} ÷ {cell.bottom:,}', is_whole=True)}"
    # Plain digits, so that a copied cell is a number in the student's sheet.
    return tables.whole(cell)


def definitions_html(found: Answer) -> str:
    """What the words of this answer mean, and who says so."""
    rows = [
        [tables.whole(name), tables.text(text), tables.dim(source)]
        for name, text, source in definition_rows(found.defined)
    ]
    return tables.table("口径", ["名称", "怎样算", "来源"], rows)
