/**
 * Serves the copy of one page, its own, when the network does not. It reaches that page and nothing else, writes
 * nothing, and is registered only after somebody said that this device is theirs alone (copy.js).
 */
const PAGE = self.registration.scope;
const PATIENCE = 5_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (request.url.split(/[?#]/)[0] === PAGE) event.respondWith(freshElseCopy(request));
  } else event.respondWith(copyElseFresh(request));
});

/** @param {Request} request */
async function freshElseCopy(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status < 500) return answer;
  } catch {
    // no network: what is kept must do
  }
  return (await copy(PAGE)) ?? fetch(request);
}

/** @param {Request} request */
async function copyElseFresh(request) {
  return (await copy(request)) ?? fetch(request);
}

/** @param {RequestInfo} what */
function copy(what) {
  return caches.match(what, { ignoreVary: true });
}
