// Passkeys: the form holds what the server asks for; the browser answers; the form carries it back.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const known = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const ceremonies = {
  create: (options) =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
      },
    }),
  get: (options) =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: known(options.allowCredentials),
      },
    }),
};

// Of the response's parts, those that this kind of ceremony has.
function answered(credential) {
  const parts = ["attestationObject", "clientDataJSON", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const part of parts) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    extensions: JSON.stringify(credential.getClientExtensionResults()),
  });
}

async function ask(form) {
  const said = form.querySelector("[data-said]");
  const again = form.querySelector("[data-again]");
  again.hidden = true;
  said.textContent = "Your browser asks you now for the passkey.";
  try {
    const options = JSON.parse(form.dataset.options);
    const credential = await ceremonies[form.dataset.passkey](options);
    form.elements.credential.value = answered(credential);
    form.requestSubmit();
  } catch (wrong) {
    said.textContent =
      wrong.name === "InvalidStateError"
        ? "This device holds a passkey for your account already."
        : "The passkey was not used: it was cancelled, took too long, or is not on this device.";
    again.hidden = false;
    again.focus();
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("[data-again]").addEventListener("click", () => ask(form));
  ask(form);
}
