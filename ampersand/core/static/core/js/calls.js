/**
 * Asks now and then, while the page is in sight, whether the reader is needed now, and shows what the server says.
 * The asking keeps nobody signed in, and it stops when the sign-in has ended.
 *
 *   <div data-calls="/attention/waiting/"></div>
 */
const EVERY = 30_000;

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  for (const place of root.querySelectorAll("[data-calls]")) {
    if (!(place instanceof HTMLElement) || begun.has(place)) continue;
    begun.add(place);
    const clock = setInterval(async () => {
      if (document.hidden) return;
      if (!(await ask(place))) clearInterval(clock);
    }, EVERY);
  }
}

/**
 * @param {HTMLElement} place
 * @returns {Promise<boolean>} whether to go on asking
 */
async function ask(place) {
  let answer;
  try {
    answer = await fetch(place.dataset.calls ?? "", { headers: { "Asks-By-Itself": "yes" }, redirect: "manual" });
  } catch {
    return true; // away from the network for a while
  }
  if (answer.status === 204) place.replaceChildren();
  else if (answer.ok) show(place, await answer.text());
  return answer.ok;
}

/**
 * What stands there already is not said again to those who hear the page.
 * @param {HTMLElement} place
 * @param {string} html
 */
function show(place, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  if (fresh.textContent?.trim() !== place.textContent?.trim()) place.replaceChildren(...fresh.childNodes);
}
