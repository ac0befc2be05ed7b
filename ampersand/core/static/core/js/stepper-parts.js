/** What the stepper adds to its form: progress, Next and Back, a line that says what is saved. Words: core/stepper.html. */
const SECONDS_EACH = 8;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} finish
 */
export function addParts(form, finish) {
  const template = /** @type {HTMLTemplateElement} */ (form.querySelector("template[data-stepper-parts]"));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (copy.querySelector(`[data-part=${name}]`));
  const words = template.dataset;
  const [progress, next, back, foot] = ["progress", "next", "back", "foot"].map(part);
  const [status, toggle] = ["status", "toggle"].map(part);
  form.prepend(progress);
  finish.before(next);
  finish.after(back);
  finish.parentElement?.after(foot);

  return {
    next,
    back,
    toggle,
    words,

    /** @param {boolean} one */
    name(one) {
      progress.hidden = !one;
      toggle.textContent = (one ? words.showAll : words.showOne) ?? "";
    },

    /**
     * @param {number} now
     * @param {number} all
     */
    count(now, all) {
      const whole = Number(form.dataset.minutes) || (all * SECONDS_EACH) / 60;
      const minutes = Math.max(1, Math.round((whole * (all - now + 1)) / all));
      const left = (now === all ? words.last : minutes === 1 ? words.minute : words.minutes) ?? "";
      const [line, bar] = /** @type {[HTMLElement, HTMLProgressElement]} */ ([...progress.children]);
      line.textContent = left.replace("{now}", `${now}`).replace("{all}", `${all}`).replace("{minutes}", `${minutes}`);
      bar.max = all;
      bar.value = now;
    },

    /**
     * Shows the stem that belongs to the question; folds the introduction, but for the page's heading, which those
     * who hear the page still find.
     * @param {Element} at
     * @param {boolean} one
     * @param {boolean} fold
     */
    frame(at, one, fold) {
      const intro = form.querySelector("[data-intro]");
      intro?.classList.toggle("hidden", one && fold);
      for (const child of intro?.children ?? []) child.toggleAttribute("hidden", one && fold && child.localName !== "h1");
      const stems = [...form.querySelectorAll("[data-stem]")];
      const before = stems.filter((stem) => stem.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
      for (const stem of stems) stem.toggleAttribute("hidden", one && stem !== before.at(-1));
    },

    /** @param {import("./draft.js").State} state */
    tell(state) {
      for (const one of status.children) one.toggleAttribute("hidden", one.getAttribute("data-state") !== state);
    },
  };
}
