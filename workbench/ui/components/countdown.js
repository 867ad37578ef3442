// A decoration: the server decides when time is up, and every reply of it sets this clock right.
const mounted = new WeakMap();
const wb = (window.__workbench ??= { savers: new Map(), states: new Map(), last: null, clock: 0 });
const WORST = ["saved", "dirty", "offline", "taken", "closed"];
const EXPIRE_MS = 1500; // lets the last save arrive first

export default function ({ parentElement: root, data, setTriggerValue }) {
  let own = mounted.get(root);
  if (!own) { own = { fired: 0, low: "", taken: false, away: false }; mounted.set(root, own); }
  own.trigger = setTriggerValue;
  const when = `${data.deadline_ms} ${data.server_ms}`;
  if (wb.when !== when) { // first sight of these numbers: the difference is what the server had left
    wb.when = when;
    wb.ends = performance.now() + data.deadline_ms - data.server_ms;
    wb.offset = data.server_ms - Date.now();
  }
  own.cleanup?.();
  own.cleanup = start(root, data, own);
  return own.cleanup;
}

function start(root, data, own) {
  const clock = root.querySelector(".clock"), time = root.querySelector("time"), state = root.querySelector(".state");
  const stop = new AbortController(), { signal } = stop;
  const tick = () => {
    const left = wb.ends - performance.now(), seconds = Math.max(0, Math.ceil(left / 1000));
    const two = (n) => String(n).padStart(2, "0"), hours = Math.floor(seconds / 3600);
    const text = data.untimed ? "不限时" : `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    if (time.textContent !== text) time.textContent = text;
    root.querySelector(".caption").hidden = Boolean(data.untimed);
    const low = seconds <= 60 ? "1" : seconds <= 300 ? "5" : seconds <= 600 ? "10" : "";
    clock.dataset.low = low === "1" ? "5" : low;
    if (low !== own.low && low) root.querySelector(".aloud").textContent = `还剩 ${low} 分钟`;
    own.low = low;
    if (left < 3000 && !own.flushed) { own.flushed = true; dispatchEvent(new Event("workbench:flush")); }
    if (left < -EXPIRE_MS && !own.fired) { own.fired = true; own.trigger("expired", true); }
    if (left > 5000) own.fired = own.flushed = false;
  };
  const paint = () => {
    // The waiting room's try and other attempts of this page are not what is being written now.
    const ours = ([key]) => key.includes(`:${data.attempt}:`) && !key.includes(":rehearsal:");
    const all = [...wb.states].filter(ours).map(([, one]) => one);
    const worst = all.reduce((found, one) => Math.max(found, WORST.indexOf(one.state)), all.length ? 0 : -1);
    const at = Math.max(0, ...all.map((one) => one.at || 0));
    const name = WORST[worst] || "";
    const saved = at ? `已保存 ${new Date(at).toLocaleTimeString("zh-CN", { hour12: false })}` : "";
    state.textContent = { saved, dirty: "未保存", offline: "未保存，内容留在本机", taken: "已在另一处打开，这里只读", closed: "已交卷或时间已到" }[name] || "";
    state.dataset.state = name;
    if (name === "taken" && !own.taken) own.trigger("taken", true);
    own.taken = name === "taken";
    if (name === "closed" && !own.fired) { own.fired = true; own.trigger("expired", true); }
  };
  const note = (kind, away) => {
    if (own.away === away) return;
    own.away = away;
    const body = JSON.stringify({ attempt: data.attempt, holder: data.holder, kind, at_ms: Math.round(Date.now() + wb.offset) });
    fetch("/flags", { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body }).catch(() => {});
  };
  const correct = ({ detail }) => {
    wb.ends = performance.now() + detail.seconds_left * 1000;
    if (detail.server_ms) wb.offset = detail.server_ms - Date.now();
    tick();
  };
  addEventListener("workbench:time", correct, { signal });
  addEventListener("workbench:save", paint, { signal });
  addEventListener("blur", () => note("focus_lost", true), { signal });
  addEventListener("focus", () => note("focus_back", false), { signal });
  document.addEventListener("visibilitychange", () => (document.hidden ? note("focus_lost", true) : note("focus_back", false)), { signal });
  const timer = setInterval(tick, 250);
  tick();
  paint();
  return () => { clearInterval(timer); stop.abort(); };
}
