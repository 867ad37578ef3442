"""The picture library as a simulated site: the faces show its pictures by address, a browser keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from workbench.api import JSON, Page, Site

from .pictures import HOST, MEDIA_TYPE, png
from .variant import world_of

_PATH = re.compile(r"/(\d+)/(T\d+)\.png")


def _hosts(given: JSON) -> tuple[str, ...]:
    return (HOST,) if "world" in given else ()


def _fetch(given: JSON, states: Mapping[str, JSON], url: str) -> Page:
    del states
    found = _PATH.fullmatch(urlsplit(url).path)
    world = world_of(given)
    if found is None or int(found[1]) != world.seed or found[2] not in world.by_picture:
        return Page(404, "text/plain; charset=utf-8", "素材库里没有这张图片".encode())
    return Page(200, MEDIA_TYPE, png(world.seed, found[2]))


PICTURE_LIBRARY = Site("copywriting.pictures", _hosts, _fetch)
