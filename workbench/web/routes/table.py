"""Every address of ours, and what answers it."""

from __future__ import annotations

from functools import partial

from starlette.routing import BaseRoute, Route

from workbench.usecases.workbench import Workbench
from workbench.web.names import I18N_SCRIPT, SIGNIN
from workbench.web.routes import (
    archives,
    drafts,
    exports,
    files,
    flags,
    health,
    heartbeat,
    papers,
    sites,
    strings,
)
from workbench.web.routes.signin import Door
from workbench.web.sessions import Sessions


def routes(wb: Workbench, sessions: Sessions) -> list[BaseRoute]:
    """The routes that stand before Streamlit's own."""
    door, uploading = Door(wb, sessions), files.Uploading(wb)
    return [
        Route(SIGNIN, door.show, methods=["GET"]),
        Route(SIGNIN, door.enter, methods=["POST"]),
        Route("/signout", door.ask_leave, methods=["GET"]),
        Route("/signout", door.leave, methods=["POST"]),
        Route("/healthz", partial(health.health, wb), methods=["GET"]),
        Route("/autosave", partial(drafts.autosave, wb), methods=["POST"]),
        Route("/draft", partial(drafts.draft, wb), methods=["GET"]),
        Route("/flags", partial(flags.note, wb), methods=["POST"]),
        Route("/heartbeat", partial(heartbeat.beat, wb), methods=["POST"]),
        Route("/upload", uploading.put, methods=["PUT"]),
        Route("/files/{attempt}/{file}", partial(files.get, wb), methods=["GET"]),
        Route("/export/{attempt}/{tool}/{field}", partial(exports.export, wb), methods=["GET"]),
        Route("/archive/{sitting}/{seal}", partial(archives.archive, wb), methods=["GET"]),
        Route("/papers/{name}", partial(papers.fetch, wb), methods=["GET"]),
        Route("/web/{attempt}/{host}", partial(sites.visit, wb), methods=["GET"]),
        Route("/web/{attempt}/{host}/{path:path}", partial(sites.visit, wb), methods=["GET"]),
        Route("/favicon.png", strings.icon, methods=["GET"]),
        Route(I18N_SCRIPT, strings.script, methods=["GET"]),
    ]
