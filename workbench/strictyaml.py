"""YAML from outside, read strictly: plain words stay words, and every part knows its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from workbench.domain.errors import FileFault

_IN_CHARGE = {  # pydantic's word for a fault -> ours, in the terms of the file
    "missing": "is missing",
    "extra_forbidden": "is no known field",
    "unexpected_keyword_argument": "is no known field",
    "int_type": "want a whole number",
    "decimal_type": "want a number",
    "float_type": "want a number",
    "is_instance_of": "want a number",
    "string_type": "want text",
    "bool_type": "want true or false",
    "list_type": "want a list",
    "tuple_type": "want a list",
    "dict_type": "want a mapping",
    "model_type": "want a mapping",
    "dataclass_type": "want a mapping",
}


Loc = tuple[str | int, ...]
"""Where a part stands: the keys and places that lead to it."""


class _PlainLoader(yaml.SafeLoader):
    """YAML whose plain words stay words: no ``on`` or ``no`` as booleans, no ``2:30`` as 150, no dates."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node. Raises MarkedYAMLError for a reference: a small file could stand for a huge one."""
        if self.check_event(yaml.AliasEvent):
            found: Any = self.peek_event()  # type: ignore[no-untyped-call]  # Any: PyYAML's types end here
            text = f"want each part written out, found the reference *{found.anchor}"
            raise yaml.MarkedYAMLError(problem=text, problem_mark=found.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


_PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", ["t", "f"]),
    ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^[-+]?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?$", list("-+0123456789")),
):
    _PlainLoader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A YAML mapping and where its parts stand. ``data`` is what it says; leaves are whatever YAML allows.

    ``first_line`` is the line of the file on which the YAML begins.
    """

    path: Path
    data: dict[str, Any]
    node: yaml.Node
    first_line: int

    def fault(self, loc: Sequence[str | int], text: str) -> str:
        """``path:line: where: text`` for the part at ``loc``, or for its nearest parent that exists."""
        where = ".".join(str(part) for part in loc)
        return f"{self.path}:{self._line(loc)}: {where}: {text}"

    def faults(self, found: Iterable[tuple[Loc, str]]) -> tuple[str, ...]:
        """Every fault as ``fault`` says it, in the order of the file's lines."""
        return tuple(self.fault(*one) for one in sorted(found, key=lambda one: self._line(one[0])))

    def _line(self, loc: Sequence[str | int]) -> int:
        node: yaml.Node = self.node
        line: int = node.start_mark.line
        for part in loc:
            found = _step(node, part)
            if found is None:
                break
            line, node = found
        return line + self.first_line


def _step(node: yaml.Node, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child.start_mark.line, child
    return None


def in_words(error: ValidationError) -> Iterator[tuple[Loc, str]]:
    """What pydantic found: where, and what is wanted and was found in the terms of the file."""
    for item in error.errors():
        loc = tuple(part for part in item["loc"] if not _is_pydantics_own(part))
        want = _IN_CHARGE.get(item["type"], item["msg"].removeprefix("Value error, "))
        found = "" if item["type"] == "missing" else f", found {item['input']!r:.60}"
        yield loc, want + found


def _is_pydantics_own(part: str | int) -> bool:
    """Whether a part of a place names a validator or a choice of types, which no file holds."""
    return isinstance(part, str) and (part.startswith("function-") or "[" in part)


def text_of(path: Path, error: type[FileFault]) -> str:
    """The file's text with plain line ends. Raises ``error`` for a file that is no readable UTF-8 text."""
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise error((f"{path}:1: cannot be read as UTF-8 text: {fault}",)) from fault


def mapped(path: Path, text: str, error: type[FileFault], first_line: int = 1) -> Mapped:
    """The YAML mapping that is ``text``. Raises ``error`` for broken YAML, another shape, a key twice."""
    loader = _PlainLoader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line if fault.problem_mark else 0
        raise error((f"{path}:{line + first_line}: {fault.problem}",)) from fault
    except (yaml.YAMLError, RecursionError) as fault:
        raise error((f"{path}:{first_line}: cannot be read as YAML: {fault}",)) from fault
    finally:
        loader.dispose()
    if not isinstance(data, dict) or node is None:
        raise error((f"{path}:{first_line}: want a mapping of fields",))
    if faults := tuple(_twice(path, node, first_line)):
        raise error(faults)
    return Mapped(path, data, node, first_line)


def _twice(path: Path, node: yaml.Node, first_line: int) -> Iterator[str]:
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, yaml.SequenceNode):
            pending.extend(current.value)
        if isinstance(current, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in current.value:
                if key.value in seen:
                    yield f"{path}:{key.start_mark.line + first_line}: {key.value}: stands twice"
                seen.add(key.value)
                pending.append(value)
