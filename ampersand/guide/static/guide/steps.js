/**
 * The steps of the guide without loading a page each time, and a browser's Back that works: each press is posted, the
 * answer takes the place of <main>, and earlier pages are kept in memory only, so nothing of them is left in the history.
 *
 *   <form method="post" data-steps>            a press in it goes on to the next page
 *   <form method="post" data-steps data-same>  a press in it changes this page
 *   <button data-back>                         goes back as the browser's own Back does
 *
 * Without this script each press loads the next page, and the buttons on the page go back.
 */
const PLACE = "step";

/** @type {Element[]} */
const pages = [/** @type {Element} */ (document.getElementById("main"))];
let at = 0;
let busy = false;
let plainly = false;

history.replaceState({ [PLACE]: 0 }, "");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (plainly || !(form instanceof HTMLFormElement) || !("steps" in form.dataset)) return;
  event.preventDefault();
  const button = event.submitter;
  if (busy) return;
  if (at > 0 && button?.hasAttribute("data-back")) return history.back();
  busy = true;
  press(form, button)
    .catch(() => {
      plainly = true;
      form.requestSubmit(button);
    })
    .finally(() => (busy = false));
});

addEventListener("popstate", (event) => {
  const wanted = event.state?.[PLACE];
  if (pages[wanted]) show(wanted);
  else if (wanted !== undefined) location.reload();
});

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function press(form, button) {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", cache: "no-store" });
  if (!answer.ok && answer.status !== 422) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.getElementById("main");
  if (!main) throw new Error("no page");
  takeStyles(page);
  document.adoptNode(main);
  if (answer.status === 422 || "same" in form.dataset) {
    pages[at].replaceWith(main);
    pages[at] = main;
    settle(main, "same" in form.dataset ? "#country" : "");
    return;
  }
  pages.length = at + 1;
  pages.push(main);
  history.pushState({ [PLACE]: at + 1 }, "");
  show(at + 1);
}

/** @param {number} wanted */
function show(wanted) {
  pages[at].replaceWith(pages[wanted]);
  at = wanted;
  settle(pages[at], "");
}

/**
 * What was swapped in begins, and those who hear the page are told where they are.
 * @param {Element} main
 * @param {string} focus
 */
function settle(main, focus) {
  main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  if (main.querySelector("[data-errors]")) return;
  if (!focus) scrollTo({ top: 0 });
  const heading = main.querySelector(focus || "h1");
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: !focus });
}

/** @param {Document} page */
function takeStyles(page) {
  for (const link of page.head.querySelectorAll("link[rel=stylesheet]")) {
    const address = link.getAttribute("href");
    if (address && !document.head.querySelector(`link[href="${CSS.escape(address)}"]`)) document.head.append(document.adoptNode(link));
  }
}
