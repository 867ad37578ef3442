"""The exam page of seo-02 written by hand, bare: same widgets, same tables, no store, no trace, no contract.

The yardstick of ``action_cost.py``. What a student has done lives in ``st.session_state``.
"""

from __future__ import annotations

import json
import re
from typing import Any

import streamlit as st
from workbench_plugins.seo.tools.audit import audit_site
from workbench_plugins.seo.views.results import compared_html, page_html, page_name
from workbench_plugins.seo.world.pages import build
from workbench_plugins.seo.world.variant import key_for

from workbench.host import registry
from workbench.host.paper import freeze
from workbench.tables import STYLE
from workbench.ui.components import editors
from workbench.ui.style import PAGE_CSS

DEADLINE_MS = 4_000_000_000_000
TOOLS = {
    "seo.checker": ":material/troubleshoot: TDK 与密度查询",
    "seo.site": ":material/edit_document: 网站后台",
    "desk.sheet": ":material/table: 表格",
    "desk.doc": ":material/article: 文档",
    "desk.folder": ":material/folder: 提交夹",
    "desk.shelf": ":material/menu_book: 资料架",
}
SEED = 1


@st.cache_resource
def given() -> dict[str, Any]:  # Any: JSON
    """The variant, made once for the process."""
    found = registry.load()
    return dict(freeze(found, found.tasks["seo-02"], SEED, "A0001").given)


def head() -> None:
    """Title, clock, hand-in."""
    with st.container(key="exam-head", horizontal=True, vertical_alignment="center"):
        st.markdown("**SEO-02　农机配件站：TDK 与关键词密度诊断**　:gray[A0001 赵晨曦]")
        editors.countdown(
            deadline_ms=DEADLINE_MS,
            server_ms=0,
            attempt="bare",
            holder="bare",
            key="clock",
            on_expired=lambda: None,
        )
        st.button("交卷", key="hand-in", icon=":material/task_alt:")


@st.fragment
def brief() -> None:
    """The task, its steps and materials."""
    desk = given()["desk"]
    task, steps, materials = st.tabs(["任务", "步骤", "素材"])
    with task:
        st.markdown(desk["brief"])
    with steps:
        for sub in desk["subtasks"]:
            label = f"{sub['no']}. {sub['text']}　:gray[{sub['minutes']} 分钟]"
            st.checkbox(label, key=f"done-{sub['no']}")
    with materials:
        for material in desk["materials"]:
            box = st.expander(material["title"], key=f"material-{material['id']}", on_change="rerun")
            if box.open:
                with box:
                    st.markdown(material["text"])
                    if material["rows"]:
                        st.dataframe(material["rows"], hide_index=True)


@st.fragment
def bench() -> None:
    """The chosen tool."""
    chosen = st.segmented_control(
        "工具", list(TOOLS), format_func=TOOLS.__getitem__, default="seo.checker", required=True, key="tool",
        label_visibility="collapsed",
    )  # fmt: skip
    with st.container(key="tool-area"):
        {
            "seo.checker": checker,
            "seo.site": site,
            "desk.sheet": sheet,
            "desk.doc": doc,
            "desk.folder": folder,
            "desk.shelf": shelf,
        }[str(chosen)]()


def checker() -> None:
    """Ask, then the newest tables."""
    key = key_for(SEED)
    host = build(key).company.host
    names = {f"http://{host}{page['path']}": page["name"] for page in given()["pages"]}
    with st.form("ask", border=False):
        address, words, button = st.columns([5, 4, 1], vertical_alignment="bottom")
        typed = address.selectbox(
            "网址（可选可输入）",
            list(names),
            format_func=lambda option: f"{names.get(option, '')}　{option}",
            accept_new_options=True,
            key="address",
        )
        more = words.text_input("另查关键词（可不填，用逗号隔开）", key="words")
        asked = button.form_submit_button("查询", type="primary", width="stretch")
    audits: dict[str, tuple[str, ...]] = st.session_state.setdefault("audits", {})
    if asked:
        keywords = tuple(word for word in re.split(r"[,，、;；\s]+", more) if word)
        audit_site(key, (), str(typed), keywords)
        audits.pop(str(typed), None)
        audits[str(typed)] = keywords
    if not audits:
        st.info("选一个页面，或者输入网址，再按“查询”。查询只能到达模拟网站。")
        return
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    newest = list(audits)[-1]
    shown = left.pills(
        "查看",
        list(audits),
        default=newest,
        format_func=lambda one: page_name(key, one),
        key=f"shown-{newest}",
        label_visibility="collapsed",
    )
    right.link_button("像访客一样打开", "/web/bare", icon=":material/open_in_new:")
    st.html(STYLE + page_html(key, (), shown or newest, audits[shown or newest]))
    if len(audits) > 1:
        st.html(STYLE + compared_html(key, (), tuple(audits)))


