// The side panel: what goes over the wire, and the tools that make it fail.
import { button, el } from "./dom.js";
import { drawFaults } from "./faults.js";
import { icon } from "./icons.js";
import { words } from "./texts.js";
import { LIMIT, Traffic } from "./traffic.js";

/** Draw the panel into `root`; gives `{add(item), draw()}`: an item of the feed came, the state changed. */
export function drawPanel(root, page, feed) {
  const open = root.querySelector(".faults")?.open ?? false;
  const inside = el("div", { class: "faults-inside" });
  const failing = el("details", { class: "faults", open }, el("summary", {}, el("h3", {}, words.faults), icon("down")), inside);
  const traffic = new Traffic(page);
  const close = button({ class: "close-panel", "aria-label": words.close, title: words.close }, icon("close"), page.togglePanel);
  root.setAttribute("aria-label", words.panel);
  root.replaceChildren(el("header", {}, el("h2", {}, words.panel), close), failing, traffic.root);
  const draw = drawFaults(inside, page);
  feed.slice(-LIMIT).forEach((item) => traffic.add(item));
  draw();
  return { add: (item) => traffic.add(item), draw };
}
