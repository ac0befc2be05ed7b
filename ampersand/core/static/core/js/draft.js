/**
 * Keeps what someone has answered so far, on the server only: posts the form to data-draft-url a moment after each
 * change. The answer is JSON {"version": n}; it goes into the form's hidden "version" field and is sent with the next
 * save; the form hears the whole answer as the event "kept". 409 says that another device changed the answers since; nothing is overwritten and saving stops.
 */
const PAUSE = 700;
const RETRIES = [3_000, 10_000, 30_000];

/**
 * @typedef {"saved" | "waiting" | "elsewhere" | "signed-out"} State
 * @typedef {{ settled: () => Promise<void> }} Keeper
 */

/**
 * @param {HTMLFormElement} form
 * @param {(state: State) => void} tell
 * @returns {Keeper}
 */
export function keep(form, tell) {
  const address = form.dataset.draftUrl;
  /** @type {number | undefined} */
  let clock;
  /** @type {Promise<void>} */
  let going = Promise.resolve();
  let dirty = false;
  let failures = 0;
  let stopped = !address;

  const later = (/** @type {number} */ pause) => {
    clearTimeout(clock);
    if (!stopped) clock = setTimeout(queue, pause);
  };
  const queue = () => (going = going.then(save));

  async function save() {
    if (stopped || !dirty || !address) return;
    dirty = false;
    const state = await post(form, address);
    if (state === "elsewhere" || state === "signed-out") stopped = true;
    if (state === "waiting") {
      dirty = true;
      later(RETRIES[Math.min(failures, RETRIES.length - 1)]);
      failures += 1;
    } else failures = 0;
    tell(state);
  }

  form.addEventListener("input", () => {
    dirty = true;
    later(PAUSE);
  });
  if (begunBefore(form)) {
    dirty = true;
    later(PAUSE);
  }
  addEventListener("online", () => dirty && later(0));
  document.addEventListener("visibilitychange", () => document.hidden && dirty && queue());

  return {
    /** Resolves when nothing is under way; what has not been sent yet goes with the form itself. */
    settled() {
      clearTimeout(clock);
      dirty = false;
      return going;
    },
  };
}

/**
 * Whether something was chosen while this script was still on its way.
 * @param {HTMLFormElement} form
 */
function begunBefore(form) {
  return [...form.elements].some((field) => field instanceof HTMLInputElement && field.checked !== field.defaultChecked);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 * @returns {Promise<State>}
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
    if (answer.status === 409) return "elsewhere";
    if (answer.redirected || [401, 403, 404].includes(answer.status)) return "signed-out";
    if (!answer.ok) return "waiting";
    const kept = await answer.json();
    const { version } = kept;
    const field = form.elements.namedItem("version");
    if (field instanceof HTMLInputElement && version !== undefined) field.value = String(version);
    form.dispatchEvent(new CustomEvent("kept", { detail: kept }));
    return "saved";
  } catch {
    return "waiting";
  }
}
