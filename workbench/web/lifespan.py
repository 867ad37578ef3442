"""What goes on beside the requests: the hour's end, and the collector."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from anyio import to_thread

from workbench.domain.errors import StoreError
from workbench.usecases import expiring, presence
from workbench.usecases.workbench import Workbench
from workbench.web import options, selfcheck, tuning

logger = logging.getLogger(__name__)

EXPIRY_SECONDS = 2.0
"""How often attempts whose time is up are looked for; they must be handed in within 10 s (DESIGN 5.3)."""

TIDY_SECONDS = 20.0
"""How often what has lived on leaves the garbage collector's round (see tuning.tidy)."""

Lifespan = Callable[[Any], AbstractAsyncContextManager[dict[str, Any] | None]]  # Any: Streamlit's App


def lifespan(wb: Workbench) -> Lifespan:
    """The frame around the server's life: warm up, work beside the requests, stop."""

    @asynccontextmanager
    async def living(app: object) -> AsyncIterator[dict[str, Any] | None]:  # Any: Streamlit's state
        del app
        # Streamlit has set the number of threads just before this.
        to_thread.current_default_thread_limiter().total_tokens = tuning.THREADS
        await to_thread.run_sync(tuning.warm_up, wb.registry)
        # Once more, now that Streamlit itself has started: nothing may have read another configuration.
        selfcheck.demand_fit([selfcheck.Fault(text) for text in options.wrong_options(wb.settings)])
        beside = [
            asyncio.create_task(every(EXPIRY_SECONDS, lambda: expiring.expire_due(wb))),
            asyncio.create_task(every(presence.KEEP_SECONDS, lambda: presence.keep_signs(wb))),
            asyncio.create_task(every(TIDY_SECONDS, tuning.Tidying())),
        ]
        try:
            yield None
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await to_thread.run_sync(_keep_last_signs, wb)
            wb.store.close()

    return living


def _keep_last_signs(wb: Workbench) -> None:
    try:
        presence.keep_signs(wb)
    except StoreError:
        logger.exception("the last signs of life were not kept")


async def every(seconds: float, work: Callable[[], object]) -> None:
    """Do ``work`` in a thread, again and again; a fault is logged and the next turn comes all the same."""
    last = ""
    while True:
        try:
            await to_thread.run_sync(work)
        except Exception as error:  # the border: an exam's end must come even if one turn fails
            is_new, last = last != repr(error), repr(error)
            text = "work beside the requests failed; it is tried again in %s s: %s"
            # An hour of the same fault needs no 1800 tracebacks.
            logger.log(logging.ERROR, text, seconds, error, exc_info=is_new)
        await asyncio.sleep(seconds)
