"""Shared values: the host's registry, a paper at work, small picture files."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from workbench.host import registry
from workbench.testing import TryOut

TASK = "shopdesign-02"


@pytest.fixture(scope="session")
def loaded():
    return registry.load()


@pytest.fixture
def tryout(loaded) -> TryOut:
    return TryOut(loaded, TASK)


@pytest.fixture
def file_of() -> Callable[..., bytes]:
    """The bytes of a picture saved in a format."""

    def save(picture: Image.Image, kind: str, **how) -> bytes:
        out = io.BytesIO()
        picture.save(out, kind, **how)
        return out.getvalue()

    return save
