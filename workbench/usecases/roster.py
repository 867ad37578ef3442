"""Reading a class list: every fault by row, and nothing half imported."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.errors import RosterError

COLUMNS = ("准考证号", "姓名", "班级", "座位", "加时")
"""The columns of a class list; the first two must be there. 加时 is in minutes."""

MAX_EXTRA_MINUTES = 120
_NUMBER = re.compile(r"[A-Za-z0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a class list."""

    number: str
    name: str
    class_name: str = ""
    seat: str = ""
    extra_minutes: int = 0


def read_roster(raw: bytes) -> tuple[Candidate, ...]:
    """The candidates of a CSV file (UTF-8 with or without BOM, or GBK as Excel writes it).

    Raises RosterError with one line for each fault.
    """
    text = _decoded(raw)
    rows = list(csv.DictReader(io.StringIO(text)))
    names = [name.strip() for name in (csv.DictReader(io.StringIO(text)).fieldnames or [])]
    missing = [name for name in COLUMNS[:2] if name not in names]
    if missing:
        raise RosterError((f"第 1 行：缺少列“{'”“'.join(missing)}”，应有 {'、'.join(COLUMNS)}",))
    if not rows:
        raise RosterError(("名单里没有考生。",))
    faults: list[str] = []
    found: dict[str, int] = {}
    candidates = []
    for at, row in enumerate(rows, start=2):
        plain = {
            (key or "").strip(): (value or "").strip() for key, value in row.items() if isinstance(value, str)
        }
        wrong = _row_faults(plain)
        number = plain.get("准考证号", "")
        if number in found:
            wrong.append(f"准考证号 {number} 与第 {found[number]} 行重复")
        found.setdefault(number, at)
        faults += [f"第 {at} 行：{fault}" for fault in wrong]
        if not wrong:
            extra = int(plain.get("加时") or 0)
            candidates.append(
                Candidate(number, plain["姓名"], plain.get("班级", ""), plain.get("座位", ""), extra)
            )
    if faults:
        raise RosterError(tuple(faults))
    return tuple(candidates)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(("文件不是文本名单：请存成 CSV（UTF-8 或 GBK）后再试。",))


def _row_faults(row: Mapping[str, str]) -> list[str]:
    faults = []
    if not _NUMBER.fullmatch(row.get("准考证号", "")):
        faults.append(f"准考证号要用 1—20 位字母或数字，现为“{row.get('准考证号', '')[:30]}”")
    if not 1 <= len(row.get("姓名", "")) <= 40:  # noqa: PLR2004  a name's length
        faults.append("姓名是空的或超过 40 字")
    extra = row.get("加时", "") or "0"
    if not extra.isascii() or not extra.isdigit() or int(extra) > MAX_EXTRA_MINUTES:
        faults.append(f"加时要写 0—{MAX_EXTRA_MINUTES} 的整数分钟，现为“{extra[:20]}”")
    return faults
