// Shows what a locked phone would: who wrote, and what a notification tells of it. Also: what went wrong.
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { fill, words } from "./texts.js";

const SHOWN_MS = 8000;
let timer;

/** `open()` is called when the notice is tapped. */
export function notice(root, title, text, open) {
  root.replaceChildren(button({}, [el("strong", {}, title), el("span", {}, text)], () => {
    root.hidden = true;
    open();
  }));
  root.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { root.hidden = true; }, SHOWN_MS);
}

/** Make a line that says things: `say(text)`, nothing for an empty text; it goes by itself after `life` ms. */
export function statusLine(root, life = 0) {
  let ending;
  const say = (text) => {
    clearTimeout(ending);
    root.hidden = !text;
    if (!text) return root.replaceChildren();
    const held = root.querySelector("span");
    if (held?.textContent !== text) root.replaceChildren(el("span", {}, text), button({ "aria-label": words.close }, icon("close"), () => say("")));
    if (life) ending = setTimeout(() => say(""), life);
    return undefined;
  };
  return say;
}

/** Say in one line why a webhook was not taken; empty when it was. */
export function reasonOf(delivery, bot) {
  if (!delivery || delivery.reason === "ok") return "";
  const refused = delivery.reason === "error_status_code" && [400, 401, 403].includes(delivery.status);
  const reason = !bot.url ? "none" : refused ? "secret" : delivery.reason;
  return fill(words.errors[reason] ?? delivery.reason, { url: bot.url, status: delivery.status });
}
