"""What can be put on a canvas: given pictures with their licences, uploads, texts and shapes."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, plain

from ..tools.canvas import FORMS
from ..tools.edits import MAX_TEXT_CHARS
from ..world.assets import assets
from .pictures import shelf_thumb, upload_thumb
from .taking import take

_KINDS = {
    "photo": "原始照片",
    "background": "背景",
    "badge": "角标",
    "upload": "我的图片",
    "text": "文字",
    "shape": "形状",
}
_OWNERS = {"own": "自己拍摄或制作", "other": "其他来源（无授权证明）"}
COLUMNS = 3


def draw(session: ToolSession, name: str) -> None:
    """Draw what is to be added, one kind at a time."""
    kind = st.segmented_control(
        "加什么", list(_KINDS), format_func=_KINDS.__getitem__, default="photo", required=True,
        key=session.key("kind"), label_visibility="collapsed",
    )  # fmt: skip
    if kind == "text":
        _text(session, name)
    elif kind == "shape":
        _shape(session, name)
    elif kind == "upload":
        _uploads(session, name)
    else:
        _given(session, name, str(kind))


def _given(session: ToolSession, name: str, kind: str) -> None:
    seed = session.state["seed"]
    shown = [asset for asset in assets(seed).values() if asset.material.kind == kind]
    for start in range(0, len(shown), COLUMNS):
        for column, asset in zip(st.columns(COLUMNS), shown[start : start + COLUMNS], strict=False):
            with column:
                st.image(shelf_thumb(seed, asset.id), width="stretch")
                label = f"{asset.id} " if asset.is_photo else ""
                st.caption(plain(f"{label}{asset.material.name}｜{asset.material.licence}"))
                _add(session, name, asset.id)


def _add(session: ToolSession, name: str, source: str) -> None:
    key = session.key(f"add-{name}-{source}")
    if st.button("加入画布", key=key, disabled=session.locked, width="stretch"):
        take(session, "add_picture", canvas=name, source=source)


def _uploads(session: ToolSession, name: str) -> None:
    owner = st.selectbox("来源", list(_OWNERS), format_func=_OWNERS.__getitem__, key=session.key("owner"))
    session.uploader(
        "upload", label="上传图片（JPG、PNG、GIF、WebP、BMP，最大 5 MB）",
        suffixes=(".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"), owner=owner,
    )  # fmt: skip
    rows = session.state["uploads"]
    if not rows:
        st.caption("还没有上传图片。本题用素材库就能完成；自带图片要注明来源，机器量不到压在它上面的文字。")
    for file, row in rows.items():
        picture, about = st.columns([1, 2])
        picture.image(upload_thumb(session, file), width="stretch")
        with about:
            st.caption(
                plain(
                    f"{row['name']}｜内容 {row['format']}｜"
                    f"{row['width']}×{row['height']}｜{_OWNERS[row['owner']]}"
                )
            )
            _add(session, name, file)


def _text(session: ToolSession, name: str) -> None:
    with st.form(session.key(f"text-{name}"), clear_on_submit=True, border=True):
        text = st.text_area("文字", max_chars=MAX_TEXT_CHARS, height=100, key=session.key(f"new-text-{name}"))
        pressed = st.form_submit_button("加入文字", type="primary", disabled=session.locked)
    if pressed:
        take(session, "add_text", canvas=name, text=text)
    st.caption("一句话一个图层。加入以后在“改图层”里改字号、颜色、粗细、描边和位置。")


def _shape(session: ToolSession, name: str) -> None:
    form = st.selectbox("形状", list(FORMS), format_func=FORMS.__getitem__, key=session.key("form"))
    if st.button("加入形状", type="primary", key=session.key(f"shape-{name}"), disabled=session.locked):
        take(session, "add_shape", canvas=name, form=form)
    st.caption("把形状放在文字下面作底色，文字就看得清。")
