"""The tools that every task shares, as Tool values."""

from __future__ import annotations

from workbench.api import ALL_TOOLS, Export, Tool
from workbench.desk import brief, card, doc, doc_file, folder, sheet, sheet_file, shelf

DESK_TOOLS: tuple[Tool, ...] = (
    Tool(
        id="desk.brief",
        title="任务书",
        engine=brief.Brief(),
        actions=brief.ACTIONS,
        view="workbench.desk.views.brief:draw",
        icon=":material/assignment:",
    ),
    Tool(
        id="desk.doc",
        title="文档",
        engine=doc.Doc(),
        actions=doc.ACTIONS,
        view="workbench.desk.views.doc:draw",
        draft_action="write",
        export=Export(".docx", doc_file.MEDIA_TYPE, doc_file.make),
        icon=":material/article:",
    ),
    Tool(
        id="desk.sheet",
        title="表格",
        engine=sheet.Sheet(),
        actions=sheet.ACTIONS,
        view="workbench.desk.views.sheet:draw",
        draft_action="write",
        export=Export(".xlsx", sheet_file.MEDIA_TYPE, sheet_file.make),
        icon=":material/table:",
    ),
    Tool(
        id="desk.card",
        title="题卡",
        engine=card.Card(),
        actions=card.ACTIONS,
        view="workbench.desk.views.card:draw",
        icon=":material/quiz:",
    ),
    Tool(
        id="desk.folder",
        title="提交夹",
        engine=folder.Folder(),
        actions=folder.ACTIONS,
        view="workbench.desk.views.folder:draw",
        reads=ALL_TOOLS,
        icon=":material/folder:",
    ),
    Tool(
        id="desk.shelf",
        title="资料架",
        engine=shelf.Shelf(),
        actions=shelf.ACTIONS,
        view="workbench.desk.views.shelf:draw",
        icon=":material/menu_book:",
    ),
)
"""In the order of their tabs."""
