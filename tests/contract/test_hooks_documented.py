"""plugins/README.md has a heading with the signature of every hook, and every hook answers four things."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from workbench import hookspecs

DOCS = (Path(__file__).parents[2] / "plugins" / "README.md").read_text(encoding="utf-8")
HOOKS = {name: function for name, function in vars(hookspecs).items() if name.startswith("workbench_")}


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_has_a_heading_with_its_signature(name: str) -> None:
    arguments = ", ".join(inspect.signature(HOOKS[name]).parameters)
    assert f"### `{name}({arguments})`" in DOCS


@pytest.mark.parametrize("name", HOOKS)
def test_a_hooks_docstring_says_when_how_often_what_none_means_and_what_a_fault_does(name: str) -> None:
    text = inspect.getdoc(HOOKS[name]) or ""
    assert "Asked once" in text
    assert any(word in text for word in ("None", "Every plugin must answer"))
    assert any(word in text for word in ("rejects the plugin", "raises", "fault"))


def test_no_heading_names_a_hook_that_does_not_exist() -> None:
    headings = {line[5:].split("(")[0] for line in DOCS.splitlines() if line.startswith("### `workbench_")}
    assert headings == set(HOOKS)
