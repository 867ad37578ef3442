"""A tool's JSON file as lines that a person reads: one line for each entry, no braces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

INDENT = "  "


def readable(value: Any) -> str:  # Any: JSON of any shape
    """The value as text. An entry of plain values takes one line, ``at：336　who：clerk　text：…``."""
    return "\n".join(_lines(value, ""))


def _lines(value: Any, before: str) -> Iterator[str]:  # Any: as above
    if isinstance(value, dict) and value and not _is_flat(value):
        for name, one in value.items():
            if _is_plain(one):
                yield f"{before}{name}：{_shown(one)}"
            else:
                yield f"{before}{name}："
                yield from _lines(one, before + INDENT)
    elif isinstance(value, list) and value:
        for at, one in enumerate(value, start=1):
            if _is_plain(one) or (isinstance(one, dict) and _is_flat(one)):
                yield f"{before}{at}. {_shown(one)}"
            else:
                yield f"{before}{at}."
                yield from _lines(one, before + INDENT)
    else:
        yield before + _shown(value)


def _is_plain(value: Any) -> bool:  # Any: as above
    return not isinstance(value, dict | list) or not value


def _is_flat(value: dict[str, Any]) -> bool:  # Any: as above
    return all(map(_is_plain, value.values()))


def _shown(value: Any) -> str:  # Any: as above
    if isinstance(value, dict):
        return "　".join(f"{name}：{_shown(one)}" for name, one in value.items()) or "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "（空）" if value in ([], None, "") else str(value)
