"""The checker's face: found, wanted, verdict and rule for each exported picture, and the probe."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.check import real_kind
from ..tools.specs import verdicts
from .verdicts import correction_html, licence_html, share_html, text_html

PROXY = "以上都是可量的指标，不等于好看；好不好看由考评员评。"


def draw(session: ToolSession) -> None:
    """Draw the choice, the tables of the chosen picture, and the probe."""
    files = session.seen.get("shopdesign.desk", {}).get("files", {})
    asked = session.state["asked"]
    chooser, button = st.columns([5, 1], vertical_alignment="center")
    with chooser:
        name = str(
            st.segmented_control(
                "成品", list(asked), format_func=lambda one: asked[one]["name"], default=next(iter(asked)),
                required=True, key=session.key("file"), label_visibility="collapsed",
            )
        )  # fmt: skip
    if button.button(
        "检查", type="primary", key=session.key("check"), disabled=session.locked, width="stretch"
    ):
        session.do("check", deliverable=name)
    file = files.get(name)
    if file is None:
        st.info("这张图还没有导出。请先在“图片设计器”的“导出”里导出，再来检查。")
    elif session.locked or any(row["file"] == file["file"] for row in session.state["checks"]):
        _report(session, name, file)
    else:
        st.info("这张图还没有检查过，或者又导出过新的。请按“检查”。")
    _probe(session)


def _report(session: ToolSession, name: str, file: JSON) -> None:
    rows = [
        [
            tables.whole(one.title),
            tables.mark(one.found, is_good=one.is_met),
            tables.text(one.wanted),
            tables.dim(one.rule),
        ]
        for one in verdicts(file, session.state["asked"][name])
    ]
    seed, limits = session.given["studio"]["seed"], session.given["limits"]
    parts = [
        tables.table("规格", ["项目", "查到", "要求", "怎样算"], rows),
        text_html(file, seed, limits),
        share_html(file, seed, limits),
        correction_html(file, seed, limits) if name == "01" else "",
        licence_html(file, seed, session.seen["shopdesign.desk"]["uploads"]),
    ]
    st.html(tables.STYLE + "".join(parts) + f"<div>{tables.dim(PROXY)}</div>")


def _probe(session: ToolSession) -> None:
    with st.expander("检测任意图片文件：它到底是什么格式", key=session.key("probe-box")):
        session.uploader(
            "probe", label="选一个图片文件", suffixes=(".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp")
        )
        probe = session.state["probe"]
        if probe is None:
            st.caption("还没有检测过。只看文件内容，不看后缀。")
            return
        facts = probe["facts"]
        cells = {
            "文件": probe["name"], "真实格式": real_kind(facts),
            "尺寸": f"{facts['width']}×{facts['height']} 像素",
            "大小": f"{facts['bytes']} 字节 ÷ 1024 = {facts['kb']:g} KB",
            "颜色": f"{facts['mode']}，{facts['bits']} 位，{facts['frames']} 帧",
            "锐度、噪点": f"{facts['sharpness']:g}、{facts['noise']:g}（长边 480 像素时量）",
            "亮度": f"平均 {facts['brightness']:g}，起伏 {facts['spread']:g}",
            "主要颜色": "、".join(facts["palette"]),
        }  # fmt: skip
        rows = [[tables.whole(title), tables.text(value)] for title, value in cells.items()]
        st.html(tables.STYLE + tables.table("检测结果", ["项目", "查到"], rows))
