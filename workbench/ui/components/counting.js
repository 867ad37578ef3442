// The same three rules as workbench/counting.py; a test compares them.
const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WIDE = HAN + "\\u2018\\u2019\\u201c\\u201d\\u2026\\u2014\\u00b7\\u2e80-\\u2fdf\\u3001-\\u33ff" +
  "\\ufe30-\\ufe4f\\uff01-\\uff9f\\uffe0-\\uffe6";
const COPY = new RegExp(`[${HAN}0-9\\uff10-\\uff19]`, "gu");
const WORD = new RegExp(`[${WIDE}]|[^${WIDE}${SPACE}]+`, "gu");
const VISIBLE = new RegExp(`[^${SPACE}]`, "gu");

function lengths(text) {
  const hits = (rule) => (text.match(rule) || []).length;
  return { copy: hits(COPY), word: hits(WORD), visible: hits(VISIBLE) };
}
