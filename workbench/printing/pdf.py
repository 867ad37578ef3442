"""A PDF from one of our templates."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Mapping
from typing import Any

FONT_PACKAGE = "manimgx_fonts_cjk"  # Noto Sans CJK, OFL


def made(template: str, values: Mapping[str, Any]) -> bytes:  # Any: what the template wants, as JSON
    """The PDF of ``<template>.typ`` with ``values``; every text in them is shown as text."""
    import typst  # noqa: PLC0415  30 MB that only printing should load

    fonts = str(importlib.resources.files(FONT_PACKAGE))
    # The values travel as an input that the template decodes: nothing of them is read as markup.
    inputs = {"values": json.dumps(values, ensure_ascii=False)}
    named = importlib.resources.files(__package__).joinpath(f"{template}.typ")
    with importlib.resources.as_file(named) as source:
        return typst.compile(
            str(source), None, font_paths=[fonts], ignore_system_fonts=True, sys_inputs=inputs
        )
