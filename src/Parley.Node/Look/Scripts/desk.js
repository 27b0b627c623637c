// What a page does with script: components of GOV.UK Frontend, ticking clocks, live parts. Without it every page works.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();

const clocks = document.querySelector("[data-now]");
if (clocks) {
  // The node's clock, not the machine's: the difference is measured once.
  const ahead = Date.parse(clocks.dataset.now) - Date.now();
  const faces = [...clocks.querySelectorAll("time[data-zone]")].map((face) => ({
    face,
    format: new Intl.DateTimeFormat("en-GB", { timeZone: face.dataset.zone, hour: "2-digit", minute: "2-digit" }),
  }));
  const tick = () => {
    const now = new Date(Date.now() + ahead);
    for (const { face, format } of faces) face.textContent = format.format(now);
    setTimeout(tick, 60_000 - (now.getTime() % 60_000) + 50);
  };
  tick();
}

// Live: one event stream for each page that is in sight; a page that comes back into sight catches up first.
const topics = [...new Set([...document.querySelectorAll("[data-live]")].flatMap((part) => part.dataset.live.split(" ")))];
let stream = null;
const announce = (topic) => window.htmx && window.htmx.trigger(document.body, `live-${topic}`);
const listen = () => {
  if (stream || topics.length === 0) return;
  stream = new EventSource(`/live?topics=${topics.join(",")}`);
  for (const topic of topics) stream.addEventListener(topic, () => announce(topic));
};
const rest = () => {
  stream?.close();
  stream = null;
};
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return rest();
  topics.forEach(announce);
  listen();
});
window.addEventListener("pagehide", rest);
window.addEventListener("pageshow", () => !document.hidden && listen());
listen();

// The session ended: the page stays as it is, with what was typed in it, and says so.
document.body.addEventListener("signed-out", () => {
  rest();
  document.getElementById("signed-out")?.removeAttribute("hidden");
});

// What an officer has unfolded stays unfolded when a part is refreshed.
let unfolded = [];
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  unfolded = [...(detail.target?.querySelectorAll?.("details[open][id]") ?? [])].map((one) => one.id);
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  unfolded = [];
});

// What is chosen and wants a reason unfolds the place for it.
document.addEventListener("change", ({ target }) => {
  const place = target.dataset.opens && document.getElementById(target.dataset.opens);
  if (place) place.open = target.checked;
});

// The original is written in the language that is chosen, its translation in the other: spelling and glyphs follow.
const tags = { en: "en", zh: "zh-Hans" };
const follow = (choice) => {
  const [original, translation] = choice.value === "zh" ? [tags.zh, tags.en] : [tags.en, tags.zh];
  for (const field of choice.form.querySelectorAll("[data-written]"))
    field.lang = field.dataset.written === "original" ? original : translation;
};
document.addEventListener("change", ({ target }) => target.name === "language" && target.type === "radio" && target.form && follow(target));

// Files: each is sent on its own, with how far it is and a way to stop it. Without script the form sends them all.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const words = form.dataset;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-upload-list]");
  const button = form.querySelector("[data-upload-button]");
  const rowOf = (file) => {
    const row = document.createElement("li");
    const [name, bar, said, stop] = ["span", "progress", "span", "button"].map((tag) => document.createElement(tag));
    row.className = "file";
    name.className = "file__what";
    name.textContent = file.name;
    bar.className = "file__state";
    bar.setAttribute("aria-label", file.name);
    bar.value = 0;
    stop.type = "button";
    stop.className = "link-button";
    stop.textContent = words.uploadCancel;
    row.append(name, bar, said, stop);
    list.append(row);
    return { bar, said, stop };
  };
  const send = (file, { bar, said, stop }) =>
    new Promise((done) => {
      const body = new FormData();
      for (const [name, value] of new FormData(form)) if (!(value instanceof File)) body.append(name, value);
      body.append("file", file);
      const call = new XMLHttpRequest();
      const end = (well, text) => {
        said.textContent = text;
        stop.remove();
        bar.remove();
        done(well);
      };
      call.open("POST", form.action);
      call.setRequestHeader("Accept", "application/json");
      call.upload.onprogress = ({ loaded, total }) => Object.assign(bar, { max: total, value: loaded });
      call.onload = () => {
        const problems = call.status === 200 ? JSON.parse(call.responseText).problems : [words.uploadFailed];
        end(problems.length === 0, problems[0] ?? words.uploadSent);
      };
      call.onerror = () => end(false, words.uploadFailed);
      call.onabort = () => end(false, words.uploadCancelled);
      stop.addEventListener("click", () => call.abort());
      call.send(body);
    });
  // A file of no bytes is mostly a mistake: it is said before it is sent.
  input.addEventListener("change", () => {
    list.replaceChildren(
      ...[...input.files].filter((file) => file.size === 0).map((file) => {
        const row = document.createElement("li");
        row.className = "file warn wrap";
        row.textContent = words.uploadEmpty.replace("{0}", file.name);
        return row;
      }),
    );
  });
  form.addEventListener("submit", async (event) => {
    if (input.files.length === 0) return;
    event.preventDefault();
    button.disabled = true;
    list.replaceChildren();
    const rows = [...input.files].map((file) => [file, rowOf(file)]);
    let well = true;
    for (const [file, row] of rows) well = (await send(file, row)) && well;
    button.disabled = false;
    input.value = "";
    if (well) location.reload();
  });
}

// "/" leads to the search from anywhere, as long as nothing is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
