/**
 * Keeps a note as it is typed (form[data-written] with data-draft-url), on the server only. What cannot be sent stays in
 * the page and is tried again; another window's words are put in where this one changed nothing; where both changed the
 * same part (409) nothing is overwritten, and the next press of Keep shows both. [data-said] holds the words for each.
 */
const PAUSE = 700;
const RETRIES = [2_000, 5_000, 15_000, 30_000];
const NARROW = matchMedia("(max-width: 55.99rem)");

const form = document.querySelector("form[data-written]");
if (form instanceof HTMLFormElement && form.dataset.draftUrl) start(form, form.dataset.draftUrl);
if (NARROW.matches) for (const fold of document.querySelectorAll("details[data-fold]")) fold.removeAttribute("open");

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 */
function start(form, address) {
  const words = form.querySelector("[data-said]");
  /** @type {number | undefined} */
  let clock;
  let changes = 0; // made here
  let kept = 0; // of them, how many are known to be kept
  let failures = 0;
  let going = false;
  let leaving = false;
  let elsewhere = false;

  const tell = (/** @type {string} */ state) => {
    if (words instanceof HTMLElement) words.textContent = words.dataset[state] ?? "";
  };
  const later = (/** @type {number} */ pause) => {
    clearTimeout(clock);
    clock = setTimeout(save, pause);
  };

  async function save() {
    if (going || elsewhere || leaving || kept === changes) return;
    going = true;
    const upto = changes;
    const answer = await post(form, address);
    going = false;
    if (answer.state === "saved") {
      kept = upto;
      failures = 0;
      const taken = take(form, answer.taken, changes === upto);
      if (taken === "missed") elsewhere = true;
      else form.elements.namedItem("revision").value = String(answer.revision);
      tell(taken === "missed" ? "elsewhere" : taken === "taken" ? "together" : "saved");
      if (kept !== changes) later(PAUSE);
      return;
    }
    elsewhere = answer.state === "elsewhere";
    tell(answer.state);
    if (!elsewhere) later(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
  }

  form.addEventListener("input", () => {
    changes += 1;
    if (!failures) later(PAUSE);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(clock);
  });
  addEventListener("online", () => later(0));
  addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("beforeunload", (event) => {
    if (!leaving && kept !== changes) event.preventDefault();
  });
  if ([...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)) {
    changes += 1; // before this script came
    later(PAUSE);
  }
}

/**
 * Puts in what another window wrote in parts that were not changed here.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} taken
 * @param {boolean} still nothing was typed since it was sent
 * @returns {"none" | "taken" | "missed"}
 */
function take(form, taken, still) {
  const parts = Object.entries(taken ?? {});
  if (!parts.length) return "none";
  if (!still) return "missed";
  for (const [key, text] of parts) {
    const field = form.elements.namedItem(`part-${key}`);
    if (field instanceof HTMLTextAreaElement) field.value = text;
  }
  return "taken";
}

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 * @returns {Promise<{state: string, revision?: number, taken?: Record<string, string>}>}
 */
async function post(form, address) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json", "X-Requested-With": "fetch" },
      credentials: "same-origin",
      keepalive: true,
    });
    if (answer.status === 409) return { state: "elsewhere" };
    if (answer.redirected || [401, 403, 404].includes(answer.status)) return { state: "signedOut" };
    if (!answer.ok) return { state: "waiting" };
    const { revision, taken } = await answer.json();
    return { state: "saved", revision, taken };
  } catch {
    return { state: "waiting" };
  }
}
