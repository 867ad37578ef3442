from __future__ import annotations

import base64
import hashlib
from importlib import resources

from workbench.web.shell import in_chinese, is_shell, policy


def test_streamlits_page_is_chinese_and_has_a_policy(site) -> None:
    answer = site.browser("A0001").get("/", headers={"accept": "text/html", "accept-encoding": "gzip"})
    assert '<html lang="zh-CN">' in answer.text
    assert "/workbench/i18n.js" in answer.text
    assert "技能考核工作台" in answer.text
    assert "etag" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "object-src 'none'" in answer.headers["content-security-policy"]


def test_the_installed_streamlit_has_the_page_that_is_rewritten() -> None:
    body = (resources.files("streamlit") / "static" / "index.html").read_bytes()
    assert is_shell(body)
    made = in_chinese(body).decode()
    assert '<html lang="zh-CN">' in made
    assert "Streamlit</title>" not in made
    assert "agent" not in made
    assert "You need to enable JavaScript" not in made


def test_only_the_pages_own_inline_scripts_may_run() -> None:
    body = b"<script>one()</script>"
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    rules = policy(body, "bench:8501")
    assert f"'sha256-{digest}'" in rules
    script = next(rule for rule in rules.split("; ") if rule.startswith("script-src"))
    assert "'unsafe-inline'" not in script
    assert "ws://bench:8501" in rules


def test_a_host_header_cannot_write_rules_of_its_own() -> None:
    assert "evil" not in policy(b"", "evil; script-src *")


def test_other_html_goes_through_unchanged(site) -> None:
    page = site.browser().get("/signin", headers={"accept": "text/html"})
    assert "i18n.js" not in page.text


def test_the_translating_script_is_served_without_a_sign_in(site) -> None:
    answer = site.browser().get("/workbench/i18n.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "MutationObserver" in answer.text
