"""The components' sources: small, whole, and the same on every call."""

import re

import pytest

from workbench.ui.components.mounting import script

LIMITS = {
    "editor": 16_000, "grid": 22_000, "countdown": 5_000, "pulse": 4_000, "annotator": 7_500, "goto": 900,
}  # fmt: skip
"""Bytes of JavaScript that travel for each component."""


@pytest.mark.parametrize("name", LIMITS)
def test_a_component_is_small_and_exports_one_function(name):
    source = script(name)
    assert len(source.encode()) <= LIMITS[name]
    assert source.count("export default function") == 1
    assert not re.search(r"^\s*//", source, flags=re.MULTILINE)


def test_the_page_wide_listeners_are_made_once_for_all_components():
    saving = ("editor", "grid", "countdown")
    assert all("window.__workbench ??=" in script(name) for name in saving)
