"""Pages of the simulated sites, as a student's browser gets them."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from workbench.domain.errors import Absent, Refused
from workbench.domain.site import Page
from workbench.store.people import Person
from workbench.usecases.sitting_exam import look
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

MAX_PAGE_BYTES = 2 * 2**20


def page(wb: Workbench, person: Person, attempt_id: str, url: str) -> Page:
    """The page at ``url`` with this attempt's edits. Raises Absent outside the simulated sites."""
    seen = look(wb, person, attempt_id)
    host = urlsplit(url).hostname or ""
    for site in wb.registry.plugins[seen.paper.task.plugin].sites:
        if host in site.hosts(seen.paper.given):
            states = {tool: seen.states[tool] for tool in site.needs if tool in seen.states}
            found = site.fetch(seen.paper.given, states, url)
            if len(found.body) > MAX_PAGE_BYTES:
                raise Refused("这个页面太大，打不开。")
            return found
    raise Absent(f"仿真网络里没有“{host[:80]}”这个网站。考试中只能访问题目给出的网站。")
