// Files: each is sent on its own, with how far it is and a way to stop it; a large one in pieces, so that after a cut it
// goes on where it was, also when the same file is chosen again later. Without script the form sends them all.
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

  const whole = async (file, row) => {
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (!(value instanceof File)) body.append(name, value);
    body.append("file", file);
    const headers = { Accept: "application/json" };
    const told = await ask("POST", form.action, headers, body, row, ({ loaded }) => (row.bar.value = loaded));
    if (row.stopped) return row.end(false, words.uploadCancelled);
    const problems = told.status === 200 && told.said.problems ? told.said.problems : [words.uploadFailed];
    return row.end(problems.length === 0, problems[0] ?? words.uploadSent);
  };

  // What passes by itself: a cut, an earlier call that still hangs, a node that starts anew.
  const passes = ({ status, said }) => status === 0 || status >= 500 || status === 429 || said.code === "upload-running";

  // A line that is cut may be so for hours; a node that breaks again and again is not waited for.
  const patiently = async (does, row) => {
    for (let [wait, broken] = [1000, 0]; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const told = await does();
      broken += told.status >= 500 ? 1 : 0;
      if (row.stopped || !passes(told) || broken > MOST_BROKEN) return told;
      row.said.textContent = words.uploadCut;
      await rest(wait);
      if (row.stopped) return told;
    }
  };

  const inPieces = async (file, row) => {
    const json = { "Content-Type": "application/json", RequestVerificationToken: proof };
    const begins = await beginning(file).catch(() => null);
    if (begins === null) return row.end(false, words.uploadFailed);
    const asked = { name: file.name, mediaType: file.type, size: file.size, modified: file.lastModified, begins };
    const begun = await patiently(() => ask("POST", words.uploadPieces, json, JSON.stringify(asked), row, null), row);
    if (row.stopped) return row.end(false, words.uploadCancelled);
    if (!begun.said.upload) return row.end(false, inWords(begun.said) ?? words.uploadFailed);
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
      if (!elsewhere || told.offset === null) return row.end(false, inWords(told.said) ?? words.uploadFailed);
      at = told.offset;
    }
    const headers = { Accept: "application/json", RequestVerificationToken: proof };
    const told = await ask("POST", `${address}/cancel`, headers, null, { call: null }, null);
    if (told.said.state !== "attached") return row.end(false, words.uploadCancelled);
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
      const sent = row.stopped ? row.end(false, words.uploadCancelled) : await (file.size > PIECE ? inPieces : whole)(file, row);
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
