/**
 * The pinch of script that every page may use. Each part begins by its data- attribute, may begin twice on the same
 * element, and is looked for again in HTML that was swapped in. Every page works without it.
 */
import { start as exit } from "./exit.js";
import { start as errors } from "./errors.js";
import { start as once } from "./once.js";
import { start as print } from "./print.js";
import { start as calls } from "./calls.js";

/** @param {ParentNode} root */
function begin(root) {
  exit(root);
  errors(root);
  once();
  print(root);
  calls(root);
  if (root.querySelector("[data-idle]")) import("./idle.js").then((idle) => idle.start(root));
  if (root.querySelector("[data-live]")) import("./live.js").then((live) => live.start(root));
  if (root.querySelector("[data-keys]")) import("./keys.js").then((keys) => keys.start(root));
  if (root.querySelector("[data-stepper]")) import("./stepper.js").then((stepper) => stepper.start(root));
}

begin(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element && event.target.parentNode) begin(event.target.parentNode);
});
