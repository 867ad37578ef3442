"""The conversation desk's face."""

from __future__ import annotations
from workbench.api import ToolSession


def draw(session: ToolSession) -> None:
    """Draw."""
