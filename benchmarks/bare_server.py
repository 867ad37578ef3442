"""Serves ``bare_page.py`` under the product's own Streamlit options, warm-up and server settings."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn

from workbench.host import registry
from workbench.settings import Settings
from workbench.web import options, serve, tuning


@asynccontextmanager
async def living(app: object) -> AsyncIterator[dict[str, Any] | None]:  # Any: Streamlit's state
    """Warm up as the product does."""
    del app
    tuning.warm_up(registry.load())
    yield None


def main() -> None:
    """Serve on the loopback port that is named."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.read({"WORKBENCH_HOME": folder, "WORKBENCH_PORT": sys.argv[1]})
        options.apply(settings)
        listening = serve.listen(settings)
        app = st.App(Path(__file__).parent / "bare_page.py", lifespan=living)
        uvicorn.Server(serve.server_config(app, settings)).run(sockets=[listening])


if __name__ == "__main__":
    main()
