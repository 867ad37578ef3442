"""A browser component from the files beside this one, registered once for each process."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_PARTS: Mapping[str, tuple[str, ...]] = {
    "editor": ("counting.js", "saving.js", "editor.js"),
    "grid": ("saving.js", "grid.js"),
    "countdown": ("countdown.js",),
    "uploader": ("uploader.js",),
    "pulse": ("pulse.js",),
    "annotator": ("annotator.js",),
    "goto": ("goto.js",),
}
_FIELDS = ("editor", "grid", "uploader")


@cache
def component(name: str) -> ComponentRenderer:
    """The renderer of component ``name``.

    Nothing is read at import. The renderer registers itself again with a runtime that does not know it, as
    AppTest's do not.
    """
    styles = ("field.css",) if name in _FIELDS else ()
    return st.components.v2.component(
        f"workbench_{name}",
        html=_read(f"{name}.html").replace("<!-- foot -->", _read("foot.html")),
        css="\n".join(_read(file) for file in (*styles, f"{name}.css")),
        js=script(name),
    )


def script(name: str) -> str:
    """The JavaScript module of component ``name``, without indents and comment lines: it travels often."""
    whole = "\n".join(_read(file) for file in _PARTS[name])
    return re.sub(r"^[ \t]*//.*\n|^[ \t]+", "", whole, flags=re.MULTILINE)


def _read(file: str) -> str:
    return importlib.resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
