/**
 * In a long list, j and k go from one line to the next and Enter opens it, which links do by themselves. The list is a
 * `data-keys` with `data-line` inside; `data-keys-help` is shown, and `data-keys-off` turns the keys off for this page.
 */

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  for (const list of root.querySelectorAll("[data-keys]")) {
    if (begun.has(list)) continue;
    begun.add(list);
    list.querySelector("[data-keys-help]")?.removeAttribute("hidden");
    const stop = new AbortController();
    document.addEventListener("keydown", (event) => go(list, event), { signal: stop.signal });
    list.querySelector("[data-keys-off]")?.addEventListener("click", () => {
      stop.abort();
      list.querySelector("[data-keys-help]")?.remove();
    });
  }
}

/**
 * @param {Element} list
 * @param {KeyboardEvent} event
 */
function go(list, event) {
  const way = { j: 1, k: -1 }[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
  const lines = [...list.querySelectorAll("[data-line]")];
  const here = lines.findIndex((line) => line.contains(document.activeElement));
  const next = lines[here === -1 ? (way === 1 ? 0 : lines.length - 1) : here + way];
  const link = next?.querySelector("a, button");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  link.focus();
}

/** @param {EventTarget | null} target */
function types(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
