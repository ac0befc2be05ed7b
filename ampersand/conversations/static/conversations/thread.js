/**
 * A conversation that is open. What is new is drawn by core/js/live.js; here it is said to those who hear the page, and
 * help comes into sight for the writer alone as soon as what is typed sounds like danger.
 * Nothing is told to anybody: not that the page is open, not that somebody is writing.
 */
const writing = document.querySelector("form[data-kept]");
writing?.addEventListener("kept", (event) => {
  const help = writing.querySelector("[data-help]");
  if (event instanceof CustomEvent && event.detail.help && help instanceof HTMLElement) help.hidden = false;
});

const place = document.querySelector("[data-arriving]");
if (place instanceof HTMLElement) {
  let known = last(place);
  place.addEventListener("live:drawn", () => {
    const newest = place.querySelector("article:last-child");
    const said = document.querySelector("[data-arrived]");
    if (said instanceof HTMLElement && last(place) !== known && newest && !newest.classList.contains("mine"))
      said.textContent = `${said.dataset.arrived} ${newest.querySelector(".name")?.textContent ?? ""}`;
    known = last(place);
  });
}

/** @param {Element} place */
function last(place) {
  const all = place.querySelectorAll("article");
  return all.length ? all[all.length - 1].id : "";
}
