/**
 * Exit this page: covers everything at once, then replaces the page with the neutral one named in data-exit.
 * Three presses of Shift within five seconds do the same; three dots show how many there were, and say it to those who
 * listen. It does not erase the browser's history, and the help page says so.
 */
const PRESSES = 3;
const SECONDS = 5;

/** @type {WeakSet<Node>} */
const begun = new WeakSet();

/** @param {ParentNode} root */
export function start(root) {
  const links = [...root.querySelectorAll("a[data-exit]")].filter((link) => !begun.has(link));
  for (const link of links) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const leave = () => cover(link.dataset.exit || link.href);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    if (!begun.has(link.ownerDocument)) countShift(link, leave);
    begun.add(link);
    begun.add(link.ownerDocument);
  }
}

/** @param {string} address */
function cover(address) {
  const sheet = document.createElement("div");
  sheet.className = "cover";
  document.documentElement.append(sheet);
  document.body.hidden = true;
  document.title = "…";
  forgetCopies();
  location.replace(address);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

/** What this device was allowed to keep goes, too; the server's answer asks for the same. */
function forgetCopies() {
  if (!document.cookie.includes("kept=")) return;
  caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
  navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
}

/**
 * @param {HTMLAnchorElement} link
 * @param {() => void} leave
 */
function countShift(link, leave) {
  const page = link.ownerDocument;
  let count = 0;
  /** @type {number | undefined} */
  let clock;
  /** @type {HTMLElement | null} */
  let dots = null;
  const forget = () => {
    clearTimeout(clock);
    count = 0;
    dots?.remove();
    dots = null;
  };
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") return forget();
    if (event.repeat) return;
    count += 1;
    if (count === PRESSES) return leave();
    if (count === 1) clock = setTimeout(forget, SECONDS * 1000);
    dots ??= page.body.appendChild(drawDots(page));
    dots.querySelectorAll("i").forEach((dot, place) => dot.classList.toggle("lit", place < count));
    say(dots, link.dataset[count === 1 ? "exitTwo" : "exitOne"] ?? "");
  });
}

/** @param {Document} page */
function drawDots(page) {
  const dots = page.createElement("div");
  dots.className = "exit-dots";
  dots.setAttribute("role", "status");
  for (let place = 0; place < PRESSES; place += 1) dots.append(page.createElement("i"));
  const words = page.createElement("span");
  words.className = "hidden";
  dots.append(words);
  return dots;
}

/**
 * @param {HTMLElement} dots
 * @param {string} words
 */
function say(dots, words) {
  const place = dots.querySelector("span");
  if (place) requestAnimationFrame(() => (place.textContent = words)); // a region must be there before it speaks
}
