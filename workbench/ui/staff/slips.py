"""Seat slips that were just made: they are on this page alone, until they are printed."""

from __future__ import annotations

import streamlit as st

from workbench.store.sittings import Sitting
from workbench.usecases import accounts
from workbench.usecases.accounts import Slip


def remember(sitting: Sitting, slips: tuple[Slip, ...]) -> None:
    """Keep slips for this page alone, as JSON: the PINs are kept nowhere."""
    fields = Slip.__slots__
    st.session_state[f"slips-{sitting.id}"] = [
        {name: getattr(slip, name) for name in fields} for slip in slips
    ]


def draw(sitting: Sitting) -> None:
    """Draw the way to print the slips that were just made, if there are any."""
    made: list[dict[str, str]] = st.session_state.get(f"slips-{sitting.id}", [])
    if not made:
        return
    slips = [Slip(**one) for one in made]
    title = " ".join(part for part in (sitting.name, str((sitting.rules or {}).get("date", ""))) if part)
    st.success(f"有 {len(slips)} 张座位条待打印。密码只在这里出现这一次，请现在下载。")
    st.download_button(
        "下载座位条（PDF）", accounts.slips_pdf(title, _address(), slips), "座位条.pdf",
        "application/pdf", icon=":material/print:", key="slips-pdf",
    )  # fmt: skip


def _address() -> str:
    return str(st.context.url or "").partition("?")[0].rstrip("/").removesuffix("/sittings")
