/**
 * What a table needs besides being live (core/js/live.js): a calm clock that can be hidden, the screen staying awake,
 * the focus on what is asked when it has moved on, and a soft sound for that, if somebody wishes for it.
 * Without this script each button still works, and the page looks anew by itself.
 */
const WISHES = { sound: false };
const place = document.querySelector("[data-table]");
if (place instanceof HTMLElement) start(place);

/** @param {HTMLElement} place */
function start(place) {
  setInterval(() => countDown(place), 1_000);
  countDown(place);
  stayAwake();
  document.addEventListener("visibilitychange", () => document.hidden || stayAwake());
  place.addEventListener("live:drawn", (event) => {
    countDown(place);
    if (!(/** @type {CustomEvent} */ (event).detail.moved)) return;
    const heading = place.querySelector("h2[tabindex]");
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
    if (WISHES.sound) ring();
  });
  const said = document.querySelector("[data-unsent]");
  const words = document.querySelector("template[data-words]");
  place.addEventListener("live:unsent", () => {
    if (said && words instanceof HTMLTemplateElement) said.textContent = words.content.textContent;
  });
  place.addEventListener("live:drawn", () => said && (said.textContent = ""));
  listen();
}

/** @param {Element} place */
function countDown(place) {
  const clock = place.querySelector("[data-until]");
  if (!(clock instanceof HTMLElement)) return;
  const left = Math.max(0, Number(clock.dataset.until) - Date.now() / 1_000);
  const minutes = Math.floor(left / 60);
  clock.textContent = `${minutes}:${String(Math.floor(left % 60)).padStart(2, "0")}`;
  const share = Math.min(100, (100 * left) / Math.max(1, Number(clock.dataset.lasts)));
  place.querySelector(".floor .left")?.setAttribute("stroke-dasharray", `${share} 100`);
}

/** The small wishes under the table: a sound, and a clock out of sight. They last as long as the page. */
function listen() {
  for (const box of document.querySelectorAll("input[data-wish]")) {
    if (!(box instanceof HTMLInputElement)) continue;
    const apply = () => {
      if (box.dataset.wish === "quiet") place?.toggleAttribute("data-quiet", box.checked);
      else if ((WISHES.sound = box.checked)) ring();
    };
    box.addEventListener("change", apply);
    box.closest("[data-wishes]")?.removeAttribute("hidden");
  }
}

/** Two low notes that come and go softly; made here, so nothing is fetched. */
function ring() {
  const audio = new AudioContext();
  for (const [at, height] of [[0, 392], [0.35, 523]]) {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    const begins = audio.currentTime + at;
    tone.frequency.value = height;
    loud.gain.setValueAtTime(0, begins);
    loud.gain.linearRampToValueAtTime(0.08, begins + 0.08);
    loud.gain.exponentialRampToValueAtTime(0.001, begins + 1.2);
    tone.connect(loud).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 1.3);
  }
  setTimeout(() => audio.close(), 2_500);
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // not allowed just now, for instance with little battery
  }
}
