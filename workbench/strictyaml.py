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
    "date_type": "want a day such as 2026-02-10",
    "date_parsing": "want a day such as 2026-02-10",
    "date_from_datetime_parsing": "want a day such as 2026-02-10",
}


MOST_DEEP = 40
"""Levels of lists and mappings in each other; a rubric's deepest has 6."""

Loc = tuple[str | int, ...]
"""Where a part stands: the keys and places that lead to it."""


_Loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader  # Any: a base chosen here


class _PlainLoader(_Loader):  # type: ignore[misc]  # libyaml reads the packs of six plugins 9 times as fast
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
    """The YAML mapping that is ``text``. Raises ``error`` for broken or unclear YAML, and another shape."""
    try:
        if refused := tuple(f"{path}:{line + first_line}: {why}" for line, why in _refused(text)):
            raise error(refused)
        node, data = _built(text)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line if fault.problem_mark else 0
        raise error((f"{path}:{line + first_line}: {fault.problem}",)) from fault
    except yaml.YAMLError as fault:
        raise error((f"{path}:{first_line}: cannot be read as YAML: {fault}",)) from fault
    if not isinstance(data, dict) or node is None:
        raise error((f"{path}:{first_line}: want a mapping of fields",))
    if faults := tuple(_twice(path, node, first_line)):
        raise error(faults)
    return Mapped(path, data, node, first_line)


def _built(text: str) -> tuple[yaml.Node | None, Any]:  # Any: whatever YAML allows
    loader = _PlainLoader(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def _refused(text: str) -> Iterator[tuple[int, str]]:
    """What YAML allows and no file of ours needs, found without building anything."""
    depth = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        line = event.start_mark.line if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):  # a few bytes of references can stand for gigabytes
            yield line, f"want each part written out, found the reference *{event.anchor}"
        elif depth > MOST_DEEP:  # building is recursive, in libyaml without any bound of its own
            yield line, f"want at most {MOST_DEEP} levels, found more"
            return


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
