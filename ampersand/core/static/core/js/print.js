/** A button that prints the page: <button type="button" data-print hidden>. Without scripts the browser's own menu does. */

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    if (begun.has(button)) continue;
    begun.add(button);
    button.removeAttribute("hidden");
    button.addEventListener("click", () => print());
  }
}
