// Passkeys: the browser is asked only after the officer has pressed the button, and its answer goes with the form.
const able =
  "PublicKeyCredential" in window &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential;

const ask = {
  make: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  use: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!able) continue;
  const button = form.querySelector("[data-passkey-do]");
  const failed = form.querySelector("[data-passkey-failed]");
  form.querySelector("[data-passkey-missing]").hidden = true;
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    button.disabled = true;
    try {
      // Without what is held: that may be large, and the browser is not asked about it.
      const fields = new FormData(form);
      fields.delete("held");
      const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(fields) });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const { challenge, options } = await answer.json();
      const credential = await ask[form.dataset.passkey](options);
      form.elements.challenge.value = challenge;
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      console.debug("passkey", error.name);
      failed.hidden = false;
      button.disabled = false;
    }
  });
}
