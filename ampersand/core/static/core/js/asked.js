/** Which questions of a form are asked, given the answers so far, and which still wait for one. */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLFieldSetElement[]} asks
 */
export function sift(form, asks) {
  for (const ask of asks) {
    const when = ask.dataset.when;
    if (when === undefined) continue;
    ask.disabled = !when.split(" ").some((condition) => holds(form, condition));
    ask.hidden = ask.disabled;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} condition such as "q1=2,3": q1 is asked, and answered with 2 or 3; "q1=2,": with 2, or left open
 */
function holds(form, condition) {
  const [name, values] = condition.split("=");
  const asked = `input[name="${CSS.escape(name)}"]:enabled`;
  const chosen = form.querySelector(`${asked}:checked`);
  if (!chosen) return values.split(",").includes("") && form.querySelector(asked) !== null;
  return chosen instanceof HTMLInputElement && values.split(",").includes(chosen.value);
}

/** @param {HTMLFieldSetElement} ask */
export function unanswered(ask) {
  if ("optional" in ask.dataset || ask.disabled) return false;
  const fields = /** @type {HTMLInputElement[]} */ ([...ask.querySelectorAll("input, select, textarea")]);
  const given = fields.filter(isGiven).map((field) => field.name);
  return fields.some((field) => !given.includes(field.name));
}

/** @param {HTMLInputElement} field */
function isGiven(field) {
  return ["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim() !== "";
}

/**
 * Says beside a question that it still waits for an answer.
 * @param {HTMLFieldSetElement} ask
 * @param {string} words
 */
export function remark(ask, words) {
  if (ask.querySelector("[data-reminder]")) return;
  const note = document.createElement("p");
  note.className = "error";
  note.dataset.reminder = "";
  note.id = `${ask.id}-reminder`;
  note.textContent = words;
  ask.querySelector("legend")?.after(note);
  ask.setAttribute("aria-describedby", note.id);
}
