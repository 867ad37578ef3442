"""What a plugin is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JSON = Mapping[str, Any]
"""A JSON object. ``Any``: its leaves are whatever JSON allows, and only the owner knows their shape."""

CONTRACT = 1
"""The number of the plugin contract that this host speaks."""

STANDARD_MODULES: Mapping[str, str] = {
    "service": "网络客户服务与管理",
    "shopdesign": "网店美工设计",
    "operations": "电商平台运营",
    "promotion": "企业网络推广",
    "copywriting": "文案创意与撰写",
}
"""The five modules that are drawn, in the standard's order (section 二)."""

_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Module:
    """A plugin's own description. ``module`` is the standard's module that its tasks belong to.

    Raises ValueError for an id that is not lower-case letters, digits and underscores, and for a
    ``module`` that the standard does not have.
    """

    id: str
    title: str
    module: str
    summary: str
    order: int = 100
    icon: str = ":material/extension:"
    contract: int = CONTRACT

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"module id: want lower-case letters, digits, '_', found {self.id!r}")
        if self.module not in STANDARD_MODULES:
            raise ValueError(f"module: want one of {', '.join(STANDARD_MODULES)}, found {self.module!r}")
