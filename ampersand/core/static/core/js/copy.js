/**
 * The copy of a page on this device: asked for first, made, kept up to date, and removed. Nothing is registered before
 * somebody says that the device is theirs alone. Exit and sign-out remove it, too (exit.js, and the server's answer).
 * data-kind says which page it is of; each kind has a copy of its own, and taking one away leaves the others.
 */
const MARK = "kept=1; path=/; samesite=lax";
const YEAR = 365 * 24 * 3600;

/**
 * @typedef {"ask" | "not" | "kept" | "failed"} State
 */

/** What is under way; a removal waits for it, so that nothing is written after it. */
let busy = Promise.resolve();

if (document.querySelector("[data-forget]") && "serviceWorker" in navigator && "caches" in window) forget(); // others use it
const place = document.querySelector("[data-keep]");
if (place instanceof HTMLElement && "serviceWorker" in navigator && "caches" in window) start(place);

/** @param {HTMLElement} place */
async function start(place) {
  const kind = `${place.dataset.kind}-`;
  const name = kind + place.dataset.keep;
  const queue = (/** @type {() => Promise<void>} */ deed) => (busy = busy.then(deed));
  const deeds = {
    keep: () => queue(() => keep(place, name)),
    not: () => show(place, "not"),
    remove: () => queue(() => remove(place)),
  };
  for (const button of place.querySelectorAll("button[data-do]")) {
    const deed = button instanceof HTMLElement && deeds[/** @type {keyof typeof deeds} */ (button.dataset.do)];
    if (deed) button.addEventListener("click", deed);
  }
  const names = await caches.keys();
  for (const other of names) if (other.startsWith(kind) && other !== name) await caches.delete(other);
  show(place, names.includes(name) ? "kept" : "ask");
  place.hidden = false;
  if (names.includes(name)) queue(() => refresh(place, name));
}

/**
 * @param {HTMLElement} place
 * @param {string} name
 */
async function keep(place, name) {
  try {
    await navigator.serviceWorker.register(place.dataset.worker ?? "", { scope: place.dataset.page });
    await fill(place, name);
    document.cookie = `${MARK}; max-age=${YEAR}${location.protocol === "https:" ? "; secure" : ""}`;
    show(place, "kept", "kept");
  } catch {
    await forget(place);
    show(place, "failed");
  }
}

/** @param {HTMLElement} place */
async function remove(place) {
  await forget(place);
  show(place, "ask", "removed");
}

/**
 * @param {HTMLElement} place
 * @param {string} name
 */
async function refresh(place, name) {
  try {
    await fill(place, name);
  } catch {
    // the copy that is there stays
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} name
 */
async function fill(place, name) {
  const page = await fetch(place.dataset.paper ?? "", { credentials: "same-origin", cache: "no-store" });
  if (!page.ok || page.redirected) throw new Error("the page did not come");
  const held = await caches.open(name);
  await held.addAll((place.dataset.files ?? "").split(" "));
  await held.put(place.dataset.page ?? "", page);
}

/**
 * Takes the copy of one page away, or, without a place, all of them.
 * @param {HTMLElement} [place]
 */
async function forget(place) {
  const kind = place ? `${place.dataset.kind}-` : "";
  const scope = place ? new URL(place.dataset.page ?? "", location.href).href : "";
  for (const name of await caches.keys()) if (name.startsWith(kind)) await caches.delete(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (!scope || one.scope === scope) await one.unregister();
  }
  if ((await caches.keys()).length === 0) document.cookie = `${MARK}; max-age=0`;
}

/**
 * @param {HTMLElement} place
 * @param {State} state
 * @param {"kept" | "removed"} [said]
 */
function show(place, state, said) {
  for (const part of place.querySelectorAll("[data-state]")) {
    if (part instanceof HTMLElement) part.hidden = part.dataset.state !== state;
  }
  const words = place.querySelector("[data-said]");
  if (!said || !(words instanceof HTMLElement)) return;
  words.textContent = words.dataset[said] ?? "";
  place.querySelector("h2")?.focus();
}
