"""Tables for faces show words, whatever the words are."""

from __future__ import annotations

from workbench.tables import dim, mark, table, text, whole


def test_captions_heads_and_cells_are_escaped() -> None:
    cells = [text("<i>"), mark("<i>", is_good=True), dim("<i>"), whole("<i>")]
    assert "<i>" not in table("<i>", ["<i>"] * 4, [cells])
