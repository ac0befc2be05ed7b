/**
 * One question at a time, over a form that holds all of them. Without this script the same form is one page.
 *
 *   <form method="post" autocomplete="off" novalidate data-stepper data-draft-url="…">
 *     <input type="hidden" name="version" value="3">
 *     <header data-intro>…</header>                     seen with the first question and on one page
 *     <div class="asks">
 *       <p class="lead" data-stem>Over the last …</p>   seen with every question after it, until the next stem
 *       <fieldset class="ask" data-ask> <legend><h2 tabindex="-1">…</h2></legend> … </fieldset>
 *         data-optional       may be left out
 *         data-when="q1=1,2 q2=3"  asked when q1 is 1 or 2, or q2 is 3
 *     </div>
 *     <p class="row"><button class="button main" data-finish>Send my answers</button> …</p>
 *     {% include "core/stepper.html" %}                 the words and buttons that this script adds
 *   </form>
 *
 * data-all on the form: begin with all on one page. data-gaps: after one reminder, unanswered questions may be sent, and
 * a hidden field "gaps" says "seen". data-minutes: how long all of it takes. A button with formnovalidate just sends.
 */
import { remark, sift, unanswered } from "./asked.js";
import { keep } from "./draft.js";
import { addParts } from "./stepper-parts.js";

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  for (const form of root.querySelectorAll("form[data-stepper]")) {
    if (!(form instanceof HTMLFormElement) || begun.has(form)) continue;
    begun.add(form);
    new Stepper(form);
  }
}

class Stepper {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.asks = /** @type {HTMLFieldSetElement[]} */ ([...form.querySelectorAll("[data-ask]")]);
    this.finish = /** @type {HTMLElement} */ (form.querySelector("[data-finish]"));
    this.parts = addParts(form, this.finish);
    this.one = !("all" in form.dataset);
    this.reminded = false;
    sift(form, this.asks);
    const wrong = this.asks.find((ask) => ask.querySelector(".error"));
    this.at = wrong ?? this.asked().find(unanswered) ?? this.asked()[0];
    this.keeper = keep(form, this.parts.tell);
    this.parts.next.addEventListener("click", () => this.step(1));
    this.parts.back.addEventListener("click", () => this.step(-1));
    this.parts.toggle.addEventListener("click", () => this.turn());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("look-at", (event) => this.lookAt(event.target));
    this.draw();
    form.dataset.begun = "";
  }

  asked() {
    return this.asks.filter((ask) => !ask.disabled);
  }

  turn() {
    this.one = !this.one;
    this.draw();
    this.focus();
  }

  /** @param {number} by */
  step(by) {
    const asked = this.asked();
    this.at = asked[Math.max(0, Math.min(asked.length - 1, asked.indexOf(this.at) + by))];
    this.draw();
    this.focus();
  }

  focus() {
    const heading = /** @type {HTMLElement | null} */ (this.at.querySelector("legend [tabindex]"));
    heading?.focus({ preventScroll: this.one });
    if (this.one) scrollTo({ top: 0 });
  }

  changed() {
    sift(this.form, this.asks);
    for (const note of this.form.querySelectorAll("[data-reminder]")) {
      if (!unanswered(/** @type {HTMLFieldSetElement} */ (note.parentElement))) note.remove();
    }
    this.draw();
  }

  draw() {
    const asked = this.asked();
    const now = asked.indexOf(this.at);
    const last = now === asked.length - 1;
    this.form.classList.toggle("stepping", this.one);
    for (const ask of this.asks) {
      ask.hidden = ask.disabled || (this.one && ask !== this.at);
      ask.classList.toggle("alone", this.one);
    }
    this.parts.frame(this.at, this.one, now > 0);
    this.finish.hidden = this.one && !last;
    this.parts.next.hidden = !this.one || last;
    this.parts.back.hidden = !this.one || now === 0;
    this.parts.name(this.one);
    this.parts.count(now + 1, asked.length);
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    if (event.submitter?.hasAttribute("formnovalidate")) return;
    if (this.one && this.finish.hidden) {
      event.preventDefault();
      return this.step(1);
    }
    const gap = this.asked().find(unanswered);
    if (gap && !(this.reminded && "gaps" in this.form.dataset)) {
      event.preventDefault();
      this.reminded = true;
      return this.remind(gap);
    }
    if (this.settled) return;
    event.preventDefault();
    this.keeper.settled().then(() => setTimeout(() => this.send()));
  }

  /** A form cannot be sent from inside its own submit event, hence the pause before this. */
  send() {
    this.settled = true;
    this.form.requestSubmit(this.finish);
    this.settled = false;
  }

  /** @param {HTMLFieldSetElement} gap */
  remind(gap) {
    remark(gap, this.parts.words.unanswered ?? "");
    const asked = this.form.elements.namedItem("gaps");
    if (asked instanceof HTMLInputElement) asked.value = "seen";
    this.at = gap;
    this.draw();
    this.focus();
  }

  /** @param {EventTarget | null} target */
  lookAt(target) {
    const ask = this.asks.find((one) => target instanceof Node && one.contains(target));
    if (ask) this.at = ask;
    this.draw();
  }
}
