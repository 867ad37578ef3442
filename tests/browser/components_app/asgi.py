"""The smallest server that the components need: /autosave, /draft, /flags, and a page."""

from pathlib import Path

import kept
import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route


async def autosave(request):
    status, reply = kept.save(await request.json())
    return JSONResponse(reply, status)


async def draft(request):
    key = tuple(request.query_params[name] for name in ("attempt", "tool", "field"))
    return JSONResponse(kept.drafts.get(key, {"rev": 0, "body": "", "saved_at": 0}))


async def flags(request):
    kept.flags.append(await request.json())
    return JSONResponse({})


async def control(request):
    message = await request.json()
    kept.mode.update(message.get("mode", {}))
    if "draft" in message:
        kept.drafts[tuple(message["key"])] = message["draft"]
    return JSONResponse({"saves": kept.saves, "flags": kept.flags, "drafts": list(kept.drafts.values())})


app = st.App(
    Path(__file__).parent / "main.py",
    routes=[
        Route("/autosave", autosave, methods=["POST"]),
        Route("/draft", draft),
        Route("/flags", flags, methods=["POST"]),
        Route("/control", control, methods=["POST"]),
    ],
)
