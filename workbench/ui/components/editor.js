const mounted = new WeakMap();
const MARKS = /^(#{1,2} |- )/;

export default function ({ parentElement: root, data }) {
  const area = root.querySelector("textarea");
  let own = mounted.get(root);
  if (!own || own.saver.key !== saverFor(data).key) {
    own?.saver.views.delete(own);
    own = build(root, area, saverFor(data), own);
    mounted.set(root, own);
  } else saverFor(data);
  Object.assign(root.querySelector(".label"), { textContent: data.label }).dataset.field = data.field;
  root.querySelector(".tools").hidden = data.kind !== "doc";
  area.rows = data.rows;
  area.setAttribute("aria-label", data.label);
  area.placeholder = data.options.placeholder || "";
  own.length = data.options.length || null;
  markRule(root, own.length);
  own.saver.views.add(own);
  put(own, area, data.options.put);
  own.saver.tell();
  return () => {
    if (!own.saver.views.delete(own)) return;
    mounted.delete(root);
    own.saver.push("leave");
  };
}

function build(root, area, saver, before) {
  const foot = footOf(root, saver);
  const counts = Object.fromEntries([...root.querySelectorAll("[data-rule]")].map((el) => [el.dataset.rule, el]));
  let composing = false;
  const own = {
    saver,
    composing: () => composing,
    replace: (body) => { area.value = body; },
    paint: () => {
      area.readOnly = saver.readOnly;
      for (const button of root.querySelectorAll(".tools button")) button.disabled = saver.readOnly;
      for (const [rule, count] of Object.entries(lengths(area.value))) counts[rule].textContent = count;
      if (own.length) counts[own.length.rule].parentElement.dataset.fit = fit(lengths(area.value)[own.length.rule], own.length);
      foot();
    },
  };
  area.value = saver.body;
  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => { composing = false; saver.write(area.value); });
  area.oninput = () => saver.write(area.value);
  for (const button of root.querySelectorAll(".tools button")) {
    button.onmousedown = (event) => event.preventDefault(); // the selection stays in the text
    button.onclick = () => mark(area, button.dataset.mark);
  }
  if (!before) keepKeys(root, saver);
  return own;
}

// A text that a tool puts into the field, once for each id: from then on it is as if it had been typed.
function put({ saver }, area, given) {
  if (!given || saver.put === given.id || saver.readOnly) return;
  saver.put = given.id;
  saver.views.forEach((view) => view.replace(given.body));
  saver.write(area.value);
}

// The rule that counts for marks is named, with the length that is wanted; the others stay beside it.
function markRule(root, length) {
  for (const el of root.querySelectorAll("[data-rule]")) {
    const isCounting = el.dataset.rule === length?.rule;
    el.nextElementSibling.textContent = isCounting ? ` / ${length.full.join("–")}　计分口径` : "";
    if (!isCounting) delete el.parentElement.dataset.fit;
  }
}

// full: within what is wanted; half: near it; none.
function fit(count, { full, half }) {
  const within = (range) => range && range[0] <= count && count <= range[1];
  return within(full) ? "full" : within(half) ? "half" : "none";
}

// Put ``sign`` before each chosen line, or take it away where all have it. insertText keeps undo working.
function mark(area, sign) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const stop = value.indexOf("\n", selectionEnd);
  const to = stop < 0 ? value.length : stop;
  const lines = value.slice(from, to).split("\n");
  const off = lines.every((line) => line.startsWith(sign));
  const text = lines.map((line) => (off ? "" : sign) + line.replace(MARKS, "")).join("\n");
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input"));
  }
}
