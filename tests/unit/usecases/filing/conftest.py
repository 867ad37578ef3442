from __future__ import annotations

import pytest
from class_to_file import worked


@pytest.fixture
def room(tmp_path):
    made = worked(tmp_path / "home")
    yield made
    made.wb.store.close()
