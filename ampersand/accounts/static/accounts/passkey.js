/**
 * Passkeys, for forms with data-passkey:
 *   "add"      makes one from the options in #passkey-options
 *   "use"      signs the challenge in #passkey-options
 *   "sign-in"  asks the form's address for a challenge first, and only when the button is pressed: passkeys are not
 *              offered in the address field, where whoever holds a shared phone would see whose they are
 * The button [data-passkey-begin] appears when the browser can do it, and [data-passkey-unable] goes.
 */
const begins = { add: make, use: sign, "sign-in": signIn };

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (form instanceof HTMLFormElement && window.PublicKeyCredential) begin(form);
}

/** @param {HTMLFormElement} form */
function begin(form) {
  const button = /** @type {HTMLElement} */ (form.querySelector("[data-passkey-begin]"));
  form.hidden = button.hidden = false;
  form.querySelector("[data-passkey-unable]")?.remove();
  const kind = /** @type {keyof begins} */ (form.dataset.passkey);
  button.addEventListener("click", () => attempt(form, button, begins[kind]));
  if (kind === "add") {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      button.click();
    });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} button
 * @param {(form: HTMLFormElement) => Promise<Credential | null>} way
 */
async function attempt(form, button, way) {
  if (button.getAttribute("aria-disabled")) return;
  tell(form, "");
  button.setAttribute("aria-disabled", "true");
  try {
    send(form, await way(form));
  } catch (problem) {
    tell(form, problem instanceof TypeError ? "offline" : "none");
  }
  button.removeAttribute("aria-disabled");
}

/**
 * @param {HTMLFormElement} form
 * @param {string} which
 */
function tell(form, which) {
  for (const line of form.querySelectorAll("[data-passkey-problem]")) {
    line.toggleAttribute("hidden", line.getAttribute("data-passkey-problem") !== which);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Credential | null} credential
 */
function send(form, credential) {
  const field = form.elements.namedItem("credential");
  if (!(field instanceof HTMLInputElement) || !(credential instanceof PublicKeyCredential)) throw new Error();
  field.value = JSON.stringify(written(credential));
  form.submit();
}

/** @param {HTMLFormElement} form */
async function signIn(form) {
  return navigator.credentials.get({ publicKey: await challenge(form) });
}

/** @param {HTMLFormElement} form */
async function challenge(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new TypeError(answer.statusText);
  return read((await answer.json()).request_options.publicKey);
}

async function sign() {
  return navigator.credentials.get({ publicKey: read(options()) });
}

async function make() {
  return navigator.credentials.create({ publicKey: read(options()) });
}

function options() {
  return JSON.parse(document.getElementById("passkey-options")?.textContent ?? "{}").publicKey;
}

/**
 * What the server wrote, with its base64url turned into bytes where the browser wants bytes.
 * @param {any} told
 */
function read(told) {
  const known = (/** @type {any} */ one) => ({ ...one, id: bytes(one.id) });
  return {
    ...told,
    challenge: bytes(told.challenge),
    ...(told.user && { user: { ...told.user, id: bytes(told.user.id) } }),
    ...(told.allowCredentials && { allowCredentials: told.allowCredentials.map(known) }),
    ...(told.excludeCredentials && { excludeCredentials: told.excludeCredentials.map(known) }),
  };
}

/**
 * What the browser made, with its bytes turned into base64url.
 * @param {PublicKeyCredential} credential
 */
function written(credential) {
  const given = /** @type {any} */ (credential.response);
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(parts.filter((name) => given[name]).map((name) => [name, text(given[name])]));
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...response, ...(given.getTransports && { transports: given.getTransports() }) },
  };
}

/** @param {string} written */
function bytes(written) {
  const plain = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer} held */
function text(held) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(held)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
