"""The probe's face."""

from __future__ import annotations

import io

import streamlit as st
from PIL import Image

from workbench.api import tables


def draw(session):
    st.caption(f"已过 {int(session.elapsed) >= 0}，{'锁住' if session.locked else '可改'}")
    session.uploader("bring", label="上传图片", suffixes=(".png",), slot="01")
    if st.button("做图", key=session.key("make"), disabled=session.locked):
        made = io.BytesIO()
        Image.new("RGB", (60, 40), "#2459a6").save(made, "PNG")
        session.keep("make", "做出的图.png", made.getvalue(), slot="02")
    if st.button("做坏图", key=session.key("spoil"), disabled=session.locked):
        session.keep("make", "坏图.png", b"GIF89a", slot="02")
    if st.button("说话", key=session.key("say"), disabled=session.locked):
        session.do("say", text="好", at=-5.0)
    for slot, file in session.state["files"].items():
        st.write(f"{slot} {file['name']} {file['size']} {file['kind']} {len(session.file(file['file']))}")
        st.html(tables.picture(session.file_url(file["file"]), file["name"]))
    st.write(f"说过 {len(session.state['said'])}")
    st.markdown(f"[下载]({session.download_url('said')})")
