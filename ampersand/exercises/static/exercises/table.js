/**
 * The table of a live exercise: looks every two seconds whether it has moved on, and swaps in what the server draws for
 * this viewer. What is being written stays while the step is the same; a screen that lies on the table stays awake.
 * Without this script each button still works, and the page looks anew by itself.
 */
const EVERY = 2_000;
const TOKENS = /<input[^>]*csrfmiddlewaretoken[^>]*>/g;

const place = document.querySelector("[data-table]");
if (place instanceof HTMLElement) start(place);

/** @param {HTMLElement} place */
function start(place) {
  const look = async () => {
    if (!document.hidden) await again(place);
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
  place.dataset.drawn = drawn(place);
  setInterval(() => countDown(place), 1_000);
  countDown(place);
  stayAwake();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      stayAwake();
      void again(place);
    }
  });
}

/** @param {HTMLElement} place */
async function again(place) {
  try {
    const answer = await fetch(place.dataset.address ?? location.href, {
      credentials: "same-origin",
      headers: { "Asks-By-Itself": "yes" },
    });
    if (!answer.ok || answer.redirected) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-table]");
    if (found && drawn(found) !== place.dataset.drawn) swap(place, found);
  } catch {
    // out of reach for a moment: the next look tries again
  }
}

/**
 * @param {HTMLElement} place
 * @param {Element} found
 */
function swap(place, found) {
  const typed = step(place) === step(found) ? written(place) : new Map();
  const moved = step(place) !== step(found);
  place.dataset.drawn = drawn(found);
  place.replaceChildren(...found.childNodes);
  for (const [name, text] of typed) {
    const field = place.querySelector(`textarea[name="${name}"]`);
    if (field instanceof HTMLTextAreaElement) field.value = text;
  }
  countDown(place);
  const heading = place.querySelector("h2[tabindex]");
  if (moved && heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}

/** @param {Element} place */
function written(place) {
  return new Map([...place.querySelectorAll("textarea")].map((field) => [field.name, field.value]));
}

/** @param {Element} place */
function step(place) {
  return place.querySelector("[data-step]")?.getAttribute("data-step");
}

/**
 * What the server drew, without the tokens that are new each time.
 * @param {Element} place
 */
function drawn(place) {
  const writer = new XMLSerializer();
  return [...place.childNodes].map((node) => writer.serializeToString(node)).join("").replace(TOKENS, "");
}

/** @param {Element} place */
function countDown(place) {
  const clock = place.querySelector("[data-until]");
  if (!(clock instanceof HTMLElement)) return;
  const left = Math.max(0, Number(clock.dataset.until) - Date.now() / 1_000);
  const minutes = Math.floor(left / 60);
  clock.textContent = `${minutes}:${String(Math.floor(left % 60)).padStart(2, "0")}`;
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // not allowed just now, for instance with little battery
  }
}
