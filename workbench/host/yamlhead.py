"""A file with a YAML head and a Markdown body: the head's data, and the line of each of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.errors import TaskFileError
from workbench.strictyaml import Mapped, mapped, text_of

_FIRST_LINE = 2  # the head begins below the first '---'


@dataclass(frozen=True, slots=True)
class Head:
    """A file's parsed head and body."""

    path: Path
    body: str
    yaml: Mapped

    @property
    def data(self) -> dict[str, Any]:  # Any: leaves are whatever YAML allows
        """What the head says."""
        return self.yaml.data

    def fault(self, loc: Sequence[str | int], text: str) -> str:
        """``path:line: where: text`` for the part at ``loc``, or for its nearest parent that exists."""
        return self.yaml.fault(loc, text)


def read_head(path: Path) -> Head:
    """Read ``path``. Raises TaskFileError for a file without a closed YAML head or with broken YAML."""
    text = text_of(path, TaskFileError)
    if not text.startswith("---\n"):
        raise TaskFileError((f"{path}:1: want a '---' line and a YAML head at the top, found none",))
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        raise TaskFileError((f"{path}:1: want a '---' line that closes the YAML head, found none",))
    return Head(path, body.strip(), mapped(path, head, TaskFileError, _FIRST_LINE))
