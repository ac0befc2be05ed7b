/**
 * Moving a meeting in the week: drag it, or stand on it, press M, choose with the arrow keys and press Enter. The form
 * that every meeting has at its own page does the same without this script.
 */

const QUARTER = 15;
/** @type {HTMLElement | null} */
const week = document.querySelector("[data-week]");
/** @type {HTMLFormElement | null} */
const form = document.querySelector("[data-week-form]");
const says = document.querySelector("[data-week-says]");

if (week && form) {
  document.querySelector("[data-week-help]")?.removeAttribute("hidden");
  for (const entry of week.querySelectorAll("[data-entry]")) if (entry instanceof HTMLElement) begin(entry);
}

/**
 * @param {HTMLElement} entry
 */
function begin(entry) {
  entry.draggable = true;
  entry.addEventListener("keydown", (event) => key(entry, event));
  entry.addEventListener("dragstart", (event) => lift(entry, event.offsetY));
  entry.addEventListener("dragend", () => entry.classList.remove("lifted"));
}

/** @type {{ entry: HTMLElement, offset: number, home: Element | null, next: Element | null, classes: string } | null} */
let held = null;

/**
 * @param {HTMLElement} entry
 * @param {number} offset how far below its top it was taken, in pixels
 */
function lift(entry, offset) {
  held = { entry, offset, home: entry.parentElement, next: entry.nextElementSibling, classes: entry.className };
  entry.classList.add("lifted");
}

for (const day of week?.querySelectorAll("[data-day]") ?? []) {
  day.addEventListener("dragover", (event) => held && event.preventDefault());
  day.addEventListener("drop", (event) => {
    const hours = day.querySelector(".hours");
    if (!held || !hours || !(event instanceof DragEvent)) return;
    event.preventDefault();
    const box = hours.getBoundingClientRect();
    const top = event.clientY - held.offset - box.top - parseFloat(getComputedStyle(hours).paddingTop);
    put(held.entry, day, Math.round(top / rowHeight(hours)));
    send(held.entry);
  });
}

/** @param {Element} hours */
function rowHeight(hours) {
  return parseFloat(getComputedStyle(hours).gridAutoRows) || 18;
}

/**
 * @param {HTMLElement} entry
 * @param {KeyboardEvent} event
 */
function key(entry, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!held || held.entry !== entry) {
    if (event.key.toLowerCase() !== "m") return;
    event.preventDefault();
    lift(entry, 0);
    return tell(entry);
  }
  const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  if (event.key === "Escape" || event.key === "Tab") return back();
  if (event.key === "Enter") {
    event.preventDefault();
    return send(entry);
  }
  const way = ways[/** @type {keyof typeof ways} */ (event.key)];
  if (!way) return;
  event.preventDefault();
  const days = [...(week?.querySelectorAll("[data-day]") ?? [])];
  const here = days.findIndex((day) => day.contains(entry));
  put(entry, days[Math.min(days.length - 1, Math.max(0, here + way[0]))], row(entry) + way[1]);
  entry.focus();
  tell(entry);
}

/**
 * Put it into a day at a row, from 0 on.
 * @param {HTMLElement} entry
 * @param {Element} day
 * @param {number} at
 */
function put(entry, day, at) {
  const last = Number(week?.dataset.rows) - Math.ceil(Number(entry.dataset.minutes) / QUARTER);
  const to = Math.max(0, Math.min(last, at));
  entry.className = entry.className.replace(/\bat-\d+\b/, `at-${to + 1}`);
  entry.dataset.to = String(to);
  day.querySelector(".hours")?.append(entry);
}

/** @param {HTMLElement} entry */
function row(entry) {
  return Number(entry.className.match(/\bat-(\d+)\b/)?.[1] ?? 1) - 1;
}

/** @param {HTMLElement} entry */
function where(entry) {
  const minutes = Number(week?.dataset.first) * 60 + row(entry) * QUARTER;
  const hour = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const day = entry.closest("[data-day]");
  const isHome = entry.dataset.to === undefined;
  return {
    day: day instanceof HTMLElement ? (day.dataset.day ?? "") : "",
    hour: isHome ? (entry.dataset.hour ?? hour) : hour,
    words: day?.querySelector("h2")?.textContent?.trim() ?? "",
  };
}

/** @param {HTMLElement} entry */
function tell(entry) {
  const { hour, words } = where(entry);
  if (says) says.textContent = (form?.dataset.says ?? "").replace("{day}", words).replace("{hour}", hour);
}

function back() {
  if (!held) return;
  const { entry, home, next, classes } = held;
  held = null;
  entry.className = classes;
  delete entry.dataset.to;
  home?.insertBefore(entry, next);
  entry.focus();
  if (says) says.textContent = form?.dataset.left ?? "";
}

/** @param {HTMLElement} entry */
function send(entry) {
  if (!form) return;
  const { day, hour } = where(entry);
  form.action = entry.dataset.move ?? "";
  const told = { day, hour, minutes: entry.dataset.minutes, revision: entry.dataset.revision, room: entry.dataset.room };
  for (const [name, value] of Object.entries(told)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value ?? "";
  }
  form.requestSubmit();
}
