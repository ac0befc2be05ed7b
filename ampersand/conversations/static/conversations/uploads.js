/**
 * Files go piece by piece as soon as they are chosen, with their progress beside them, and go on by themselves after a
 * break: the server says which byte it wants next. Without this script they go with the form.
 */
const PIECE = 256 * 1024;
const PATIENCE = [1_000, 3_000, 8_000, 20_000];

const field = document.querySelector("input[type=file][data-begin]");
if (field instanceof HTMLInputElement) field.addEventListener("change", () => void start(field));

/** @param {HTMLInputElement} field */
async function start(field) {
  const files = [...(field.files ?? [])];
  field.value = "";
  for (const file of files) await bring(field, file);
}

/**
 * @param {HTMLInputElement} field
 * @param {File} file
 */
async function bring(field, file) {
  const row = show(field, file);
  try {
    const begun = await ask(field.dataset.begin ?? "", field, fields({ name: file.name, size: String(file.size) }));
    let { offset } = begun;
    while (offset < file.size) {
      row.bar.value = offset;
      offset = (await ask(begun.address, field, file.slice(offset, offset + PIECE), offset)).offset;
    }
    row.bar.replaceWith(document.createTextNode(field.dataset.done ?? ""));
    await again();
  } catch (error) {
    row.bar.replaceWith(document.createTextNode(error instanceof Error ? error.message : ""));
  }
}

/** The list of files as the server knows it now, with what takes them out again; what is being typed stays. */
async function again() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-uploads]");
  if (answer.ok && found) document.querySelector("[data-uploads]")?.replaceWith(document.importNode(found, true));
}

/**
 * One request, again after a break; what the server refuses is said in its own words.
 * @param {string} address
 * @param {HTMLInputElement} field
 * @param {BodyInit} body
 * @param {number} [offset]
 */
async function ask(address, field, body, offset) {
  const token = field.form?.querySelector("[name=csrfmiddlewaretoken]");
  /** @type {Record<string, string>} */
  const headers = { "X-CSRFToken": token instanceof HTMLInputElement ? token.value : "" };
  if (offset !== undefined) headers["Upload-Offset"] = String(offset);
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
      if (answer.ok || answer.status === 409) return await answer.json();
      if (answer.status === 422) throw new Refused((await answer.json()).why);
      if (answer.status < 500) throw new Refused(field.dataset.lost ?? "");
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    await new Promise((go) => setTimeout(go, PATIENCE[Math.min(tries, PATIENCE.length - 1)]));
  }
}

class Refused extends Error {}

/** @param {Record<string, string>} values */
function fields(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

/**
 * @param {HTMLInputElement} field
 * @param {File} file
 */
function show(field, file) {
  const bar = Object.assign(document.createElement("progress"), { max: file.size, value: 0 });
  bar.setAttribute("aria-label", file.name);
  const row = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { className: "grow", textContent: `${file.name} ` });
  row.append(name, bar);
  document.querySelector("[data-uploads]")?.append(row);
  return { bar };
}
