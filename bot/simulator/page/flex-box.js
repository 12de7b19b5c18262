// Flex boxes: LINE's layout is CSS flexbox with its own defaults.
import { el } from "./dom.js";
import { drawIcon, drawImage } from "./flex-media.js";
import { border, gap, grow, place, sideways, space } from "./flex-size.js";
import { tappableAround } from "./flex-tap.js";
import { drawButton, drawText } from "./flex-text.js";

const COMPONENTS = {
  box: drawBox, text: drawText, image: drawImage, icon: drawIcon, button: drawButton, separator: drawSeparator, filler: drawFiller,
};
const PADDINGS = [["All", "padding"], ["Top", "paddingTop"], ["Bottom", "paddingBottom"], ["Start", "paddingInlineStart"], ["End", "paddingInlineEnd"]];

/** Draw one component of a box; nothing of a kind that LINE does not know. */
export function drawComponent(spec, parent, act) {
  return COMPONENTS[spec.type]?.(spec, parent, act);
}

/** Draw a box and all that is in it. */
export function drawBox(box, parent, act) {
  const root = el("div", { class: `box ${box.layout}` });
  measure(root, box, parent);
  place(root, box);
  paint(root, box);
  for (const [name, css] of PADDINGS) {
    const value = box[`padding${name}`];
    if (value) root.style[css] = gap(value);
  }
  if (box.justifyContent) root.style.justifyContent = box.justifyContent;
  // The children of a baseline box stand on one line, whatever else is asked for.
  if (box.alignItems && box.layout !== "baseline") root.style.alignItems = box.alignItems;
  fill(root, box, act);
  tappableAround(root, box.action, act);
  return root;
}

function fill(root, box, act) {
  let first = true;
  for (const child of box.contents ?? []) {
    const drawn = drawComponent(child, box, act);
    if (!drawn) continue;
    space(drawn, child, box, first);
    root.append(drawn);
    if (child.position === "absolute") root.classList.add("clipped");
    else first = false;
  }
}

function measure(root, box, parent) {
  // LINE: a child of a horizontal box that has a width or a height has the flex 0, whatever its flex says.
  const fixed = sideways(parent) ? box.width || box.height : box.height;
  grow(root, fixed ? { flex: 0 } : box, parent);
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) {
    if (box[name]) root.style[name] = box[name];
  }
  if (clips(box)) root.classList.add("clipped");
}

/** Whether a box cuts off what is outside. Round corners do not where only words are: they would shave Thai marks. */
function clips(box) {
  const round = box.cornerRadius && box.contents?.some((child) => child.type !== "text");
  return box.height || box.maxHeight || round || box.position === "absolute";
}

function paint(root, box) {
  const { style } = root;
  if (box.backgroundColor) style.backgroundColor = box.backgroundColor;
  if (box.background?.type === "linearGradient") style.backgroundImage = gradient(box.background);
  // Neither is seen without the other: no width is no border, no colour is a transparent one.
  if (box.borderWidth && box.borderWidth !== "none") style.border = `${border(box.borderWidth)} solid ${box.borderColor ?? "transparent"}`;
  if (box.cornerRadius) style.borderRadius = gap(box.cornerRadius);
}

function gradient({ angle, startColor, centerColor, centerPosition, endColor }) {
  const middle = centerColor ? [`${centerColor} ${centerPosition ?? "50%"}`] : [];
  return `linear-gradient(${angle}, ${[startColor, ...middle, endColor].join(", ")})`;
}

function drawSeparator(spec, parent) {
  const root = el("div", { class: `separator ${sideways(parent) ? "upright" : "flat"}` });
  if (spec.color) root.style.backgroundColor = spec.color;
  return root;
}

function drawFiller(spec) {
  const root = el("div", { class: "filler" });
  const share = spec.flex ?? 1;
  root.style.flex = share ? `${share} 0 0px` : "0 0 auto";
  return root;
}
