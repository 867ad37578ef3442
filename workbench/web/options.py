"""Every Streamlit option that the workbench stands on, set with the last word and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from streamlit import config
from streamlit.web import bootstrap

from workbench.settings import Settings
from workbench.web.names import LOGIN_HEADER, MAX_UPLOAD_MEGABYTES, ROLE_HEADER

Option = bool | int | str

TRUSTED_HEADERS = {LOGIN_HEADER: "login", ROLE_HEADER: "role"}

SESSION_KEPT_SECONDS = 900
"""How long a dropped browser finds its pages as they were."""

_CJK_FONTS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif'

_THEME: Mapping[str, Option] = {
    "theme.base": "light",
    "theme.primaryColor": "#1f5fa8",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f6f9",
    "theme.textColor": "#1f2933",
    "theme.linkColor": "#1f5fa8",
    "theme.font": _CJK_FONTS,
    "theme.headingFont": _CJK_FONTS,
    "theme.baseFontSize": 15,
    "theme.baseRadius": "small",
    "theme.showWidgetBorder": True,
}


def options(settings: Settings) -> dict[str, Option]:
    """Streamlit's options by dotted name. Source of the figures: the measurements in docs/capacity.md."""
    return {
        "runner.postScriptGC": False,
        "server.fileWatcherType": "auto" if settings.authoring else "none",
        "server.runOnSave": settings.authoring,
        "server.trustedUserHeaders": json.dumps(TRUSTED_HEADERS),
        "server.disconnectedSessionTTL": SESSION_KEPT_SECONDS,
        "server.enableAgentApi": False,
        "server.headless": True,
        "server.address": settings.host,
        "server.port": settings.port,
        "server.baseUrlPath": "",
        "server.maxUploadSize": MAX_UPLOAD_MEGABYTES,
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.scriptHealthCheckEnabled": False,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "global.developmentMode": False,
        "logger.hideWelcomeMessage": True,
        **_THEME,
    }


def apply(settings: Settings) -> None:
    """Set the options as command-line flags are set: over every config.toml and STREAMLIT_* variable."""
    bootstrap.load_config_options(options(settings))


def found(name: str) -> Any:  # Any: as Streamlit holds it
    """An option as the running process has it."""
    return config.get_option(name)


def wrong_options(settings: Settings) -> tuple[str, ...]:
    """One line for each option that did not take: name, what was found, what is wanted."""
    wanted: dict[str, Any] = dict(options(settings))  # Any: one of them is a mapping after parsing
    wanted["server.trustedUserHeaders"] = TRUSTED_HEADERS
    return tuple(
        f"Streamlit option {name}: found {found(name)!r}, want {value!r}"
        for name, value in wanted.items()
        if found(name) != value
    )
