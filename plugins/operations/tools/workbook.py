"""The cost and profit table as an Excel file, and what is read in one that comes back."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from workbench.api import JSON, Refused

from ..world.shop import Shop
from .bases import BASES
from .costs import CATEGORIES
from .money import percent, yuan
from .setup import quantity_figures, table_figures, table_in

HEADS = ("项目", "类别", "基数", "单价或费率", "算式", "金额（元）", "占比")
WIDTHS = (26, 10, 24, 12, 44, 14, 10)
LARGEST_BYTES = 200_000
_MARK = "profit-table"
_SAID = re.compile(_MARK + r";(-?[0-9]{1,15});(-?[0-9]{1,15})")
_PROPERTIES = "docProps/core.xml"


def make_workbook(state: JSON, shop: Shop) -> bytes:
    """The .xlsx of the student's table; the same state gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  0.1 s that only an export should pay

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC), "keywords": _fingerprint(state, shop)})
    page = book.add_worksheet("成本利润")
    head = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1})
    for column, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        page.write_string(0, column, name, head)
        page.set_column(column, column, width)
    for at, row in enumerate(_rows(state, shop), start=1):
        for column, cell in enumerate(row):
            page.write(at, column, cell) if isinstance(cell, float) else page.write_string(at, column, cell)
    page.freeze_panes(1, 0)
    book.close()
    return made.getvalue()


def _rows(state: JSON, shop: Shop) -> Iterator[tuple[str | float, ...]]:
    table = table_in(state, shop)
    for item in table.items:
        base = BASES[item.base]
        rate = percent(item.rate) if base.kind == "money" else yuan(item.rate)
        title = shop.voucher(item.voucher)
        name = f"{item.voucher} {title.text.partition('：')[0]}" if title else item.voucher
        amount = table.amount(item)
        yield name, CATEGORIES[item.category], base.zh, rate, table.formula(item), amount / 100, ""
    for category, bp in table.shares().items():
        share = percent(bp)
        yield (
            f"{CATEGORIES[category]}合计",
            CATEGORIES[category],
            "",
            "",
            "",
            table.total(category) / 100,
            share,
        )
    for figure in (*table_figures(state, shop), *quantity_figures(state, shop)):
        yield figure.name, "", "", "", figure.formula, figure.shown, ""


def _fingerprint(state: JSON, shop: Shop) -> str:
    table = table_in(state, shop)
    return f"{_MARK};{table.income};{table.net}"


def intake(name: str, body: bytes) -> JSON:
    """What the file says of itself, ``{"income", "net"}`` in fen. Raises Refused for any other file."""
    said = _SAID.search(_properties(body)) if name.lower().endswith(".xlsx") else None
    if said is None:
        raise Refused("这里只收工具自己生成的 Excel 文件。")
    return {"income": int(said[1]), "net": int(said[2])}


def _properties(body: bytes) -> str:
    if len(body) > LARGEST_BYTES:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            if parts.getinfo(_PROPERTIES).file_size > LARGEST_BYTES:
                return ""
            return parts.read(_PROPERTIES).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return ""  # what the reader of archives raises for a foreign, broken or locked file


def suits(facts: JSON, state: JSON, shop: Shop) -> bool:
    """Whether a file says the same as the table now."""
    table = table_in(state, shop)
    return facts == {"income": table.income, "net": table.net}
