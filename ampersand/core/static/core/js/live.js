/**
 * A part of a page that is drawn anew by itself, for this viewer, when something has changed:
 *
 *   <div data-live="/live/sittings/ID/" data-look="/sittings/ID/">the part, as the page drew it</div>
 *
 * The server sends the part through a socket. Out of reach the script comes back by itself, a little later each time,
 * and meanwhile looks at the page every few seconds. What was typed stays while `data-step` inside is the same; a
 * `live:drawn` event tells of each drawing. A form with `data-live-form` is sent from here; its answer is the part.
 */
import { markOf, step, swap, textOf } from "./live-parts.js";

const HEART = 25_000;
const PATIENCE = 10_000;
const LOOK = 3_000;
const LONGEST = 20_000;
const GONE = 4404;

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  for (const place of root.querySelectorAll("[data-live]")) {
    if (!(place instanceof HTMLElement) || begun.has(place)) continue;
    begun.add(place);
    new Live(place);
  }
}

class Live {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.tries = 0;
    this.busy = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    this.heard = Date.now();
    this.drawn = "";
    this.first = markOf(place);
    this.connect();
    setInterval(() => this.beat(), HEART);
    setInterval(() => this.isOpen() || this.look(), LOOK);
    addEventListener("online", () => this.isOpen() || this.connect());
    addEventListener("pagehide", () => this.socket?.close());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
    document.addEventListener("visibilitychange", () => document.hidden || this.beat());
    place.addEventListener("submit", (event) => this.submit(event));
  }

  isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.later);
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return;
    const socket = (this.socket = new WebSocket(new URL(this.place.dataset.live ?? "", location.href.replace(/^http/, "ws"))));
    socket.onmessage = (message) => {
      this.heard = Date.now();
      this.tries = 0;
      if (message.data) this.show(message.data);
    };
    socket.onclose = (closed) => {
      if (this.socket !== socket) return;
      if (closed.code === GONE) void this.look();
      const wait = Math.min(LONGEST, 500 * 2 ** this.tries++);
      this.later = setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
    };
  }

  /** Says that this screen is here; a socket that does not answer is let go. */
  beat() {
    if (!this.isOpen()) return this.connect();
    const said = Date.now();
    this.socket?.send("");
    setTimeout(() => {
      if (this.heard >= said || !this.isOpen()) return;
      const old = this.socket;
      this.socket = null;
      old?.close();
      this.connect();
    }, PATIENCE);
  }

  /** Looks at the page as it is now; where it is not there any more, the browser shows what is. */
  async look() {
    if (document.hidden || this.busy) return;
    try {
      const answer = await fetch(this.place.dataset.look ?? location.href, { headers: { "Asks-By-Itself": "yes", Part: "yes" } });
      if (answer.redirected || answer.status === 404) location.reload();
      else if (answer.ok && !this.busy) this.show(await answer.text());
    } catch {
      // out of reach for a moment: the next look tries again
    }
  }

  /** @param {string} html */
  show(html) {
    if (textOf(html) === this.drawn) return;
    this.drawn = textOf(html);
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    const known = this.first;
    this.first = "";
    if (known && known === markOf(fresh)) return;
    const before = step(this.place);
    swap(this.place, fresh);
    this.place.dispatchEvent(new CustomEvent("live:drawn", { bubbles: true, detail: { moved: before !== step(this.place) } }));
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("liveForm" in form.dataset)) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const body = new FormData(form, event.submitter);
    body.set("form_id", crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
    this.place.toggleAttribute("data-sending", true);
    for (let tries = 0; this.busy; tries++) {
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { Part: "yes" } });
        this.busy = false;
        if (answer.ok && !answer.redirected) this.show(await answer.text());
        else location.reload();
      } catch {
        this.place.dispatchEvent(new CustomEvent("live:unsent", { bubbles: true }));
        await new Promise((go) => setTimeout(go, Math.min(LONGEST, 1_000 * 2 ** tries)));
      }
    }
    this.place.toggleAttribute("data-sending", false);
  }
}
