"""What the routes read out of a request."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request

from workbench.domain.errors import NotAllowed, TooLarge
from workbench.store.people import Person
from workbench.web.answers import Malformed

_NAME = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,64}")
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a pair

MAX_REVISION = 2**53 - 1
"""The largest whole number that a browser counts without error."""


def person_of(request: Request) -> Person:
    """The person that the gate let in. Raises NotAllowed where there is none."""
    person = request.scope.get("state", {}).get("person")
    if not isinstance(person, Person):
        raise NotAllowed("请先登录。")
    return person


async def body_of(request: Request, *, max_bytes: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it is larger than ``max_bytes``."""
    said = request.headers.get("content-length", "0")
    chunks, size = [], int(said) if said.isdecimal() else 0
    if size <= max_bytes:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > max_bytes:
                break
            chunks.append(chunk)
    if size > max_bytes:
        raise TooLarge(f"内容太大，没有保存：一次最多 {max_bytes // 1024} KB。")
    return b"".join(chunks)


async def json_of(request: Request, *, max_bytes: int) -> dict[str, Any]:  # Any: JSON leaves
    """The body as a JSON object. Raises TooLarge or Malformed."""
    raw = await body_of(request, max_bytes=max_bytes)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Malformed("请求不是 JSON，没有执行。") from error
    if not isinstance(found, dict):
        raise Malformed("请求应当是一个 JSON 对象，没有执行。")
    return found


def name_in(values: Any, key: str) -> str:  # Any: a JSON object or query parameters
    """A short name: 1 to 64 characters, none of them a control character. Raises Malformed."""
    value = values.get(key)
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise Malformed(f"{key} 应当是 1—64 个字符的文字，没有执行。")
    return value


def whole_in(values: dict[str, Any], key: str) -> int:  # Any: JSON leaves
    """A whole number, 0 or more. Raises Malformed."""
    value = values.get(key)
    if type(value) is not int or not 0 <= value <= MAX_REVISION:
        raise Malformed(f"{key} 应当是不小于 0 的整数，没有执行。")
    return value


def text_in(values: dict[str, Any], key: str) -> str:  # Any: JSON leaves
    """A text of any length that can be kept. Raises Malformed."""
    value = values.get(key)
    if not isinstance(value, str):
        raise Malformed(f"{key} 应当是文字，没有保存。")
    if _UNKEEPABLE.search(value):
        raise Malformed("内容里有不能保存的字符，请删去后再试。")
    return value
