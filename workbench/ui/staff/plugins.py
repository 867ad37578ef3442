"""The plugins and their tasks, and what is wrong with those left out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench.host.standard import coverage
from workbench.store.people import Person
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person) -> None:
    """Draw the list of plugins, their tasks and the clauses that nothing covers yet."""
    require(person, "instructor", "administrator")
    for rejected in wb.registry.rejected:
        st.error(f"插件 **{rejected.name}** 没有装上（{rejected.source}）：")
        st.code(rejected.reason, language=None)
        with st.expander("给插件作者看的详细信息"):
            st.code(rejected.detail, language=None)
    tasks = [
        {
            "插件": plugin.module.title,
            "题号": task.id,
            "题目": task.title,
            "状态": {"draft": "草稿", "ready": "可用", "retired": "停用"}[task.state],
            "自动分": float(sum(line.auto_points for line in task.rubric)),
            "考评员分": float(sum(line.judged_points for line in task.rubric)),
            "样例": len(task.samples),
            "来源": plugin.source,
        }
        for plugin in wb.registry.plugins.values()
        for task in plugin.tasks.values()
    ]
    st.markdown(f"**{len(wb.registry.plugins)}** 个插件，**{len(tasks)}** 道题。")
    st.dataframe(pd.DataFrame(tasks), hide_index=True)
    rows = coverage(wb.registry.tasks)
    covered = sum(row.is_covered for row in rows)
    st.markdown(f"标准共 **{len(rows)}** 条，题库已覆盖 **{covered}** 条；下面是还没有题目覆盖的条款。")
    missing = [{"条款": row.clause.id, "内容": row.clause.zh} for row in rows if not row.is_covered]
    st.dataframe(pd.DataFrame(missing), hide_index=True)
