// An examiner's notes on a stretch of a text or a place of a picture. What is shown is text, never run.
const mounted = new WeakMap();

export default function ({ parentElement: root, data, setTriggerValue }) {
  let own = mounted.get(root);
  if (!own) { own = { place: null }; mounted.set(root, own); listen(root, own); }
  Object.assign(own, { data, tell: setTriggerValue });
  const shape = JSON.stringify(data);
  if (own.shape === shape) return;
  own.shape = shape;
  if (data.kind === "picture") paintPicture(root, own); else paintText(root, own);
  paintList(root, own);
  root.querySelector(".foot").hidden = data.locked;
}

function paintText(root, own) {
  const { body, remarks, cited } = own.data, points = [...body];
  const edges = new Set([0, points.length]);
  const inside = ([start, end]) => [Math.max(0, start), Math.min(points.length, end)];
  const noted = remarks.filter((one) => one.place.start != null).map((one) => ({ ...one, span: inside([one.place.start, one.place.end]) }));
  const marks = cited.map(inside);
  for (const [start, end] of [...marks, ...noted.map((one) => one.span)]) { edges.add(start); edges.add(end); }
  const cuts = [...edges].sort((a, b) => a - b), sheet = root.querySelector(".sheet");
  const parts = cuts.slice(0, -1).map((start, at) => {
    const span = document.createElement("span"), covers = ([from, to]) => from <= start && start < to;
    span.textContent = points.slice(start, cuts[at + 1]).join("");
    span.className = [marks.some(covers) && "cited", noted.some((one) => covers(one.span)) && "noted"].filter(Boolean).join(" ");
    const ends = noted.filter((one) => one.span[1] === cuts[at + 1]);
    return [span, ...ends.map((one) => Object.assign(document.createElement("sup"), { textContent: `[${one.no}]`, title: one.body }))];
  });
  sheet.replaceChildren(...parts.flat());
  // A caret, so that a stretch can be chosen with the keyboard as well; nothing can be typed.
  sheet.contentEditable = own.data.locked ? "false" : "true";
  sheet.spellcheck = false;
  sheet.setAttribute("aria-label", own.data.label);
}

function paintPicture(root, own) {
  const { url, label, remarks } = own.data, sheet = root.querySelector(".sheet");
  const image = Object.assign(document.createElement("img"), { src: url, alt: label, draggable: false });
  const boxes = remarks.filter((one) => one.place.x != null).map((one) => {
    const box = Object.assign(document.createElement("div"), { className: "box", title: one.body });
    const { x, y, w, h } = one.place, percent = (share) => `${share * 100}%`;
    Object.assign(box.style, { left: percent(x), top: percent(y), width: percent(w), height: percent(h) });
    box.append(Object.assign(document.createElement("b"), { textContent: one.no }));
    return box;
  });
  sheet.replaceChildren(image, ...boxes);
}

function paintList(root, own) {
  root.querySelector(".list").replaceChildren(...own.data.remarks.map((one) => {
    const item = Object.assign(document.createElement("li"), { value: one.no });
    item.append(Object.assign(document.createElement("span"), { textContent: one.body }));
    item.append(Object.assign(document.createElement("span"), { className: "who", textContent: one.who }));
    if (one.mine && !own.data.locked) {
      const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "删除" });
      remove.onclick = () => own.tell("removed", one.id);
      item.append(" ", remove);
    }
    return item;
  }));
}

function listen(root, own) {
  const sheet = root.querySelector(".sheet"), form = root.querySelector(".write"), input = form.querySelector("input");
  sheet.addEventListener("beforeinput", (event) => event.preventDefault());
  for (const kind of ["paste", "cut", "drop"]) sheet.addEventListener(kind, (event) => event.preventDefault());
  const open = (place, quote) => {
    own.place = place;
    form.querySelector(".quote").textContent = quote;
    form.hidden = false;
  };
  const close = () => { form.hidden = true; input.value = ""; own.place = null; };
  const choose = () => {
    if (own.data.locked || own.data.kind === "picture") return;
    const span = chosen(root, sheet);
    if (span) open({ start: span[0], end: span[1] }, `“${span[2]}”`);
  };
  sheet.addEventListener("mouseup", choose);
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    choose();
    if (!form.hidden) input.focus();
  });
  let from = null;
  const share = (event) => {
    const frame = sheet.querySelector("img").getBoundingClientRect(), within = (value) => Math.min(1, Math.max(0, value));
    return [within((event.clientX - frame.left) / frame.width), within((event.clientY - frame.top) / frame.height)];
  };
  sheet.addEventListener("pointerdown", (event) => { if (own.data.kind === "picture" && !own.data.locked) from = share(event); });
  sheet.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = share(event), least = 0.04, x = Math.min(from[0], to[0]), y = Math.min(from[1], to[1]);
    const w = Math.max(least, Math.abs(to[0] - from[0])), h = Math.max(least, Math.abs(to[1] - from[1]));
    from = null;
    open({ x: Math.min(x, 1 - w), y: Math.min(y, 1 - h), w, h }, "图上这一处");
    input.focus();
  });
  root.querySelector(".whole").onclick = () => { open({}, "整份"); input.focus(); };
  form.onkeydown = (event) => { if (event.key === "Escape") { close(); sheet.focus(); } };
  form.onsubmit = (event) => {
    event.preventDefault();
    const body = input.value.trim();
    if (!body || !own.place) return;
    own.tell("noted", { ...own.place, body, nonce: Date.now() });
    close();
    sheet.focus();
  };
}

function chosen(root, sheet) {
  const scope = root.getRootNode(), selection = scope.getSelection ? scope.getSelection() : getSelection();
  if (!selection || selection.isCollapsed || !sheet.contains(selection.anchorNode) || !sheet.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0), before = document.createRange();
  before.selectNodeContents(sheet);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...plain(before)].length, quote = plain(range);
  return quote.trim() ? [start, start + [...quote].length, quote.trim().slice(0, 24)] : null;
}

function plain(range) {
  const part = range.cloneContents();
  for (const number of part.querySelectorAll("sup")) number.remove();
  return part.textContent;
}
