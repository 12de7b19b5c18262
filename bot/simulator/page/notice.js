// Shows what a locked phone would: who wrote, and what a notification tells of it.
import { el } from "./dom.js";

const SHOWN_MS = 8000;
let timer;

/** `open()` is called when the notice is tapped. */
export function notice(root, title, text, open) {
  const button = el("button", { type: "button" }, el("strong", {}, title), el("span", {}, text));
  button.addEventListener("click", () => {
    root.hidden = true;
    open();
  });
  root.replaceChildren(button);
  root.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { root.hidden = true; }, SHOWN_MS);
}
