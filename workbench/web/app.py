"""The whole application: Streamlit behind our gate, with our routes before it."""

from __future__ import annotations

import logging
from importlib import resources
from pathlib import Path
from typing import cast

import streamlit as st
from starlette.middleware import Middleware

from workbench.ui import current
from workbench.usecases.workbench import Workbench
from workbench.web import answers, tuning
from workbench.web.gate import Gate
from workbench.web.host_config import HostConfig
from workbench.web.lifespan import lifespan
from workbench.web.routes.table import routes
from workbench.web.security_headers import SecurityHeaders
from workbench.web.sessions import Sessions
from workbench.web.shell import Shell
from workbench.web.upload_limit import UploadLimit

logger = logging.getLogger(__name__)


def build(wb: Workbench) -> st.App:
    """The ASGI application of this process. Streamlit's options must have been applied before."""
    current.put(wb)
    tuning.enlarge_session_store()
    sessions = Sessions(wb)
    return st.App(
        entry_script(),
        routes=routes(wb, sessions),
        middleware=middleware(wb, sessions),
        exception_handlers=answers.HANDLERS,
        lifespan=lifespan(wb),
        on_script_error=on_script_error,
    )


def middleware(wb: Workbench, sessions: Sessions) -> list[Middleware]:
    """What every request passes before it reaches a route, the outermost first."""
    return [
        Middleware(SecurityHeaders, https=wb.settings.https),
        Middleware(Gate, sessions=sessions),
        Middleware(UploadLimit),
        Middleware(HostConfig),
        Middleware(Shell),
    ]


def entry_script() -> Path:
    """Where Streamlit's entry script lies, in the source tree and in an installed wheel."""
    return Path(cast("Path", resources.files("workbench.ui"))) / "main.py"


def on_script_error(error: Exception) -> bool:
    """Say in Chinese that a page failed; True, so that Streamlit's red box does not appear as well."""
    logger.error("a page failed", exc_info=error)
    st.error("这一页出了问题，您保存的内容都在。请刷新；若还不行，请告诉监考员。")
    return True
