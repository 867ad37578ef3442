"""Every rule pack of every built-in plugin says who says so, since when, and whether that was read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.host import registry
from workbench.host.paper import freeze

FOUND = registry.load()
PLUGINS = [pytest.param(plugin, id=name) for name, plugin in FOUND.plugins.items()]
PACKS = [
    pytest.param(file, id=pack_id)
    for plugin in FOUND.plugins.values()
    for pack_id, file in plugin.packs.items()
]  # fmt: skip


@pytest.mark.parametrize("plugin", PLUGINS)
def test_every_yaml_file_of_a_plugin_is_one_of_its_packs(plugin) -> None:
    folder = Path(plugin.front.__file__).parent
    assert {file.path for file in plugin.packs.values()} == set(folder.glob("data/*.yaml"))


@pytest.mark.parametrize("file", PACKS)
def test_a_pack_has_source_date_version_and_a_verified_flag(file) -> None:
    head = file.read().head
    assert head.id == file.id
    assert head.source.strip()
    assert head.version.strip()
    assert dt.date(2020, 1, 1) <= head.date
    assert isinstance(head.verified, bool)


@pytest.mark.parametrize("file", PACKS)
def test_an_edited_copy_of_a_pack_is_read_like_the_pack(file, tmp_path) -> None:
    copy = tmp_path / "edited.yaml"
    copy.write_bytes(file.path.read_bytes())
    assert file.read_copy(copy) == file.read()


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_reads_its_packs_with_no_reader_of_its_own(plugin) -> None:
    for path in Path(plugin.front.__file__).parent.rglob("*.py"):
        assert "import yaml" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_card_has_a_source_and_an_unverified_one_says_so_where_it_is_shown(plugin) -> None:
    task = next(iter(plugin.tasks.values()))
    shown = {card["id"]: card for card in freeze(FOUND, task, 7, "A0007").given["desk"]["shelf"]}
    assert {card.id for card in plugin.shelf} <= set(shown)
    for card in plugin.shelf:
        assert card.text.strip(), card.id
        assert card.source.strip(), card.id
        assert shown[card.id]["verified"] is card.verified
        label, words = _drawn(shown[card.id])
        assert ("未核实" in label) is not card.verified
        assert ("已核实" in label) is card.verified
        assert ("未核实，引用前请自行核对" in words) is not card.verified


def _drawn(card) -> tuple[str, str]:
    """The label of the card's expander and everything below it, as the desk's shelf draws them."""

    def page(card) -> None:
        from types import SimpleNamespace

        import streamlit as st

        from workbench.desk.views import shelf

        key = f"face-card-{card['id']}"
        st.session_state[key] = True  # opened
        shelf.draw(
            SimpleNamespace(
                state={"query": "", "opened": [card["id"]], "cards": [card["id"]]},
                given={"desk": {"shelf": [card]}},
                locked=False,
                key=lambda name: f"face-{name}",
                do=lambda *_, **__: True,
            )
        )

    at = AppTest.from_function(page, kwargs={"card": card}).run()
    assert not at.exception
    (box,) = at.expander
    return box.label, " ".join(part.value for part in [*box.markdown, *box.caption])
