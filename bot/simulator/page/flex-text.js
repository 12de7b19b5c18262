// Flex texts, spans and the labels of buttons.
import { el } from "./dom.js";
import { EDGES, fontSize, grow, place } from "./flex-size.js";
import { tappable } from "./flex-tap.js";

/** Draw a text component. */
export function drawText(spec, parent, act) {
  const root = el("div", { class: "text" });
  grow(root, spec, parent);
  place(root, spec);
  letters(root, { size: "md", ...spec }, spec.scaling);
  root.style.textAlign = spec.align ?? "start";
  if (spec.gravity) root.style.justifyContent = EDGES[spec.gravity];
  root.append(drawWords(spec));
  if (spec.wrap) root.classList.add("wrap");
  else if (spec.adjustMode === "shrink-to-fit") root.dataset.shrink = "";
  tappable(root, spec.action, act);
  return root;
}

function drawWords(spec) {
  const words = el("span", { class: "words" });
  if (spec.contents?.length) words.append(...spec.contents.map((span) => drawSpan(span, spec)));
  else decorate(words, spec.decoration).textContent = oneLine(spec.text, spec.wrap);
  if (!spec.wrap) return words;
  if (spec.lineSpacing) words.style.setProperty("--line-spacing", spec.lineSpacing);
  if (spec.maxLines) {
    words.classList.add("clamp");
    words.style.webkitLineClamp = String(spec.maxLines);
  }
  return words;
}

function drawSpan(span, text) {
  const root = el("span", {}, oneLine(span.text, text.wrap));
  letters(root, span, text.scaling);
  // CSS draws the line of a text through all its spans; each takes it for itself, so that one can refuse it.
  return decorate(root, span.decoration ?? text.decoration);
}

const oneLine = (text = "", wrap) => (wrap ? text : text.replaceAll("\n", " "));

function decorate(root, decoration) {
  if (decoration) root.style.textDecorationLine = decoration;
  return root;
}

/** Size, colour, weight and slant. */
function letters(root, spec, scaling) {
  const { style } = root;
  if (spec.size) style.fontSize = fontSize(spec.size, scaling);
  if (spec.color) style.color = spec.color;
  if (spec.weight) style.fontWeight = spec.weight === "bold" ? "700" : "400";
  if (spec.style) style.fontStyle = spec.style;
}

/** Draw a button component. */
export function drawButton(spec, parent, act) {
  const root = el("div", { class: "button-cell" });
  grow(root, spec, parent);
  place(root, spec);
  if (spec.gravity) root.style.justifyContent = EDGES[spec.gravity];
  const look = spec.style ?? "link";
  const button = el("button", { type: "button", class: `button ${look} ${spec.height ?? "md"}` });
  if (spec.color) button.style[look === "link" ? "color" : "backgroundColor"] = spec.color;
  const words = el("span", { class: "words" }, spec.action?.label ?? "");
  words.style.fontSize = fontSize("md", spec.scaling);
  if (spec.adjustMode === "shrink-to-fit") button.dataset.shrink = "";
  button.append(words);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act?.(spec.action);
  });
  root.append(button);
  return root;
}
