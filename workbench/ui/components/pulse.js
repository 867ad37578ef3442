// The page's sign of life, and what the room is told. It never touches what is being typed.
const mounted = new WeakMap();
const wb = (window.__workbench ??= { savers: new Map(), states: new Map(), last: null, clock: 0 });
const BEAT_MS = 16000, SPREAD_MS = 8000, AGAIN_MS = 4000; // a beat every 16-24 s; after a failure every 4-6 s
const clockTime = (ms) => new Date(ms).toLocaleTimeString("zh-CN", { hour12: false });
const later = (ms) => performance.now() + ms * (1 + Math.random() / 2);

export default function ({ parentElement: root, data, setTriggerValue }) {
  let own = mounted.get(root);
  if (!own) { own = {}; mounted.set(root, own); }
  Object.assign(own, { data, trigger: setTriggerValue });
  own.cleanup?.();
  own.cleanup = start(root, own);
  return own.cleanup;
}

function start(root, own) {
  const { attempt } = own.data, stop = new AbortController(), { signal } = stop;
  if (wb.pulse?.attempt !== attempt) wb.pulse = { attempt, read: 0, messages: [], at: later(1000) };
  const pulse = wb.pulse;
  const known = new Set(pulse.messages.map((one) => one.id));
  pulse.messages = [...pulse.messages, ...own.data.messages.filter((one) => !known.has(one.id))];
  const show = () => {
    const unread = pulse.messages.filter((one) => one.id > pulse.read);
    const lines = unread.map((one) => `${clockTime(one.at)}　${one.body}`);
    const text = lines.join("\n"), said = root.querySelector(".said");
    root.querySelector(".notice").hidden = !text;
    if (said.textContent === text) return;
    said.textContent = text;
    root.querySelector(".aloud").textContent = text && `监考员通知：${text}`;
  };
  const hear = (said) => {
    pulse.messages = said.messages;
    show();
    const { state, held } = own.data;
    if (said.state === "running" && state === "running") dispatchEvent(new CustomEvent("workbench:time", { detail: said }));
    if (said.state !== state || (held && !said.holder_ok)) own.trigger("changed", true);
  };
  const beat = async () => {
    pulse.at = performance.now() + BEAT_MS + Math.random() * SPREAD_MS;
    const { holder } = own.data;
    const body = JSON.stringify({ attempt, holder, read_message: pulse.read });
    try {
      const reply = await fetch("/heartbeat", { method: "POST", body, headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout?.(10000) });
      if (reply.ok && !signal.aborted) hear(await reply.json());
    } catch { pulse.at = later(AGAIN_MS); }
  };
  const button = root.querySelector("button");
  button.onmousedown = (event) => event.preventDefault(); // the cursor stays where the student writes
  button.onclick = () => {
    pulse.read = Math.max(pulse.read, ...pulse.messages.map((one) => one.id));
    pulse.at = 0;
    show();
  };
  tickOnce();
  addEventListener("workbench:tick", () => { if (performance.now() >= pulse.at) beat(); }, { signal });
  addEventListener("online", () => { pulse.at = 0; }, { signal });
  show();
  return () => stop.abort();
}

// A worker's timer keeps its pace while the page is hidden; Chromium slows the page's own to one a minute.
function tickOnce() {
  if (wb.ticking) return;
  wb.ticking = true;
  const tick = () => dispatchEvent(new Event("workbench:tick"));
  const slowly = () => setInterval(tick, 1000);
  try {
    const source = new Blob(["setInterval(() => postMessage(0), 1000)"], { type: "text/javascript" });
    wb.ticker = new Worker(URL.createObjectURL(source));
    wb.ticker.onmessage = tick;
    wb.ticker.onerror = slowly;
  } catch { slowly(); }
}
