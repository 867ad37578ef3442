"""Addresses as students type them, and the one web that a student's tool may reach."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from workbench.api import Refused

OUTSIDE = "学生工具只能访问模拟网站"
LONGEST = 300  # characters of a typed address


def parse_address(typed: str, host: str) -> str:
    """The full address that ``typed`` means on ``host``: ``http://host/path``, scheme optional.

    Raises Refused, in the student's words, for an empty or malformed address and for any other host.
    """
    text = typed.strip().replace("。", ".").replace("：", ":")
    if not text:
        raise Refused("请先输入或选择网页地址。")
    if len(text) > LONGEST or any(not character.isprintable() or character.isspace() for character in text):
        raise Refused("网址格式不对：太长，或者含有空格、换行等字符。")
    if text.startswith("/") and not text.startswith("//"):
        text = host + text
    try:
        parts = urlsplit(text if "://" in text else "http://" + text.lstrip("/"))
        name, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"网址格式不对：{typed.strip()[:60]}") from error
    if not name or (parts.scheme in ("http", "https") and "." not in name):
        raise Refused(f"网址格式不对：{typed.strip()[:60]}")
    if parts.scheme not in ("http", "https") or name != host or parts.username is not None:
        raise Refused(f"{OUTSIDE}（{host}），不能打开 {typed.strip()[:60]}")
    if port not in (None, 80, 443):
        raise Refused(f"{OUTSIDE}，不开放 {port} 端口")
    query = f"?{quote(parts.query, safe='=&%+')}" if parts.query else ""
    return f"http://{host}{quote(parts.path or '/', safe='/%')}{query}"
