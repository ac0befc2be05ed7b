/**
 * A conversation that is open: asks now and then whether there is something new, and swaps in what the server draws for
 * this viewer. Nothing is told to anybody: not that the page is open, not that somebody is writing.
 * Without this script the page shows what is new when it is opened again.
 */
const EVERY = 15_000;

const place = document.querySelector("[data-thread][data-address]");
if (place instanceof HTMLElement) start(place);
const writing = document.querySelector("form[data-kept]");
// Where help is, for the writer alone, as soon as what is typed sounds like danger; it stays once it is there.
writing?.addEventListener("kept", (event) => {
  const help = writing.querySelector("[data-help]");
  if (event instanceof CustomEvent && event.detail.help && help instanceof HTMLElement) help.hidden = false;
});

/** @param {HTMLElement} place */
function start(place) {
  const again = async () => {
    if (!document.hidden) await look(place);
    setTimeout(again, EVERY);
  };
  setTimeout(again, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void look(place);
  });
}

/** @param {HTMLElement} place */
async function look(place) {
  const stamp = place.querySelector("[data-stamp]")?.getAttribute("data-stamp") ?? "";
  try {
    const answer = await fetch(`${place.dataset.address}?stamp=${encodeURIComponent(stamp)}`, {
      credentials: "same-origin",
      headers: { "Asks-By-Itself": "yes" },
    });
    if (answer.status !== 200 || answer.redirected) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-stamp]");
    if (found) swap(place, found);
  } catch {
    // out of reach for a moment: the next look tries again
  }
}

/**
 * Only what is new or changed goes in, so that what is being read stays where it is and is read out once.
 * @param {HTMLElement} place
 * @param {Element} found
 */
function swap(place, found) {
  const log = place.querySelector("[data-stamp]");
  if (!log) return;
  for (const day of [...found.querySelectorAll("section")]) {
    const same = [...log.querySelectorAll("section")].find((one) => one.getAttribute("aria-label") === day.getAttribute("aria-label"));
    if (!same) {
      log.querySelector(".empty")?.remove();
      log.append(document.importNode(day, true));
      continue;
    }
    for (const message of day.querySelectorAll("article")) {
      const there = document.getElementById(message.id);
      if (!there) same.querySelector(".thread")?.append(document.importNode(message, true));
      else if (there.dataset.version !== message.getAttribute("data-version")) there.replaceWith(document.importNode(message, true));
    }
  }
  log.setAttribute("data-stamp", found.getAttribute("data-stamp") ?? "");
}
