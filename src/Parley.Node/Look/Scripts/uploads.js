// Files: each is sent on its own, in pieces, with how far it is and a way to stop it. What is stopped is not attached, or
// it is said that it was already; after a cut a file goes on where it was, also when the same is chosen again later.
// Without script the form sends them all.
const PIECE = 8 * 1024 * 1024;
const STRETCH = "application/offset+octet-stream";
const LONGEST_WAIT = 30_000;
const MOST_BROKEN = 5;
const rest = (time) => new Promise((done) => setTimeout(done, time));
// By how it begins a file is told from another of the same name, size and time. Where the page came neither over TLS
// nor from this machine the browser does not count it; nothing is gone on with then.
const beginning = async (file) => {
  if (!crypto.subtle) return undefined;
  const hash = await crypto.subtle.digest("SHA-256", await file.slice(0, PIECE).arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
const inWords = ({ sentence }) => sentence?.[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];

for (const form of document.querySelectorAll("form[data-upload]")) {
  const words = form.dataset;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-upload-list]");
  const button = form.querySelector("[data-upload-button]");
  const proof = form.querySelector("[name=__RequestVerificationToken]").value;

  const rowOf = (file) => {
    const row = document.createElement("li");
    const [name, bar, said, stop] = ["span", "progress", "span", "button"].map((tag) => document.createElement(tag));
    row.className = "file";
    name.className = "file__what";
    name.textContent = file.name;
    bar.className = "file__state";
    bar.setAttribute("aria-label", file.name);
    bar.max = Math.max(1, file.size);
    bar.value = 0;
    said.className = "small";
    stop.type = "button";
    stop.className = "link-button";
    stop.textContent = words.uploadCancel;
    row.append(name, bar, said, stop);
    list.append(row);
    const shown = { bar, said, stopped: false, late: null, call: null, end: null };
    stop.addEventListener("click", () => {
      shown.stopped = true;
      shown.call?.abort();
    });
    shown.end = (well, text) => {
      said.textContent = text;
      stop.remove();
      bar.remove();
      return well;
    };
    return shown;
  };

  // One call of the browser, with how far it is; status 0 where the line was cut.
  const ask = (method, address, headers, body, row, sent) =>
    new Promise((done) => {
      const call = new XMLHttpRequest();
      row.call = call;
      call.open(method, address);
      for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
      call.upload.onprogress = sent;
      call.onload = call.onerror = call.onabort = () => {
        if (call.status === 401) document.body.dispatchEvent(new CustomEvent("signed-out"));
        const json = (call.getResponseHeader("Content-Type") ?? "").includes("json");
        const offset = call.getResponseHeader("Upload-Offset");
        const said = json && call.responseText ? JSON.parse(call.responseText) : {};
        done({ status: call.status, said, offset: offset === null ? null : Number(offset) });
      };
      call.send(body);
    });

  // What passes by itself: a cut, an earlier call that still hangs, a node that starts anew. A full disk does not.
  const passes = ({ status, said }) =>
    status === 0 || (status >= 500 && status !== 507) || status === 429 || said.code === "upload-running";

  // A line that is cut may be so for hours; a node that breaks again and again is not waited for.
  const patiently = async (does, row) => {
    for (let [wait, broken] = [1000, 0]; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const told = await does();
      broken += told.status >= 500 ? 1 : 0;
      if (row.stopped || !passes(told) || broken > MOST_BROKEN) return told;
      row.said.textContent = (told.status === 503 && inWords(told.said)) || words.uploadCut;
      await rest(wait);
      if (row.stopped) return told;
    }
  };

  const why = ({ status, said }) => (status === 404 ? null : inWords(said)) ?? words.uploadFailed;

  const bring = async (file, row) => {
    const json = { "Content-Type": "application/json", RequestVerificationToken: proof };
    const begins = await beginning(file).catch(() => null);
    if (row.stopped) return row.end(false, words.uploadCancelled);
    if (begins === null) return row.end(false, words.uploadFailed);
    const asked = { name: file.name, mediaType: file.type, size: file.size, modified: file.lastModified, begins };
    // Not broken off when it is stopped: what was begun is cancelled by its name.
    const unbroken = { call: null };
    const begin = () => ask("POST", words.uploadPieces, json, JSON.stringify(asked), unbroken, null);
    const begun = await patiently(begin, row);
    if (!begun.said.upload && row.stopped) return row.end(false, words.uploadCancelled);
    // What it was for is gone meanwhile.
    if (begun.status === 404) return row.end(false, words.uploadGone.replace("{0}", file.name));
    if (!begun.said.upload) return row.end(false, why(begun));
    const address = `${words.uploadPieces}/${begun.said.upload}`;
    for (let at = begun.offset; !row.stopped; ) {
      row.bar.value = at;
      const told = await patiently(() => {
        const headers = { "Content-Type": STRETCH, "Upload-Offset": at, RequestVerificationToken: proof };
        const sent = ({ loaded }) => {
          row.bar.value = at + loaded;
          row.said.textContent = "";
        };
        return ask("PATCH", address, headers, file.slice(at, at + PIECE), row, sent);
      }, row);
      if (row.stopped) break;
      if (told.status === 201) return row.end(true, words.uploadSent);
      // Less, or more, of it is there than was thought: it goes on from there.
      const elsewhere = told.status === 204 || told.said.code === "offset-differs";
      if (!elsewhere || told.offset === null) return row.end(false, why(told));
      at = told.offset;
    }
    const headers = { Accept: "application/json", RequestVerificationToken: proof };
    const cancel = () => ask("POST", `${address}/cancel`, headers, null, unbroken, null);
    const told = await patiently(cancel, { said: row.said, stopped: false });
    // Until the node has said so, it is not told to be cancelled.
    if (told.said.state === "removed") return row.end(false, words.uploadCancelled);
    if (told.said.state !== "attached") return row.end(false, words.uploadUnknown);
    // It was attached before it could be cancelled: the list says so.
    row.late = begun.said.upload;
    return row.end(true, words.uploadLate.replace("{0}", file.name));
  };

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
    for (const [file, row] of rows) {
      const sent = row.stopped ? row.end(false, words.uploadCancelled) : await bring(file, row);
      well = sent && well;
    }
    button.disabled = false;
    input.value = "";
    if (!well) return;
    const late = rows.map(([, row]) => row.late).find((one) => one);
    const page = new URL(location.href);
    page.searchParams.delete("attached");
    if (late) page.searchParams.set("attached", late);
    if (page.href === location.href) location.reload();
    else location.assign(page);
  });
}
