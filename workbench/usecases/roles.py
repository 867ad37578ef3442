"""Who may do what. Every use case asks here; the menu is only a convenience."""

from __future__ import annotations

from workbench.domain.errors import NotAllowed
from workbench.store.people import Person

ROLE_NAMES = {
    "student": "考生",
    "examiner": "考评员",
    "invigilator": "监考员",
    "instructor": "教师",
    "administrator": "管理员",
}
"""The roles and what the screens call them."""


def require(person: Person | None, *roles: str) -> Person:
    """``person``, when it has one of ``roles``. Raises NotAllowed in the person's words."""
    if person is None:
        raise NotAllowed("请先登录。")
    if person.role not in roles:
        allowed = "、".join(ROLE_NAMES[role] for role in roles)
        raise NotAllowed(f"这里只供{allowed}使用，您的身份是{ROLE_NAMES[person.role]}。")
    return person
