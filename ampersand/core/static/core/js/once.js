/** A form that posts is sent once: a second press waits for the first. A page that is shown again may send again. */
const PATIENCE = 15_000;

/** @type {Map<HTMLFormElement, Element | null>} */
const sent = new Map();
let begun = false;

export function start() {
  if (begun) return;
  begun = true;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.set(form, event.submitter);
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), PATIENCE);
  });
  addEventListener("pageshow", () => [...sent.keys()].forEach(release));
}

/** @param {HTMLFormElement} form */
function release(form) {
  sent.get(form)?.removeAttribute("aria-disabled");
  sent.delete(form);
}
