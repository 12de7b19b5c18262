// Draws Flex Messages as LINE does. Widths, font sizes and gaps are those of LINE's own Flex simulator.
import { el, press } from "./dom.js";

const GAPS = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const FONTS = {
  xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74,
};
const IMAGES = {
  xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px",
  "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%",
};
const BORDERS = { none: "0px", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const EDGES = { start: "flex-start", center: "center", end: "flex-end", top: "flex-start", bottom: "flex-end" };

const gap = (value) => GAPS[value] ?? value;

/** Draw the `contents` of a Flex message; `act(action)` is called when something is tapped. */
export function drawFlex(container, act) {
  const bubbles = container.type === "carousel" ? container.contents : [container];
  const root = el("div", { class: container.type === "carousel" ? "carousel" : "single" });
  if (container.type === "carousel") root.tabIndex = 0;
  for (const bubble of bubbles) root.append(drawBubble(bubble, act));
  return root;
}

function drawBubble(bubble, act) {
  const root = el("div", { class: `bubble size-${bubble.size ?? "mega"}`, dir: bubble.direction ?? "ltr" });
  for (const name of ["header", "hero", "body", "footer"]) {
    const content = bubble[name];
    if (!content) continue;
    const style = bubble.styles?.[name] ?? {};
    const block = el("div", { class: `block ${name}` });
    if (style.backgroundColor) block.style.backgroundColor = style.backgroundColor;
    if (style.separator && root.childElementCount) {
      block.style.borderTop = `1px solid ${style.separatorColor ?? "var(--flex-line)"}`;
    }
    if (content.type === "box") {
      const drawn = drawBox(content, { layout: "vertical" }, act);
      if (name === "body" || name === "hero") drawn.style.flexGrow ||= "1";
      drawn.classList.add(`pad-${name}`);
      block.append(drawn);
    } else {
      block.append(content.type === "video" ? drawVideo(content) : drawImage({ size: "md", ...content }, { layout: "vertical" }, act));
    }
    root.append(block);
  }
  tappable(root, bubble.action, act);
  return root;
}

const COMPONENTS = {
  box: drawBox,
  text: drawText,
  image: drawImage,
  icon: drawIcon,
  button: drawButton,
  separator: drawSeparator,
  filler: (spec, parent) => grow(el("div", { class: "filler" }), { ...spec, flex: spec.flex ?? 1 }, parent),
};

function drawBox(box, parent, act) {
  const root = el("div", { class: `box ${box.layout}` });
  const style = root.style;
  grow(root, box, parent);
  place(root, box);
  if (box.width) {
    style.width = box.width;
    if (parent.layout !== "vertical") style.flex = "none";
  }
  if (box.height) {
    style.height = box.height;
    if (parent.layout === "vertical") style.flex = "none";
  }
  if (box.width && parent.layout === "vertical") style.alignSelf = "flex-start";
  if (box.maxWidth) style.maxWidth = box.maxWidth;
  if (box.maxHeight) style.maxHeight = box.maxHeight;
  if (box.backgroundColor) style.backgroundColor = box.backgroundColor;
  if (box.background?.type === "linearGradient") style.backgroundImage = gradient(box.background);
  const border = BORDERS[box.borderWidth] ?? box.borderWidth;
  if (border || box.borderColor) style.border = `${border ?? "1px"} solid ${box.borderColor ?? "#000000"}`;
  if (box.cornerRadius) style.borderRadius = gap(box.cornerRadius);
  for (const [name, css] of [["All", ""], ["Top", "Top"], ["Bottom", "Bottom"], ["Start", "InlineStart"], ["End", "InlineEnd"]]) {
    const value = box[`padding${name}`];
    if (value) style[`padding${css}`] = gap(value);
  }
  if (box.justifyContent) style.justifyContent = box.justifyContent;
  if (box.alignItems) style.alignItems = box.alignItems;
  let first = true;
  for (const child of box.contents ?? []) {
    const drawn = COMPONENTS[child.type]?.(child, box, act);
    if (!drawn) continue;
    const space = child.margin ?? (first ? undefined : box.spacing);
    if (space && child.position !== "absolute") drawn.style[box.layout === "vertical" ? "marginTop" : "marginInlineStart"] = gap(space);
    root.append(drawn);
    if (child.position !== "absolute") first = false;
  }
  tappable(root, box.action, act);
  return root;
}

function gradient(spec) {
  const stops = [spec.startColor, spec.endColor];
  if (spec.centerColor) stops.splice(1, 0, `${spec.centerColor} ${spec.centerPosition ?? "50%"}`);
  return `linear-gradient(${spec.angle}, ${stops.join(", ")})`;
}

function drawText(spec, parent, act) {
  const root = el("div", { class: "text" });
  grow(root, spec, parent);
  place(root, spec);
  letters(root, spec, 16);
  root.style.textAlign = spec.align ?? "start";
  if (spec.gravity && parent.layout === "horizontal") root.style.alignSelf = EDGES[spec.gravity];
  if (spec.gravity && parent.layout === "vertical") root.classList.add(`gravity-${spec.gravity}`);
  if (spec.lineSpacing) root.style.lineHeight = `calc(1.4em + ${spec.lineSpacing})`;
  const words = el("span", { class: "words" });
  if (spec.contents?.length) {
    for (const span of spec.contents) {
      const part = el("span", {}, spec.wrap ? span.text ?? "" : (span.text ?? "").replaceAll("\n", " "));
      letters(part, span);
      if (spec.scaling) part.classList.add("scaling");
      words.append(part);
    }
  } else {
    words.textContent = spec.text ?? "";
  }
  root.append(words);
  if (spec.wrap) {
    root.classList.add("wrap");
    if (spec.maxLines) {
      words.classList.add("clamp");
      words.style.webkitLineClamp = String(spec.maxLines);
    }
  }
  if (spec.adjustMode === "shrink-to-fit" && !spec.wrap) root.dataset.shrink = "";
  tappable(root, spec.action, act);
  return root;
}

function letters(root, spec, fallback) {
  const style = root.style;
  const size = FONTS[spec.size] ?? (spec.size ? Number.parseFloat(spec.size) : fallback);
  if (size) style.fontSize = spec.scaling ? `calc(${size}px * var(--font-scale, 1))` : `${size}px`;
  if (spec.color) style.color = spec.color;
  if (spec.weight) style.fontWeight = spec.weight === "bold" ? "700" : "400";
  if (spec.style) style.fontStyle = spec.style;
  if (spec.decoration) style.textDecoration = spec.decoration;
}

function drawImage(spec, parent, act) {
  const root = el("div", { class: "image" });
  grow(root, spec, parent);
  place(root, spec);
  const frame = el("div", { class: "frame" });
  frame.style.width = IMAGES[spec.size ?? "md"] ?? spec.size;
  frame.style.aspectRatio = ratio(spec.aspectRatio);
  if (spec.backgroundColor) frame.style.backgroundColor = spec.backgroundColor;
  const picture = el("img", { src: spec.url, alt: "", loading: "eager" });
  picture.style.objectFit = spec.aspectMode === "cover" ? "cover" : "contain";
  picture.addEventListener("error", () => frame.classList.add("broken"));
  frame.append(picture);
  root.style.justifyContent = EDGES[spec.align ?? "center"];
  root.style.alignItems = EDGES[spec.gravity ?? "top"];
  root.append(frame);
  tappable(root, spec.action, act);
  return root;
}

function drawVideo(spec) {
  const frame = el("div", { class: "frame video" });
  frame.style.aspectRatio = ratio(spec.aspectRatio);
  const video = el("video", { src: spec.url, poster: spec.previewUrl, controls: "", preload: "none" });
  frame.append(video);
  return frame;
}

const ratio = (value) => (value ?? "1:1").replace(":", " / ");

function drawIcon(spec, parent) {
  const root = el("div", { class: "icon" });
  place(root, spec);
  const size = FONTS[spec.size ?? "md"];
  const height = size ? `${size}px` : spec.size;
  root.style.height = spec.scaling ? `calc(${height} * var(--font-scale, 1))` : height;
  root.style.aspectRatio = ratio(spec.aspectRatio);
  const picture = el("img", { src: spec.url, alt: "" });
  picture.addEventListener("error", () => root.classList.add("broken"));
  root.append(picture);
  return root;
}

function drawButton(spec, parent, act) {
  const root = el("div", { class: "button-cell" });
  grow(root, spec, parent);
  place(root, spec);
  if (spec.gravity) root.style.justifyContent = EDGES[spec.gravity];
  const button = el("button", { type: "button", class: `button ${spec.style ?? "link"} ${spec.height ?? "md"}` });
  if (spec.color) button.style[(spec.style ?? "link") === "link" ? "color" : "backgroundColor"] = spec.color;
  const words = el("span", { class: "words" }, spec.action?.label ?? "");
  if (spec.scaling) words.style.fontSize = "calc(16px * var(--font-scale, 1))";
  if (spec.adjustMode) button.dataset.shrink = "";
  button.append(words);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act?.(spec.action);
  });
  root.append(button);
  return root;
}

