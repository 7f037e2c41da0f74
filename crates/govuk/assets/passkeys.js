// Making and showing passkeys. The forms for it stay hidden where the browser knows none, or is at
// another address than the one they are made for.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const ways = {
  async make(asked) {
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
    publicKey.excludeCredentials = asked.excludeCredentials.map((it) => ({ ...it, id: bytes(it.id) }));
    const { response } = await navigator.credentials.create({ publicKey });
    return { "new-client": response.clientDataJSON, "new-attestation": response.attestationObject };
  },
  async show(asked) {
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    const { rawId, response } = await navigator.credentials.get({ publicKey });
    return {
      "passkey-id": rawId,
      "passkey-client": response.clientDataJSON,
      "passkey-authenticator": response.authenticatorData,
      "passkey-signature": response.signature,
      "passkey-handle": response.userHandle ?? new Uint8Array(),
    };
  },
};

const words = {
  NotAllowedError: "Nothing was done: the browser was told to stop, or waited too long. Try again.",
  InvalidStateError: "This device has a passkey of yours for this service already.",
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const { passkey, asks, origin } = form.dataset;
  if (!window.PublicKeyCredential || origin !== window.location.origin) continue;
  form.hidden = false;
  for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
  const said = form.querySelector("[data-said]");
  const name = form.elements.namedItem("name");
  let underWay = false;
  form.addEventListener("submit", async (event) => {
    // What has no name is sent as it is, to be told so before anything is made.
    if (name && !name.value.trim()) return;
    event.preventDefault();
    if (underWay) return;
    underWay = true;
    said.textContent = "";
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(asks, { method: "POST", redirect: "error", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const made = await ways[passkey](await answer.json());
      for (const [field, value] of Object.entries(made)) form.elements.namedItem(field).value = text(value);
      form.submit();
    } catch (problem) {
      said.textContent = words[problem.name] ?? "It did not work. Load this page again, and try again.";
    } finally {
      underWay = false;
    }
  });
}
