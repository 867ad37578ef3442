"""Names that the server and the browser have agreed on."""

from __future__ import annotations

COOKIE = "workbench_session"
"""The cookie with the sign-in token."""

LOGIN_HEADER = "X-Workbench-Login"
ROLE_HEADER = "X-Workbench-Role"
"""The headers in which the gate tells Streamlit who is there. Only the gate may set them."""

IDENTITY_PREFIX = b"x-workbench-"
"""Whatever a client sends under this prefix is taken away."""

SIGNIN = "/signin"
I18N_SCRIPT = "/workbench/i18n.js"

MAX_UPLOAD_MEGABYTES = 50
"""The largest single file, in Streamlit's uploader and in ours."""
