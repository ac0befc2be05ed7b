/** Keeps what is typed into the plan, on the server only, and says so in words. */
import { keep } from "../core/js/draft.js";

const form = document.querySelector("form[data-plan]");
if (form instanceof HTMLFormElement) {
  const words = form.querySelector("[data-said]");
  const keeper = keep(form, (state) => {
    if (words instanceof HTMLElement) words.textContent = words.dataset[state === "signed-out" ? "signedOut" : state] ?? "";
  });
  form.addEventListener("submit", () => keeper.settled());
  const typed = [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  if (typed) form.dispatchEvent(new Event("input")); // before this script came
}
