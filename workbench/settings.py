"""What this process was told to be: read once from the environment and the command line, then passed down."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.errors import WorkbenchError

DEFAULT_HOME = "workbench-home"
MAX_PORT = 65535

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


class SettingsError(WorkbenchError):
    """Settings that cannot be used. ``faults``: a line for each, with what is wanted."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process. Paths are absolute; ``port`` 0 lets the system choose one.

    ``https`` says that browsers come over https (the cookie is then Secure). ``authoring`` reloads changed
    code and is not for exams. ``blobs_url`` is a folder or an fsspec URL. ``trusted_proxies`` are addresses
    and networks: what these say of a browser's address and scheme (X-Forwarded-For, -Proto) is believed, and
    nobody else.
    """

    home: Path
    database_url: str
    blobs_url: str
    host: str = "127.0.0.1"
    port: int = 8501
    plugins_dir: Path | None = None
    https: bool = False
    demo: bool = False
    authoring: bool = False
    trusted_proxies: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        faults = [
            *_blank(self.host, "host", "an address to listen on, such as 127.0.0.1"),
            *_blank(self.database_url, "database URL", "such as sqlite:///workbench.db"),
            *(fault for proxy in self.trusted_proxies for fault in _no_network(proxy)),
        ]
        if not 0 <= self.port <= MAX_PORT:
            faults.append(f"WORKBENCH_PORT: found {self.port}, want 0..{MAX_PORT}")
        if self.plugins_dir is not None and not self.plugins_dir.is_dir():
            faults.append(
                f"WORKBENCH_PLUGINS_DIR: {self.plugins_dir} is not a folder; want a folder of plugins"
            )
        if self.home.exists() and not self.home.is_dir():
            faults.append(f"WORKBENCH_HOME: {self.home} is a file; want a folder")
        if faults:
            raise SettingsError(tuple(faults))

    @classmethod
    def read(cls, env: Mapping[str, str], **overrides: Any) -> Settings:  # Any: values of the command line
        """The settings from ``env``, where every field of ``overrides`` that is not None has the last word.

        Environment: WORKBENCH_HOME, _HOST, _PORT, _DATABASE_URL, _BLOBS_URL, _PLUGINS_DIR, _HTTPS, _DEMO,
        _AUTHORING, _TRUSTED_PROXIES (parted by commas). Raises SettingsError with every fault.
        """
        said = {name: value for name, value in overrides.items() if value is not None}
        unknown = sorted(set(said) - set(cls.__dataclass_fields__))
        if unknown:
            raise SettingsError(
                (f"unknown settings {unknown}; there are {sorted(cls.__dataclass_fields__)}",)
            )
        faults: list[str] = []
        found: dict[str, Any] = {  # Any: each field has its own type
            "port": _port(env.get("WORKBENCH_PORT", ""), faults),
            **{name: _flag(env, name, faults) for name in ("https", "demo", "authoring")},
            **said,
        }
        if faults:
            raise SettingsError(tuple(faults))
        home = _path(said.get("home") or env.get("WORKBENCH_HOME") or DEFAULT_HOME)
        plugins_dir = said.get("plugins_dir") or env.get("WORKBENCH_PLUGINS_DIR")
        found |= {
            "home": home,
            "host": said.get("host") or env.get("WORKBENCH_HOST") or "127.0.0.1",
            "database_url": said.get("database_url")
            or env.get("WORKBENCH_DATABASE_URL")
            or f"sqlite:///{(home / 'workbench.db').as_posix()}",
            "blobs_url": str(said.get("blobs_url") or env.get("WORKBENCH_BLOBS_URL") or home / "blobs"),
            "plugins_dir": _path(plugins_dir) if plugins_dir else None,
            "trusted_proxies": _list(said.get("trusted_proxies") or env.get("WORKBENCH_TRUSTED_PROXIES", "")),
        }
        return cls(**found)


def _blank(value: str, name: str, wanted: str) -> list[str]:
    return [] if value.strip() else [f"{name}: found nothing, want {wanted}"]


def _no_network(text: str) -> list[str]:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return [f"WORKBENCH_TRUSTED_PROXIES: found {text!r}, want an address or network, such as 127.0.0.1"]
    return []


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _path(value: str | Path) -> Path:
    return Path(value).expanduser().absolute()


def _port(text: str, faults: list[str]) -> int:
    if not text.strip():
        return 8501
    if text.strip().isdecimal():
        return int(text)
    faults.append(f"WORKBENCH_PORT: found {text!r}, want a number 0..{MAX_PORT}")
    return 0


def _flag(env: Mapping[str, str], name: str, faults: list[str]) -> bool:
    text = env.get(f"WORKBENCH_{name.upper()}", "").strip().lower()
    if text not in _YES | _NO:
        faults.append(f"WORKBENCH_{name.upper()}: found {text!r}, want 1 or 0")
    return text in _YES