function drawSeparator(spec, parent) {
  const root = el("div", { class: `separator ${parent.layout === "vertical" ? "flat" : "upright"}` });
  if (spec.color) root.style.backgroundColor = spec.color;
  return root;
}

/** The share of a child in its parent: 1 by default side by side, none in a column. */
function grow(root, spec, parent) {
  const sideways = parent.layout !== "vertical";
  const share = spec.flex ?? (sideways ? 1 : 0);
  root.style.flex = share === 0 ? (sideways ? "0 0 auto" : "none") : sideways ? `${share} 1 0px` : `${share} 1 auto`;
  if (sideways && share === 0) root.style.maxWidth = "100%";
  return root;
}

function place(root, spec) {
  const style = root.style;
  if (spec.position === "absolute") style.position = "absolute";
  const sides = [["Top", "top"], ["Bottom", "bottom"], ["Start", "insetInlineStart"], ["End", "insetInlineEnd"]];
  for (const [name, css] of sides) {
    const value = spec[`offset${name}`];
    if (!value) continue;
    if (style.position !== "absolute") style.position = "relative";
    style[css] = gap(value);
  }
}

function tappable(root, action, act) {
  if (!action) return;
  root.classList.add("tappable");
  press(root, () => act?.(action), action.label ?? action.text ?? action.displayText);
}

/** Make `shrink-to-fit` texts fit; call when the drawing stands in the page. */
export function fit(root) {
  for (const item of root.querySelectorAll("[data-shrink]")) {
    const words = item.querySelector(".words");
    const range = document.createRange();
    range.selectNodeContents(words);
    let size = Number.parseFloat(getComputedStyle(words).fontSize);
    while (size > 6 && range.getBoundingClientRect().width > words.getBoundingClientRect().width) {
      size -= 0.5;
      words.style.fontSize = `${size}px`;
    }
  }
}
