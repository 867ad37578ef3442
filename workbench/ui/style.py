"""The page's own style: calm, dense enough for 1366x768, time and hand-in always in sight."""

from __future__ import annotations

PAGE_CSS = """<style>
[data-testid="stMainBlockContainer"] { padding: 3.75rem 1.25rem 1rem; max-width: 1800px; }
.stApp:has(.st-key-exam-head) [data-testid="stHeader"] { height: 0; min-height: 0; background: transparent; }
.stApp:has(.st-key-exam-head) [data-testid="stMainBlockContainer"] { padding-top: .5rem; }
.stApp:has(.st-key-exam-head) [data-testid="stHeader"] [data-testid^="stTopNav"] { display: none; }
.st-key-practice-running > :first-child, [class*="st-key-offer-"] > :first-child { flex: 1 1 auto; }
[data-testid="stToastContainer"] { top: auto; bottom: 1rem; } /* never over the clock and the hand-in */
div:has(> .st-key-exam-top), div:has(> .st-key-pulse) { position: sticky; top: 0; z-index: 20; }
.st-key-exam-head { padding: .25rem .5rem;
  background: var(--background-color, #fff); border-bottom: 1px solid rgba(49, 51, 63, .15); }
.st-key-exam-head > :first-child, .st-key-script-head > :first-child,
[class*="st-key-result-head-"] > :first-child { flex: 1 1 auto; }
[data-testid="stColumn"]:has(.st-key-brief) { position: sticky; top: 3.75rem; align-self: flex-start; }
.st-key-brief.st-key-brief h1, .st-key-brief.st-key-brief h2 { font-size: 1.05rem; padding: .4rem 0 .1rem; }
.st-key-brief.st-key-brief h3, .st-key-brief.st-key-brief h4 { font-size: .98rem; padding: .3rem 0 .1rem; }
.st-key-brief.st-key-brief [data-testid="stMarkdownContainer"] { font-size: .92rem; line-height: 1.55; }
.st-key-script-work, .st-key-script-lines { max-height: calc(100vh - 13rem); overflow-y: auto;
  padding-right: .5rem; }
[data-testid="stMarkdownContainer"] table { font-size: .88rem; }
</style>
"""
