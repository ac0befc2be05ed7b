/** "Use where I am now": asks the browser, keeps about a kilometre of the answer, and sends the form. */
for (const box of document.querySelectorAll("[data-near]")) {
  const form = box.closest("form");
  const said = form?.querySelector("[data-near-said]");
  const here = box.querySelector("[data-near-here]");
  if (!form || !said || !(here instanceof HTMLInputElement) || !("geolocation" in navigator)) continue;
  box.removeAttribute("hidden");
  box.querySelector("[data-near-ask]")?.addEventListener("click", () => {
    said.textContent = said.getAttribute("data-asking");
    navigator.geolocation.getCurrentPosition(
      (place) => {
        here.value = [place.coords.latitude, place.coords.longitude].map((part) => part.toFixed(2)).join(",");
        form.requestSubmit();
      },
      () => (said.textContent = said.getAttribute("data-refused")),
      { enableHighAccuracy: false, timeout: 15_000, maximumAge: 600_000 },
    );
  });
  addEventListener("pageshow", () => (here.value = ""));
}
