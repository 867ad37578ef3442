"""A file with a YAML head and a Markdown body: the head's data, and the line of each of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from workbench.domain.errors import TaskFileError

_HEAD_OFFSET = 2  # YAML counts lines from 0 and the head begins below the first '---'


class _PlainLoader(yaml.SafeLoader):
    """YAML whose plain words stay words: no ``on`` or ``no`` as booleans, no ``2:30`` as 150, no dates."""


_PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", ["t", "f"]),
    ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^[-+]?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?$", list("-+0123456789")),
):
    _PlainLoader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


@dataclass(frozen=True, slots=True)
class Head:
    """A file's parsed head and body. ``data`` is what the YAML says; leaves are whatever it allows."""

    path: Path
    data: dict[str, Any]
    body: str
    node: yaml.Node

    def fault(self, loc: Sequence[str | int], text: str) -> str:
        """``path:line: where: text`` for the part at ``loc``, or for its nearest parent that exists."""
        where = ".".join(str(part) for part in loc)
        return f"{self.path}:{self._line(loc)}: {where}: {text}"

    def _line(self, loc: Sequence[str | int]) -> int:
        node: yaml.Node = self.node
        line: int = node.start_mark.line
        for part in loc:
            found = _step(node, part)
            if found is None:
                break
            line, node = found
        return line + _HEAD_OFFSET


def _step(node: yaml.Node, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child.start_mark.line, child
    return None


def read_head(path: Path) -> Head:
    """Read ``path``. Raises TaskFileError for a file without a closed YAML head or with broken YAML."""
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TaskFileError((f"{path}:1: cannot be read as UTF-8 text: {error}",)) from error
    if not text.startswith("---\n"):
        raise TaskFileError((f"{path}:1: want a '---' line and a YAML head at the top, found none",))
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        raise TaskFileError((f"{path}:1: want a '---' line that closes the YAML head, found none",))
    try:
        node = yaml.compose(head, Loader=_PlainLoader)
        data = yaml.load(head, Loader=_PlainLoader)  # noqa: S506  a SafeLoader with fewer resolvers
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise TaskFileError((f"{path}:{line + _HEAD_OFFSET}: {error.problem}",)) from error
    if not isinstance(data, dict) or node is None:
        raise TaskFileError((f"{path}:2: want a mapping of fields in the head",))
    _refuse_twice(path, node)
    return Head(path, data, body.strip(), node)


def _refuse_twice(path: Path, node: yaml.Node) -> None:
    faults: list[str] = []
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, yaml.SequenceNode):
            pending.extend(current.value)
        if isinstance(current, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in current.value:
                if key.value in seen:
                    faults.append(f"{path}:{key.start_mark.line + _HEAD_OFFSET}: {key.value}: stands twice")
                seen.add(key.value)
                pending.append(value)
    if faults:
        raise TaskFileError(tuple(faults))
