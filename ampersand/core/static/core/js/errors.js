/** A form that came back: its summary takes the focus, and each of its lines leads to the field it speaks of. */

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  const summary = root.querySelector("[data-errors]");
  if (!(summary instanceof HTMLElement) || begun.has(summary)) return;
  begun.add(summary);
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
    if (!field) return;
    event.preventDefault();
    field.dispatchEvent(new CustomEvent("look-at", { bubbles: true }));
    (field.matches("fieldset") ? field.querySelector("input, [tabindex]") ?? field : field).focus();
  });
}
