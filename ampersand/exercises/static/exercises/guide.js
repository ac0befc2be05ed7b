/**
 * Leads through the moments that stand below: says each in its time, shows the breath where it is followed. It can be
 * held, lengthened, and gone through faster; the time and a soft sound are as one likes. Without it the words stand there.
 */
const LONGER = 30;
const IN = 4_000;
const OUT = 6_000;

const place = document.querySelector("[data-guide]");
if (place instanceof HTMLElement) lead(place);

/** @param {HTMLElement} place */
function lead(place) {
  const one = (/** @type {string} */ what) => /** @type {HTMLElement | null} */ (place.querySelector(what));
  const box = (/** @type {string} */ what) => one(what) instanceof HTMLInputElement && /** @type {HTMLInputElement} */ (one(what)).checked;
  const moments = [...place.querySelectorAll("[data-moments] > li")].map((li) => ({
    says: li.querySelector("[data-words]")?.textContent ?? "",
    instead: li.querySelector("[data-instead]")?.textContent ?? "",
    seconds: Number(li.getAttribute("data-seconds")),
    breath: li.hasAttribute("data-with-breath"),
  }));
  const says = /** @type {HTMLElement} */ (one("[data-says]"));
  const left = /** @type {HTMLElement} */ (one("[data-left]"));
  const breath = one("[data-breath]");
  let at = -1;
  let rest = 0;
  /** @type {number | undefined} */
  let clock;
  /** @type {number | undefined} */
  let breathing;
  /** @type {WakeLockSentinel | undefined} */
  let awake;

  const show = (/** @type {string} */ name, /** @type {boolean} */ on) => one(`[data-do=${name}]`)?.toggleAttribute("hidden", !on);
  const running = () => clock !== undefined;

  function buttons() {
    const over = at >= moments.length;
    show("begin", at < 0 || over);
    show("hold", running());
    show("go", at >= 0 && !over && !running());
    show("longer", at >= 0 && !over);
    show("next", at >= 0 && !over);
  }

  function tell() {
    const moment = moments[at];
    const words = moment ? (box("[data-other]") && moment.instead) || moment.says : one("[data-end]")?.textContent ?? "";
    if (says.textContent !== words) says.textContent = words;
    follow(Boolean(moment?.breath) && running() && !box("[data-other]"));
    time();
  }

  function time() {
    const all = rest + moments.slice(at + 1).reduce((sum, moment) => sum + moment.seconds, 0);
    const minutes = Math.round(all / 60);
    const words = all < 40 ? left.dataset.little : minutes < 2 ? left.dataset.one : left.dataset.many;
    left.textContent = at < 0 || at >= moments.length ? "" : (words ?? "").replace("{n}", `${minutes}`);
    left.hidden = !box("[data-timer]");
  }

  function follow(/** @type {boolean} */ on) {
    if (!breath) return;
    breath.classList.toggle("still", !on);
    if (on === (breathing !== undefined)) return;
    clearTimeout(breathing);
    breathing = undefined;
    const words = /** @type {HTMLElement} */ (breath.querySelector("span"));
    words.textContent = "";
    const turn = (/** @type {boolean} */ inwards) => {
      breath.classList.toggle("in", inwards);
      words.textContent = (inwards ? words.dataset.in : words.dataset.out) ?? "";
      breathing = setTimeout(() => turn(!inwards), inwards ? IN : OUT);
    };
    if (on) turn(true);
    else breath.classList.remove("in");
  }

  function next() {
    at += 1;
    rest = moments[at]?.seconds ?? 0;
    if (at > 0 && box("[data-sound]")) chime();
    if (at >= moments.length) hold();
    tell();
    buttons();
  }

  function go() {
    clearInterval(clock);
    clock = setInterval(() => {
      rest -= 1;
      if (rest <= 0) next();
      else time();
    }, 1000);
    navigator.wakeLock?.request("screen").then((lock) => (awake = lock), () => undefined);
  }

  function hold() {
    clearInterval(clock);
    clock = undefined;
    awake?.release();
  }

  const deeds = {
    begin: () => ((at = -1), go(), next()),
    hold,
    go,
    longer: () => (rest += LONGER),
    next,
  };
  place.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-do]");
    if (!(button instanceof HTMLElement)) return;
    deeds[/** @type {keyof typeof deeds} */ (button.dataset.do)]?.();
    tell();
    buttons();
    if (button.hidden) /** @type {HTMLElement | null} */ (place.querySelector("[data-do].main:not([hidden])"))?.focus();
  });
  place.addEventListener("change", tell);
  one("[data-screen]")?.removeAttribute("hidden");
  says.textContent = moments[0].says;
  breath?.classList.add("still");
}

function chime() {
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  tone.frequency.value = 396;
  volume.gain.setValueAtTime(0.0001, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.08, sound.currentTime + 0.05);
  volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 2);
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 2);
}
