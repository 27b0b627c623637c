// What a page does with script: components of GOV.UK Frontend, ticking clocks, live parts. Without it every page works.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();

// On a telephone long tables begin folded; without script they stand open.
if (matchMedia("(max-width: 47.99em)").matches)
  for (const fold of document.querySelectorAll("details.fold")) fold.removeAttribute("open");

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

// A button that is being pressed stays where it is: what is kept while typing brings findings onto the page, and a
// button that moves away under the finger was never pressed. They come once it is let go, unless the page is left.
let pressed = null;
let held = false;
document.addEventListener("pointerdown", ({ button, target }) => {
  // With another button a menu opens, and not every machine tells when that is let go.
  if (button !== 0) return;
  pressed = target.closest?.("button, a")?.closest("form[hx-post]") ?? null;
  held = false;
});
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(end, () => {
    const form = pressed;
    pressed = null;
    if (form && held) setTimeout(() => window.htmx.trigger(form, "change"));
  });
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt !== pressed) return;
  event.preventDefault();
  held = true;
});
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig?.elt !== pressed) return;
  detail.shouldSwap = false;
  held = true;
});

// The original is written in the language that is chosen, its translation in the other: spelling and glyphs follow.
const tags = { en: "en", zh: "zh-Hans" };
const follow = (choice) => {
  const [original, translation] = choice.value === "zh" ? [tags.zh, tags.en] : [tags.en, tags.zh];
  for (const field of choice.form.querySelectorAll("[data-written]"))
    field.lang = field.dataset.written === "original" ? original : translation;
};
document.addEventListener("change", ({ target }) => target.name === "language" && target.type === "radio" && target.form && follow(target));

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