def site() -> None:
    """The back office's form."""
    world = build(key_for(SEED))
    chooser, link = st.columns([5, 1], vertical_alignment="bottom")
    path = chooser.selectbox("页面", list(world.pages), key="path")
    link.link_button("像访客一样打开", "/web/bare", icon=":material/open_in_new:")
    tdk = world.pages[path].tdk
    with st.form(f"form-{path}", border=True):
        st.text_input("标题（title）", tdk.title or "", max_chars=500, key=f"t-{path}")
        st.text_input("关键词（keywords）", tdk.keywords or "", max_chars=500, key=f"k-{path}")
        st.text_area("描述（description）", tdk.description or "", max_chars=500, height=100, key=f"d-{path}")
        st.caption("按“保存”后网站立即更新，可以回到查询工具看效果；没有按保存的文字不会留下。")
        st.form_submit_button("保存", type="primary")


def _choice(made: list[dict[str, Any]], key: str) -> dict[str, Any]:  # Any: JSON
    names = {one["id"]: one["name"] for one in made}
    chosen = st.segmented_control(
        "成果", list(names), format_func=names.__getitem__, default=made[0]["id"], required=True, key=key,
        label_visibility="collapsed",
    )  # fmt: skip
    return next(one for one in made if one["id"] == chosen)


def sheet() -> None:
    """The table that is chosen."""
    made = _choice(
        [one for one in given()["desk"]["deliverables"] if one["tool"] == "desk.sheet"], "sheet-choice"
    )
    _field(editors.grid, made, "grid", {"columns": made["columns"], "min_rows": 10}, "")
    st.markdown("[下载已保存的 Excel 文件](/export/bare)")


def doc() -> None:
    """The document that is chosen."""
    made = _choice(
        [one for one in given()["desk"]["deliverables"] if one["tool"] == "desk.doc"], "doc-choice"
    )
    _field(editors.editor, made, "doc", {"placeholder": "在这里写。"}, made["template"])
    st.markdown("[下载已保存的 Word 文件](/export/bare)")


def _field(
    mount: Any, made: dict[str, Any], kind: str, options: dict[str, Any], body: str
) -> None:  # Any: JSON
    mount(
        attempt="bare", holder="bare", person="A0001", tool=made["tool"], field=made["id"], rev=0, body=body,
        label=made["name"], kind=kind, rows=16, options=options, locked=False, key=f"draft-{made['id']}",
    )  # fmt: skip


def folder() -> None:
    """Names, list, check."""
    st.caption("文件名规则：考号_题号_序号_名称.扩展名。您的文件名都以 **A0001_SEO02_** 开头。")
    for made in given()["desk"]["deliverables"]:
        title, name, listed = st.columns([3, 6, 2], vertical_alignment="center")
        title.markdown(made["name"])
        name.text_input(
            f"{made['name']} 的文件名", max_chars=120, placeholder="A0001_SEO02_序号_名称.扩展名",
            key=f"name-{made['id']}", label_visibility="collapsed",
        )  # fmt: skip
        listed.toggle("列入清单", key=f"list-{made['id']}")
    if st.button("检查", key="check", icon=":material/fact_check:"):
        st.session_state["checked"] = True
    st.caption("检查过了。" if st.session_state.get("checked") else "还没有检查过。交卷前请检查一次。")


def shelf() -> None:
    """The cards."""
    typed = st.text_input("查找", key="query")
    for card in given()["desk"]["shelf"]:
        if typed in json.dumps(card, ensure_ascii=False):
            st.expander(card["title"], key=f"card-{card['id']}", on_change="rerun")


st.set_page_config(page_title="bare", layout="wide")
st.html(PAGE_CSS)
head()
left_side, right_side = st.columns([3, 7], gap="small")
with left_side, st.container(height=640, key="brief", border=True):
    brief()
with right_side:
    bench()
