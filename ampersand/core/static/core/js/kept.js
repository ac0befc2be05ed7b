/**
 * Keeps what is typed into a form of words (form[data-kept] with data-draft-url) on the server only, and says so in words:
 * the element [data-said] holds them as data-saved, data-waiting, data-elsewhere and data-signed-out.
 */
import { keep } from "./draft.js";

const form = document.querySelector("form[data-kept]");
if (form instanceof HTMLFormElement) {
  const words = form.querySelector("[data-said]");
  const keeper = keep(form, (state) => {
    if (words instanceof HTMLElement) words.textContent = words.dataset[state === "signed-out" ? "signedOut" : state] ?? "";
  });
  form.addEventListener("submit", () => keeper.settled());
  const typed = [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  if (typed) form.dispatchEvent(new Event("input")); // before this script came
}
