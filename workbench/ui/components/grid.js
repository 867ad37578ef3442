const mounted = new WeakMap();
const MAX_ROWS = 200;
const letters = (at) => (at < 26 ? "" : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

export default function ({ parentElement: root, data, setTriggerValue }) {
  const saver = saverFor(data);
  let own = mounted.get(root);
  if (!own || own.saver !== saver) {
    own?.saver.views.delete(own);
    own = new Grid(root, saver, data.options);
    mounted.set(root, own);
  }
  own.trigger = setTriggerValue;
  root.querySelector(".label").textContent = data.label;
  root.querySelector("table").setAttribute("aria-label", data.label);
  saver.views.add(own);
  saver.tell();
  return () => {
    if (!saver.views.delete(own)) return;
    mounted.delete(root);
    saver.push("leave");
  };
}

class Grid {
  constructor(root, saver, options) {
    Object.assign(this, { root, saver, columns: options.columns, least: options.min_rows || 6 });
    Object.assign(this, { undone: [], touched: null, at: [0, 0], busyTyping: false });
    this.body = root.querySelector("tbody");
    this.foot = footOf(root, saver);
    root.querySelector("thead").innerHTML = "";
    const head = root.querySelector("thead").appendChild(document.createElement("tr"));
    head.append(cell("th", "1"), ...this.columns.map((name, at) => heading(name, at)));
    this.replace(saver.body);
    const table = root.querySelector("table");
    if (!table.dataset.ready) { table.dataset.ready = "1"; keepKeys(root, saver); }
    table.onkeydown = (event) => this.key(event);
    table.oninput = (event) => this.typed(event.target);
    table.onpaste = (event) => this.paste(event);
    table.addEventListener("focusin", (event) => this.enter(event.target));
    table.addEventListener("compositionstart", () => { this.busyTyping = true; });
    table.addEventListener("compositionend", (event) => { this.busyTyping = false; this.typed(event.target); });
    const on = (name, work) => { root.querySelector(`.${name}`).onclick = work; };
    on("add", () => this.addRow());
    on("cut", () => this.cutRow());
    on("undo", () => this.undo());
    on("compute", () => this.compute());
  }

  composing() { return this.busyTyping; }
  get rows() { return [...this.body.rows].map((row) => [...row.cells].slice(1).map((td) => td.textContent)); }

  replace(body) {
    let rows = [];
    try { rows = JSON.parse(body).rows; } catch { /* blank before the first save */ }
    this.fill(rows);
  }

  fill(rows) {
    this.body.replaceChildren();
    for (let at = 0; at < Math.max(rows.length, this.least); at++) this.append(rows[at] || []);
    this.paint();
  }

  append(texts) {
    const row = this.body.insertRow();
    row.append(cell("th", String(this.body.rows.length + 1)));
    this.columns.forEach((_, at) => {
      const td = cell("td", texts[at] || "");
      td.tabIndex = 0;
      row.append(td);
      dress(td);
    });
    this.unlock(row);
  }

  unlock(row) {
    const mode = this.saver.readOnly ? "false" : "plaintext-only";
    for (const td of row.querySelectorAll("td")) if (td.getAttribute("contenteditable") !== mode) td.setAttribute("contenteditable", mode);
  }

  paint() {
    const { readOnly } = this.saver;
    if (this.lockedNow !== readOnly) {
      this.lockedNow = readOnly;
      this.root.querySelector("table").classList.toggle("locked", readOnly);
      for (const row of this.body.rows) this.unlock(row);
    }
    for (const name of ["add", "cut", "undo"]) this.root.querySelector(`.${name}`).disabled = readOnly || (name === "undo" && !this.undone.length);
    this.root.querySelector(".compute").hidden = !this.body.querySelector(".formula");
    this.foot();
  }

  // One entry of the undo stack for each cell that is worked on, paste, or row.
  remember(what) {
    if (what && this.touched === what) return;
    this.touched = what;
    this.undone.push(this.last ?? JSON.stringify(this.rows));
    if (this.undone.length > 50) this.undone.shift();
  }

  save() {
    const rows = this.rows;
    this.last = JSON.stringify(rows);
    while (rows.length && rows.at(-1).every((text) => !text.trim())) rows.pop();
    this.saver.write(JSON.stringify({ columns: this.columns, rows }));
  }

  typed(td) {
    if (td.tagName !== "TD") return;
    this.remember(td);
    dress(td);
    this.save();
  }

  enter(td) {
    if (td.tagName !== "TD") return;
    if (this.touched !== td) { this.touched = null; this.last = JSON.stringify(this.rows); }
    this.at = [td.parentNode.rowIndex - 1, td.cellIndex - 1];
  }

  go(row, column) {
    const td = this.body.rows[row]?.cells[column + 1];
    if (!td) return false;
    td.focus();
    getSelection().selectAllChildren(td);
    getSelection().collapseToEnd();
    return true;
  }

  key(event) {
    if (event.isComposing || event.target.tagName !== "TD") return;
    const [row, column] = this.at, width = this.columns.length, { key } = event;
    const flat = row * width + column + (event.shiftKey ? -1 : 1);
    let done = false;
    if (key === "Tab") done = flat >= 0 && this.go(Math.floor(flat / width), flat % width);
    else if (key === "Enter") {
      if (!event.shiftKey && row + 1 === this.body.rows.length) this.addRow();
      this.go(row + (event.shiftKey ? -1 : 1), column);
      done = true;
    } else if (key === "ArrowDown" || key === "ArrowUp") done = this.go(row + (key === "ArrowDown" ? 1 : -1), column);
    else if (key === "ArrowLeft" && this.caret(event.target) === 0) done = column > 0 && this.go(row, column - 1);
    else if (key === "ArrowRight" && this.caret(event.target) === event.target.textContent.length) done = this.go(row, column + 1);
    else if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) { this.undo(); done = true; }
    else if (key === "Escape") event.target.blur();
    if (done) event.preventDefault();
  }

  caret(td) {
    const chosen = this.root.getSelection ? this.root.getSelection() : getSelection();
    if (!chosen.rangeCount || !chosen.isCollapsed) return -1;
    const range = document.createRange();
    range.selectNodeContents(td);
    try { range.setEnd(chosen.anchorNode, chosen.anchorOffset); } catch { return -1; }
    return range.toString().length;
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain");
    event.preventDefault();
    if (this.saver.readOnly) return;
    const block = table(text);
    if (block.length === 1 && block[0].length === 1) { document.execCommand("insertText", false, block[0][0]); return; }
    const [row, column] = this.at;
    this.remember(null);
    block.slice(0, MAX_ROWS - row).forEach((texts, down) => {
      if (row + down >= this.body.rows.length) this.append([]);
      texts.slice(0, this.columns.length - column).forEach((one, right) => {
        const td = this.body.rows[row + down].cells[column + right + 1];
        td.textContent = one;
        dress(td);
      });
    });
    const lost = row + block.length > MAX_ROWS || block.some((texts) => column + texts.length > this.columns.length);
    this.save();
    if (lost) { this.saver.say = `粘贴的内容超出了表格（最多 ${MAX_ROWS} 行、${this.columns.length} 列），超出的部分没有放进来`; this.paint(); }
  }

  addRow() {
    if (this.saver.readOnly || this.body.rows.length >= MAX_ROWS) return;
    this.append([]);
    this.last = JSON.stringify(this.rows);
  }

  cutRow() {
    if (!this.body.rows[this.at[0]]) return;
    this.remember(null);
    const rows = this.rows;
    rows.splice(this.at[0], 1);
    this.fill(rows);
    this.save();
    this.go(Math.min(this.at[0], this.body.rows.length - 1), this.at[1]);
  }

  undo() {
    const before = this.undone.pop();
    if (!before || this.saver.readOnly) return;
    this.touched = null;
    this.fill(JSON.parse(before));
    this.save();
    this.go(...this.at);
  }

  async compute() {
    await this.saver.push("timer");
    this.trigger("compute", Date.now());
  }
}

function cell(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  if (kind === "th") made.scope = "row";
  return made;
}

function heading(name, at) {
  const made = cell("th", name);
  made.scope = "col";
  made.prepend(Object.assign(document.createElement("small"), { textContent: letters(at) }));
  return made;
}

const dress = (td) => td.classList.toggle("formula", /^[=＝]./u.test(td.textContent));

// What Excel puts on the clipboard: tabs between cells, quotes round a cell that holds a line break.
function table(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at], row = rows.at(-1);
    if (quoted) {
      if (char !== '"') row[row.length - 1] += char === "\n" ? " " : char === "\r" ? "" : char;
      else if (text[at + 1] === '"') { row[row.length - 1] += '"'; at++; }
      else quoted = false;
    } else if (char === '"' && row.at(-1) === "" && /["\t\n]/.test(text.slice(at + 1)) && text.includes('"', at + 1)) quoted = true;
    else if (char === "\t") row.push("");
    else if (char === "\n") rows.push([""]);
    else if (char !== "\r") row[row.length - 1] += char;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}
