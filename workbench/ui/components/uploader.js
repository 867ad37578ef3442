// One file at a time, straight to the server's own route; a lost connection is tried again.
const TRIES = 4, FIRST_WAIT_MS = 800;
const mounted = new WeakMap();

export default function ({ parentElement: root, data, setTriggerValue }) {
  let own = mounted.get(root);
  if (!own) { own = { count: 0, busy: false }; mounted.set(root, own); listen(root, own); }
  Object.assign(own, { data, tell: setTriggerValue });
  const input = root.querySelector("input");
  input.accept = data.suffixes.join(",");
  input.disabled = data.locked;
  root.querySelector(".drop").setAttribute("aria-disabled", String(data.locked));
  root.querySelector(".label").textContent = data.label;
  root.querySelector(".hint").textContent =
    `${data.suffixes.join(" ")}，最大 ${data.megabytes} MB。点击选择，或把文件拖到这里。`;
}

function listen(root, own) {
  const input = root.querySelector("input"), drop = root.querySelector(".drop");
  input.onchange = () => { if (input.files[0]) send(root, own, input.files[0]); input.value = ""; };
  drop.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); input.click(); } };
  drop.ondragover = (event) => { event.preventDefault(); drop.classList.add("over"); };
  drop.ondragleave = () => drop.classList.remove("over");
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (!own.data.locked && event.dataTransfer.files[0]) send(root, own, event.dataTransfer.files[0]);
  };
}

async function send(root, own, file) {
  if (own.busy) return;
  const { data } = own;
  const fits = data.suffixes.some((suffix) => file.name.toLowerCase().endsWith(suffix));
  if (!fits) return say(root, `这里只收 ${data.suffixes.join("、")} 文件，“${file.name}”没有上传。`, "refused");
  if (file.size > data.megabytes * 2 ** 20) return say(root, `文件太大：最多 ${data.megabytes} MB。`, "refused");
  own.busy = true;
  say(root, `正在上传“${file.name}”`, "note");
  try {
    for (let tried = 1; ; tried++) {
      const { status, answer } = await put(root, data, file);
      if (status === 200) {
        say(root, "");
        own.tell("arrived", { ...answer, count: ++own.count });
        return;
      }
      const isOver = tried === TRIES || (status >= 400 && status < 500);
      if (isOver) return say(root, answer.text || "上传没有成功，请检查网络后再试一次。", "refused");
      say(root, `连接断了，正在重新上传“${file.name}”`, "note");
      await new Promise((done) => setTimeout(done, FIRST_WAIT_MS * 2 ** tried));
    }
  } finally {
    own.busy = false;
    root.querySelector("progress").hidden = true;
  }
}

function put(root, data, file) {
  const bar = root.querySelector("progress");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const asked = new URLSearchParams({ attempt: data.attempt, tool: data.tool, name: file.name });
    request.open("PUT", `/upload?${asked}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => { bar.hidden = false; bar.value = event.total ? event.loaded / event.total : 0; };
    request.onloadend = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
      done({ status: request.status, answer });
    };
    request.send(file);
  });
}

function say(root, text, state = "") {
  const banner = root.querySelector(".banner");
  banner.hidden = !text;
  banner.dataset.state = state;
  banner.querySelector(".say").textContent = text;
}
