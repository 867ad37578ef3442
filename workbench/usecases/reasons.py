"""Why a privileged act is done: every such act wants it in words, for the log."""

from __future__ import annotations

from workbench.domain.errors import Refused

LONGEST_REASON = 200


def reason_given(reason: str) -> str:
    """The reason as it enters the log. Raises Refused for none, or one that is too long."""
    text = " ".join(reason.split())
    if not text:
        raise Refused("请写明原因，它会记入操作日志。")
    if len(text) > LONGEST_REASON:
        raise Refused(f"原因最多 {LONGEST_REASON} 字，现在有 {len(text)} 字。")
    return text
