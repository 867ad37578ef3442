"""The components as Python mounts them."""

import json

import pytest
from streamlit.testing.v1 import AppTest


def page(kind, body):
    import streamlit as st

    from workbench.ui.components import editors

    mount = editors.grid if kind == "grid" else editors.editor
    given = mount(
        attempt="a",
        holder="h",
        person="s",
        tool="desk.doc",
        field="01",
        rev=3,
        body=body,
        label="表",
        kind=kind,
        rows=4,
        options={"columns": ["甲"]},
        locked=False,
        key="k",
    )
    editors.countdown(deadline_ms=2, server_ms=1, attempt="a", holder="h", key="c", on_expired=lambda: None)
    editors.pulse(attempt="a", holder="h", state="running", held=True, messages=[], key="p")
    st.write(given)


@pytest.mark.parametrize("kind", ["doc", "text", "grid"])
def test_a_field_gives_back_the_body_it_was_handed(kind):
    body = json.dumps({"columns": ["甲"], "rows": [["x"]]}) if kind == "grid" else "正文"
    at = AppTest.from_function(page, kwargs={"kind": kind, "body": body}).run()
    assert not at.exception
    assert at.markdown[-1].value == body
    assert not at.run().exception
