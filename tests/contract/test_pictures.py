"""Every picture that a document shows is there, and every picture of the documents is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def shown(document: Path) -> set[Path]:
    return {
        (document.parent / name).resolve() for name in PICTURE.findall(document.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_a_document_shows_pictures_that_are_there(document: Path) -> None:
    assert [path.name for path in shown(document) if not path.is_file()] == []


def test_no_picture_lies_about_that_no_document_shows() -> None:
    kept = {path.resolve() for path in (ROOT / "docs" / "images").rglob("*.png")}
    assert kept == set().union(*map(shown, DOCUMENTS))
