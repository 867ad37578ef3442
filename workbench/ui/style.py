"""The page's own style: calm, dense enough for 1366x768, time and hand-in always in sight."""

from __future__ import annotations

PAGE_CSS = """<style>
[data-testid="stHeader"] { height: 0; min-height: 0; background: transparent; }
[data-testid="stMainBlockContainer"] { padding: 0.75rem 1.25rem 1rem; max-width: 1800px; }
.st-key-exam-head { position: sticky; top: 0; z-index: 20; padding: .25rem .5rem;
  background: var(--background-color, #fff); border-bottom: 1px solid rgba(49, 51, 63, .15); }
.st-key-brief { font-size: .92rem; }
[data-testid="stMarkdownContainer"] table { font-size: .88rem; }
button.quiet { border: 1px solid #ccc; background: none; border-radius: .4rem; padding: .3rem .8rem; }
</style>
"""
