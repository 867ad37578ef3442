// Saving, shared by the editor and the grid. One saver for each (person, attempt, tool, field); it
// lives as long as the page, so that changing tools or losing the websocket never loses a keystroke.
const PAUSE_MS = 1000, LONGEST_MS = 8000, SLOWEST_RETRY_MS = 15000, KEPT_DAYS = 7;
const wb = (window.__workbench ??= { savers: new Map(), states: new Map(), last: null, clock: 0 });

const SAY = {
  offline: "连不上服务器，您写的内容保存在本机，恢复后会自动上传",
  taken: "本卷已在另一处打开，这里不能再写",
  closed: "已交卷或时间已到，不能再修改",
  signin: "登录已失效，请重新登录；您写的内容保存在本机",
  refused: "这次没有存上，您写的内容保存在本机",
};

const clockTime = (ms) => new Date(ms).toLocaleTimeString("zh-CN", { hour12: false });
const hash = (text) => { // FNV-1a: tells our own unacknowledged save from another computer's
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}-${h >>> 0}`;
};
// NUL and half characters cannot be stored by every database.
const storable = (text) => (text.toWellFormed ? text.toWellFormed() : text).replaceAll("\0", "");

class Saver {
  constructor(data) {
    this.key = `wb:${data.person}:${data.attempt}:${data.tool}:${data.field}`;
    Object.assign(this, { data, body: data.body, rev: data.rev, saved: data.rev, at: data.saved_ms || 0 });
    Object.assign(this, { stop: "", say: "", offer: null, tried: null, backoff: 0, busy: false, since: 0 });
    this.views = new Set();
    if (!data.locked) this.recover();
  }

  recover() {
    const local = this.local();
    if (!local) return;
    if (local.body === this.body) { this.forget(); return; }
    const mine = local.base_rev === this.rev || local.tried === hash(this.body);
    if (mine && local.rev > this.saved) this.adopt(local);
    else if (local.t) this.offer = local; // written on an older state than the server's: a person decides
  }

  adopt(local) {
    this.body = local.body;
    this.rev = Math.max(this.rev, local.rev, this.saved + 1);
    this.say = "已恢复本机上没有传完的内容";
    this.offer = null;
    this.keep();
    this.soon(0);
  }

  local() { try { return JSON.parse(localStorage.getItem(this.key)); } catch { return null; } }
  forget() { try { localStorage.removeItem(this.key); } catch { /* private mode */ } }
  keep() {
    const copy = { rev: this.rev, body: this.body, t: Date.now(), base_rev: this.saved, tried: this.tried };
    try { localStorage.setItem(this.key, JSON.stringify(copy)); } catch { this.say = "本机副本没有存成，请尽快保存"; }
  }

  get dirty() { return this.rev > this.saved; }
  get readOnly() { return !!this.data.locked || this.stop === "taken" || this.stop === "closed"; }
  get state() {
    if (this.stop === "taken" || this.stop === "closed") return this.stop;
    return this.dirty ? (this.stop ? "offline" : "dirty") : "saved";
  }

  // New data from Python: another holder, the lock, or a body newer than anything this page has seen.
  renew(data) {
    // Closed and yet to be written on: it was reopened after the hand-in.
    const again = data.holder !== this.data.holder || (!data.locked && (this.data.locked || this.stop === "closed"));
    if (data.locked && !this.data.locked) this.push("leave");
    this.data = data;
    if (again && !data.locked) { this.stop = this.say = ""; this.compare(); }
    else if (data.rev > this.rev && !this.dirty) this.show(data);
    this.tell();
  }

  show({ body, rev }) {
    Object.assign(this, { body, rev, saved: rev });
    this.views.forEach((view) => view.replace(body));
  }

  // Someone else may have written since: what the server has is shown, what only this page has is offered.
  async compare() {
    const { attempt, tool, field } = this.data;
    try {
      const reply = await fetch(`/draft?${new URLSearchParams({ attempt, tool, field })}`, { signal: AbortSignal.timeout?.(10000) });
      if (!reply.ok) throw reply.status;
      const theirs = await reply.json();
      if (theirs.rev > 0 && theirs.body !== this.body && hash(theirs.body) !== this.tried) {
        if (this.dirty) this.offer = { body: this.body, rev: this.rev, t: Date.now() };
        this.show(theirs);
      } else {
        this.saved = Math.max(this.saved, theirs.rev);
        this.rev = theirs.body === this.body ? this.saved : Math.max(this.rev, this.saved + 1);
      }
    } catch { /* the next save finds out */ }
    if (this.dirty) this.soon(0);
    this.tell();
  }

  write(body) {
    this.body = storable(body);
    this.rev += 1;
    this.since ||= Date.now();
    if (this.stop === "refused") this.stop = "";
    if (!this.stop) this.say = "";
    this.keep();
    this.soon(PAUSE_MS);
    this.tell();
  }

  soon(ms) {
    const left = this.since ? Math.max(0, this.since + LONGEST_MS - Date.now()) : ms;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.due(), Math.min(ms, left));
  }

  due() {
    const composing = [...this.views].some((view) => view.composing?.());
    const waited = Date.now() - this.since;
    // Half-typed pinyin is not worth a save, but a long composition must not hold one back either.
    if (composing && waited < LONGEST_MS) { clearTimeout(this.timer); this.timer = setTimeout(() => this.due(), 300); }
    else this.push("timer");
  }

  async push(by) {
    if (this.readOnly || (by !== "student" && !this.dirty)) return;
    if (this.busy && by !== "leave") { this.next = by === "student" ? by : this.next || by; return; }
    const rev = this.rev, body = this.body, { attempt, holder, tool, field } = this.data;
    const message = JSON.stringify({ attempt, holder, tool, field, rev, body, by });
    clearTimeout(this.timer);
    this.since = 0;
    this.busy = true;
    this.tried = hash(body);
    this.keep();
    try {
      const reply = await fetch("/autosave", { method: "POST", credentials: "same-origin", body: message,
        headers: { "Content-Type": "application/json" }, keepalive: message.length < 20000,
        signal: AbortSignal.timeout?.(10000) });
      const said = await reply.json().catch(() => ({}));
      if (reply.ok && typeof said.rev === "number") this.accepted(rev, said);
      else this.turnedAway(reply.status, said);
    } catch { this.unreachable(); }
    this.busy = false;
    const next = this.next;
    this.next = null;
    if (next) this.push(next);
    else if (this.dirty && this.stop !== "refused" && !this.readOnly) this.soon(this.stop ? this.backoff : PAUSE_MS);
    this.tell();
  }

  accepted(rev, said) {
    if (this.stop) this.say = "";
    Object.assign(this, { stop: "", backoff: 0 });
    corrected(said);
    if (said.rev > rev && said.rev > this.saved) { this.compare(); return; } // a newer one won
    this.at = said.saved_at;
    this.saved = Math.max(this.saved, rev);
    if (this.dirty) this.keep(); else if (!this.offer) this.forget();
  }

  turnedAway(status, said) {
    const stop = { 401: "signin", 409: "taken", 410: "closed" }[status] || (status >= 500 || status === 429 ? "offline" : "refused");
    this.stop = stop;
    this.say = stop === "refused" || stop === "closed" ? said.text || SAY[stop] : SAY[stop];
    this.backoff = stop === "signin" ? SLOWEST_RETRY_MS : this.slower();
    corrected(said);
  }

  unreachable() { Object.assign(this, { stop: "offline", say: SAY.offline, backoff: this.slower() }); }
  slower() { return Math.min(SLOWEST_RETRY_MS, this.backoff ? this.backoff * 2 : 500); }

  choose(useLocal) {
    const { offer } = this;
    this.offer = null;
    if (useLocal) { this.adopt(offer); this.views.forEach((view) => view.replace(this.body)); } else this.forget();
    this.tell();
  }

  tell() {
    this.views.forEach((view) => view.paint());
    wb.states.set(this.key, { state: this.state, at: this.at });
    window.dispatchEvent(new CustomEvent("workbench:save", { detail: { key: this.key, state: this.state, at: this.at } }));
  }
}

function corrected(said) {
  if (typeof said.seconds_left === "number") window.dispatchEvent(new CustomEvent("workbench:time", { detail: said }));
}

function saverFor(data) {
  listenOnce();
  const key = `wb:${data.person}:${data.attempt}:${data.tool}:${data.field}`;
  const known = wb.savers.get(key);
  if (known) { if (known.data !== data) known.renew(data); return known; }
  const saver = new Saver(data);
  wb.savers.set(key, saver);
  return saver;
}

function listenOnce() {
  if (wb.listening) return;
  wb.listening = true;
  const all = (by) => wb.savers.forEach((saver) => saver.push(by));
  const retry = () => wb.savers.forEach((saver) => { if (saver.stop === "offline" || saver.stop === "signin") saver.push("timer"); });
  addEventListener("pagehide", () => all("leave"));
  document.addEventListener("visibilitychange", () => { if (document.hidden) all("leave"); else retry(); });
  addEventListener("online", retry);
  addEventListener("workbench:flush", () => all("timer"));
  addEventListener("keydown", (event) => { // outside a field too, so that no save dialog ever opens
    if (!isSaveKey(event)) return;
    event.preventDefault();
    if (wb.last?.views.size) wb.last.push("student");
  });
  const old = Date.now() - KEPT_DAYS * 86400000;
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith("wb:")) continue;
    try { if (!(JSON.parse(localStorage.getItem(name)).t > old)) localStorage.removeItem(name); } catch { localStorage.removeItem(name); }
  }
}

const isSaveKey = (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";

// The foot of a field: what is saved, the banner, the offer of a local copy, the save button.
function footOf(root, saver) {
  const part = (name) => root.querySelector(`.${name}`);
  part("save").onclick = () => saver.push("student");
  part("take").onclick = () => saver.choose(true);
  part("drop").onclick = () => saver.choose(false);
  return () => {
    const { state, stop, offer, readOnly } = saver;
    const words = state === "saved" ? (saver.at ? `已保存 ${clockTime(saver.at)}` : saver.saved ? "已保存" : "尚未填写") : state === "dirty" ? "未保存" : state === "offline" ? "未保存（本机已留副本）" : "只读";
    if (part("status").textContent !== words) part("status").textContent = words;
    part("status").dataset.state = readOnly && state === "saved" ? "locked" : state;
    const text = saver.say || "";
    if (part("say").textContent !== text) part("say").textContent = text;
    part("banner").hidden = !text;
    part("banner").dataset.state = stop || "note";
    part("signin").hidden = stop !== "signin";
    part("offer").hidden = !offer;
    if (offer) part("when").textContent = new Date(offer.t).toLocaleString("zh-CN", { hour12: false });
    part("save").disabled = readOnly;
  };
}

// Keys stay inside the component: Streamlit listens for single letters on the page.
function keepKeys(root, saver) {
  const mine = (event) => {
    event.stopPropagation();
    if (event.type === "keydown" && isSaveKey(event)) { event.preventDefault(); saver.push("student"); }
  };
  for (const kind of ["keydown", "keypress", "keyup"]) root.addEventListener(kind, mine);
  root.addEventListener("focusin", () => { wb.last = saver; });
}
