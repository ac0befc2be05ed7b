/** Swapping a part of a page: what was typed and where the reader was stays while the step is the same. */
const CHANGING = /<input[^>]*name="(?:csrfmiddlewaretoken|form_id)"[^>]*>/g;
const KEPT = "textarea, input[type=text], input[type=checkbox], input[type=radio], select";

/**
 * What was drawn, without the marks that are new each time.
 * @param {string} html
 */
export function textOf(html) {
  return html.replace(CHANGING, "").trim();
}

/**
 * What stands in a place, written out.
 * @param {Element} place
 */
export function markOf(place) {
  const writer = new XMLSerializer();
  return textOf([...place.childNodes].map((node) => writer.serializeToString(node)).join(""));
}

/** @param {Element} place */
export function step(place) {
  return place.querySelector("[data-step]")?.getAttribute("data-step");
}

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} fresh
 */
export function swap(place, fresh) {
  const same = step(place) === step(fresh);
  const typed = same ? written(place) : new Map();
  const at = same && place.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const caret = document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.selectionStart : null;
  const open = same ? [...place.querySelectorAll("details[open][id]")].map((one) => one.id) : [];
  place.replaceChildren(...fresh.childNodes);
  for (const field of place.querySelectorAll(KEPT)) restore(field, typed.get(nameOf(field)));
  for (const id of open) place.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  if (!same) return;
  const found = at && [...place.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")].find((one) => nameOf(one) === at);
  if (!(found instanceof HTMLElement)) return;
  found.focus({ preventScroll: true });
  if (caret !== null && found instanceof HTMLTextAreaElement) found.setSelectionRange(caret, caret);
}

/** @param {Element} place */
function written(place) {
  return new Map([...place.querySelectorAll(KEPT)].map((field) => [nameOf(field), valueOf(field)]));
}

/** @param {Element} field */
function valueOf(field) {
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) return field.checked;
  return /** @type {HTMLInputElement} */ (field).value;
}

/**
 * @param {Element} field
 * @param {string | boolean | undefined} value
 */
function restore(field, value) {
  if (typeof value === "boolean" && field instanceof HTMLInputElement) field.checked = value;
  else if (value) /** @type {HTMLInputElement} */ (field).value = String(value);
}

/**
 * By what something is found again after a drawing.
 * @param {Element | null} one
 */
function nameOf(one) {
  if (!one) return null;
  if (one.id) return `#${one.id}`;
  const named = /** @type {HTMLButtonElement} */ (one);
  return `${one.tagName} ${named.name ?? ""} ${named.type === "checkbox" || one.tagName === "BUTTON" ? named.value : ""} ${one.getAttribute("href") ?? ""} ${one.getAttribute("aria-label") ?? ""}`;
}
