"""What an examiner sees of a file that a tool made."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page_of_a_picture():
    # AppTest runs this function's source alone, so its imports stand inside it.
    from types import SimpleNamespace

    from workbench.ui.examiner import handed_in

    made = {"file": "ab" * 32, "name": '"><b>主图</b>.jpg', "size": 3}
    script = SimpleNamespace(
        attempt_id="a1",
        states={"plug.desk": {"files": {"02": made}}},
        paper=SimpleNamespace(
            given={"desk": {"deliverables": [{"id": "02", "name": "02_主图.jpg", "tool": "plug.desk"}]}}
        ),
    )
    handed_in.draw(script)


def test_a_picture_is_fetched_by_the_browser_and_its_name_is_never_markup() -> None:
    page = AppTest.from_function(page_of_a_picture, default_timeout=20).run()
    assert not page.exception
    html = "".join(str(node.proto.body) for node in page.get("html"))
    assert "<img src=" in html
    assert "<b>" not in html
