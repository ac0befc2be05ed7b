/**
 * A private page that nobody touches for five minutes covers itself and asks the server for itself again, which by then
 * has signed the person out. While somebody does type, press or scroll, the server is asked to let them stay.
 * data-idle holds the address for that. A page that comes back from the browser's memory is asked for again at once.
 */
const IDLE = 5 * 60_000;
const TELL = 20_000;
const LOOK = 5_000;
const TOUCHES = ["pointerdown", "keydown", "input", "wheel", "touchmove"];

/** @type {WeakSet<Element>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  const page = root.querySelector("[data-idle]");
  if (!(page instanceof HTMLElement) || begun.has(page)) return;
  begun.add(page);
  const address = page.dataset.idle ?? "";
  let touched = Date.now();
  let told = touched;

  const look = () => Date.now() - touched >= IDLE && close();
  const touch = () => {
    if (look()) return;
    touched = Date.now();
    if (touched - told < TELL) return;
    told = touched;
    fetch(address, { credentials: "same-origin" }).then((answer) => answer.redirected && close(), () => {});
  };
  for (const name of TOUCHES) addEventListener(name, touch, { capture: true, passive: true });
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => page.remove());
  addEventListener("pageshow", (event) => event.persisted && close());
}

function close() {
  const sheet = document.createElement("div");
  sheet.className = "cover";
  document.documentElement.append(sheet);
  document.body.hidden = true;
  location.replace(location.pathname);
  return true;
}
