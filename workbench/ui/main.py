"""The entry script: who is here, and which pages they have."""

from __future__ import annotations

from urllib.parse import unquote

import streamlit as st

from workbench.store.people import Person
from workbench.ui import current
from workbench.ui.pages import pages_for, position
from workbench.ui.style import PAGE_CSS
from workbench.usecases import signing_in
from workbench.usecases.roles import ROLE_NAMES
from workbench.usecases.workbench import Workbench
from workbench.web.names import COOKIE


def main() -> None:
    """Draw the page that the address names, for the person that the gate let in."""
    st.set_page_config(page_title="技能考核工作台", layout="wide")
    st.html(PAGE_CSS)
    _stay_awake()
    wb = current.workbench()
    person = _person(wb)
    if person is None:
        st.warning("登录已失效，您保存的内容都在。")
        st.link_button("重新登录", "/signin")
        st.stop()
    is_student = person.role == "student"
    st.navigation(pages_for(wb, person), position=position(wb, person)).run()
    if not is_student:
        st.link_button(f"退出登录（{ROLE_NAMES[person.role]} {person.name}）", "/signout", type="tertiary")


def _person(wb: Workbench) -> Person | None:
    # The gate has checked the cookie at the handshake; an open connection outlives a revoked sign-in,
    # so it is checked again at each run.
    token = st.context.cookies.get(COOKIE)
    if isinstance(token, str) and signing_in.who(wb, token) is None:  # under AppTest it is no text
        return None
    login = st.user.get("login")  # percent-encoded: a header carries ASCII only
    return signing_in.person_by_login(wb, unquote(str(login))) if login else None


@st.fragment(run_every="1h")
def _stay_awake() -> None:
    """Nothing. With a timed fragment on the page the browser reruns the script after a reconnect."""


main()
