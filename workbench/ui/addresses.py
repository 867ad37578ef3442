"""Where a browser finds what belongs to an attempt."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def page_url(attempt_id: str, address: str) -> str:
    """Where ``address`` of a simulated site is seen, as a visitor would."""
    parts = urlsplit(address if "//" in address else f"http://{address}")
    query = f"?{parts.query}" if parts.query else ""
    return f"/web/{attempt_id}/{parts.netloc}{quote(parts.path or '/', safe='/%')}{query}"


def download_url(attempt_id: str, tool: str, field: str) -> str:
    """Where the file is that ``tool`` makes of ``field``."""
    return f"/export/{attempt_id}/{tool}/{quote(field)}"


def file_url(attempt_id: str, file: str) -> str:
    """Where a file that was brought in or made is; ``file`` is its SHA-256."""
    return f"/files/{attempt_id}/{file}"
